using Connectors.Records;

namespace Connectors.Datadog;

/// <summary>
/// Datadog's wrapping of one record: <c>{"record_id":…,"timestamp":…,"ddsource":…,"service":…,"ddtags":…,"status":…,
/// "message":…,the record's own members}</c>. These stay as they are, at the top level, so that Datadog's Cloudflare
/// pipeline reads them.
/// </summary>
/// <remarks>
/// Source: https://docs.datadoghq.com/api/latest/logs/#send-logs (members of an HTTPLogItem; any others are
/// attributes). A name that the record has itself is not added a second time: which of the two counts would be
/// anybody's guess.
/// </remarks>
internal sealed class DatadogEnvelope : IEnvelope
{
    // Where the fields go that have no standard attribute.
    private const string RestName = "cloudflare";
    private const long NanosecondsPerMillisecond = 1_000_000;

    private readonly bool truncates;
    private readonly int recordIdId;
    private readonly int timestampId;
    private readonly (int NameId, byte[] Member)[] constants;
    private readonly FlatFields? reserved; // null when logs hold standard attributes
    private readonly DocumentWriter? standard;

    /// <param name="options">The settings.</param>
    /// <param name="dataset">The dataset of the batch.</param>
    /// <param name="names">The field names of the batch.</param>
    /// <param name="map">What gives <c>status</c> and <c>message</c>, and the standard attributes if logs hold
    /// these.</param>
    internal DatadogEnvelope(DatadogOptions options, Dataset dataset, FieldNames names, FieldMap map)
    {
        truncates = options.TruncatesOversize;
        reserved = options.UsesStandardAttributes ? null : new FlatFields(map, dataset, names, besideRecord: true);
        standard = options.UsesStandardAttributes ? DocumentWriter.OfMap(map, dataset, names, RestName) : null;
        recordIdId = names.Want("record_id");
        timestampId = names.Want("timestamp");
        string tags = "dataset:" + dataset.Name;
        (string Name, string? Value)[] members =
        [
            ("ddsource", options.Source), ("service", options.Service), ("hostname", options.Hostname),
            ("ddtags", options.Tags.Length > 0 ? $"{options.Tags},{tags}" : tags),
            ("message", map.FieldsOf(dataset).ContainsKey("message") ? null : dataset.Title),
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
        WriteMembers(record.View.Bytes, output);
        output.Write((byte)'}');
        if (truncates && output.Length - start > DatadogDestination.MaxLogBytes)
        {
            output.Truncate(membersStart);
            int room = DatadogDestination.MaxLogBytes - (membersStart - start) - "}"u8.Length;
            bool fits = ShortenedRecord.TryWriteMembers(record.View.Bytes, room, output);
            output.Write((byte)'}');
            return fits ? IEnvelope.NotCarried : IEnvelope.TooLarge;
        }

        return IEnvelope.NotCarried;
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
            FlatFields.Separate(output);
            output.Write("\"timestamp\":"u8);
            output.WriteNumber(time.Nanoseconds / NanosecondsPerMillisecond);
        }

        foreach ((int nameId, byte[] member) in constants)
        {
            if (!IsOwn(nameId, record))
            {
                FlatFields.Separate(output);
                output.Write(member);
            }
        }

        reserved?.Write(record.View, output);
    }

    // With standard attributes, the record's own members stand in an object of their own.
    private bool IsOwn(int nameId, in MappedRecord record) =>
        standard is null && record.View.Fields.TryGet(nameId, out _);

    // What stands between the record's braces.
    private static void WriteMembers(ReadOnlySpan<byte> record, ByteWriter output)
    {
        ReadOnlySpan<byte> members = record.Trim(" \t\r\n"u8)[1..^1].Trim(" \t\r\n"u8);
        if (!members.IsEmpty)
        {
            FlatFields.Separate(output);
            output.Write(members);
        }
    }

    private static byte[] Member(string name, string value)
    {
        var member = new ByteWriter(name.Length + value.Length);
        JsonText.WriteMember(name, value, member);
        return member.Written.ToArray();
    }
}
