namespace Connectors.Records;

/// <summary>
/// Makes OCSF events of the records of one batch. A record that tells no time gets that of its batch, as no event may
/// be without one. Not for several threads.
/// </summary>
/// <param name="dataset">The dataset of the batch.</param>
/// <param name="names">The field names of the batch.</param>
/// <param name="now">When the batch begins.</param>
public sealed class OcsfEvents(Dataset dataset, FieldNames names, DateTimeOffset now)
{
    private const int UsualEventBytes = 16 * 1024;

    private readonly DocumentWriter writer = Ocsf.CreateWriter(dataset, names);
    private readonly ByteWriter output = new(UsualEventBytes);

    /// <summary>Makes the event of one record.</summary>
    /// <returns>One JSON object; valid until the next call.</returns>
    public ReadOnlySpan<byte> Write(RecordView record, EventTime? time)
    {
        output.Clear();
        output.Write((byte)'{');
        if (time is null)
        {
            output.Write("\"time\":"u8);
            output.WriteNumber(now.ToUnixTimeMilliseconds());
        }

        writer.WriteMembers(record, output);
        output.Write((byte)'}');
        return output.Written;
    }
}
