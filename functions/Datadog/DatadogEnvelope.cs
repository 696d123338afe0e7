using Connectors.Records;

namespace Connectors.Datadog;

/// <summary>
/// Datadog's wrapping of one record: <c>{"record_id":…,"timestamp":…,"ddsource":…,"service":…,"ddtags":…,"status":…,
/// "message":…,the record's own members}</c>. These stay as they are, at the top level, so that Datadog's Cloudflare
/// pipeline reads them; or they are those of the OCSF event that the operator wants of it.
/// </summary>
/// <remarks>
/// Source: https://docs.datadoghq.com/api/latest/logs/#send-logs (members of an HTTPLogItem; any others are
/// attributes). A name that the record has itself is not added a second time: which of the two counts would be
/// anybody's guess. An OCSF event has at most a <c>message</c> of them.
/// </remarks>
internal sealed class DatadogEnvelope : IEnvelope
{
    // Where the fields go that have no standard attribute.
    private const string RestName = "cloudflare";
    private const string MessageName = "message";
    private const long NanosecondsPerMillisecond = 1_000_000;

    private readonly bool truncates;
    private readonly bool keepsRecord; // its own fields are the log's
    private readonly int recordIdId;
    private readonly int timestampId;
    private readonly int messageId;
    private readonly (int NameId, byte[] Member)[] constants;
    private readonly FlatFields? reserved; // null when logs hold standard attributes
    private readonly FlatFields? besideMessage; // of the reserved, all but the message
    private readonly FlatFields? eventMessage; // what gives an OCSF event a message of its own
    private readonly DocumentWriter? standard;

    /// <param name="options">The settings.</param>
    /// <param name="dataset">The dataset of the batch.</param>
    /// <param name="names">The field names of the batch.</param>
    /// <param name="map">What gives <c>status</c> and <c>message</c>, and the standard attributes if logs hold
    /// these.</param>
    internal DatadogEnvelope(DatadogOptions options, Dataset dataset, FieldNames names, FieldMap map)
    {
        truncates = options.TruncatesOversize;
        keepsRecord = !options.UsesStandardAttributes && !options.UsesOcsf;
        reserved = options.UsesStandardAttributes ? null : new FlatFields(map, dataset, names, keepsRecord);
        if (options.UsesOcsf)
        {
            besideMessage = new FlatFields(map.Only("status"), dataset, names);
            eventMessage = new FlatFields(Ocsf.ReadMap().Only(MessageName), dataset, names);
        }

        standard = options.UsesStandardAttributes ? DocumentWriter.OfMap(map, dataset, names, RestName) : null;
        recordIdId = names.Want("record_id");
        timestampId = names.Want("timestamp");
        messageId = names.Want(MessageName);
        string tags = "dataset:" + dataset.Name;
        (string Name, string? Value)[] members =
        [
            ("ddsource", options.Source), ("service", options.Service), ("hostname", options.Hostname),
            ("ddtags", options.Tags.Length > 0 ? $"{options.Tags},{tags}" : tags),
            (MessageName, map.FieldsOf(dataset).ContainsKey(MessageName) ? null : dataset.Title),
        ];
        constants = [.. members.Where(member => member.Value is not null)
            .Select(member => (names.Want(member.Name), Member(member.Name, member.Value!)))];
    }

    public int Write(in MappedRecord record, ByteWriter output)
    {
        int start = output.Length;
        output.Write((byte)'{');
        WriteReserved(record, output);
        if (standard is not null)
        {
            standard.WriteMembers(record.View, output);
            output.Write((byte)'}');
            return IEnvelope.NotCarried;
        }

        int membersStart = output.Length;
        bool isWhole = record.WriteMembers(output);
        int bodyStart = output.Length - (record.View.Bytes.Length - "}".Length); // a comma, where its brace stood
        output.Write((byte)'}');
        if (truncates && output.Length - start > DatadogDestination.MaxLogBytes)
        {
            var whole = new ByteWriter(0);
            record.WriteBody(whole);
            output.Truncate(membersStart);
            int room = DatadogDestination.MaxLogBytes - (membersStart - start) - "}"u8.Length;
            bool fits = ShortenedRecord.TryWriteMembers(whole.Written, room, output);
            output.Write((byte)'}');
            return fits ? IEnvelope.NotCarried : IEnvelope.TooLarge;
        }

        return isWhole ? bodyStart : IEnvelope.NotCarried;
    }

    private void WriteReserved(in MappedRecord record, ByteWriter output)
    {
        if (!IsOwn(recordIdId, record))
        {
            output.Write("\"record_id\":\""u8);
            output.Write(record.Id);
            output.Write((byte)'"');
        }

        if (record.Time is { } time && !IsOwn(timestampId, record))
        {
            JsonText.Separate(output);
            output.Write("\"timestamp\":"u8);
            output.WriteNumber(time.Nanoseconds / NanosecondsPerMillisecond);
        }

        bool hasMessage = eventMessage?.HasAny(record.View) ?? false;
        foreach ((int nameId, byte[] member) in constants)
        {
            if (!IsOwn(nameId, record) && !(hasMessage && nameId == messageId))
            {
                JsonText.Separate(output);
                output.Write(member);
            }
        }

        (hasMessage ? besideMessage : reserved)?.Write(record.View, output);
    }

    // Standard attributes have the record's own members in an object of their own; an OCSF event has none of them.
    private bool IsOwn(int nameId, in MappedRecord record) =>
        keepsRecord && record.View.Fields.TryGet(nameId, out _);

    private static byte[] Member(string name, string value)
    {
        var member = new ByteWriter(name.Length + value.Length);
        JsonText.WriteMember(name, value, member);
        return member.Written.ToArray();
    }
}
