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
    private readonly DocumentWriter writer = Ocsf.CreateWriter(dataset, names);

    /// <summary>Writes the members of one record's event into an object that is open.</summary>
    public void WriteMembers(RecordView record, EventTime? time, ByteWriter output)
    {
        if (time is null)
        {
            JsonText.Separate(output);
            output.Write("\"time\":"u8);
            output.WriteNumber(now.ToUnixTimeMilliseconds());
        }

        writer.WriteMembers(record, output);
    }
}
