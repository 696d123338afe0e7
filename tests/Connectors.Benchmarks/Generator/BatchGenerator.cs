using Connectors.Records;

namespace Connectors.Benchmarks;

/// <summary>
/// Makes realistic batches of a dataset: all its fields, the same bytes for the same seed, of any size.
/// </summary>
/// <param name="dataset">The dataset; its fields are written in their order.</param>
/// <param name="seed">What chance begins with.</param>
/// <param name="format">The form of times.</param>
public sealed class BatchGenerator(Dataset dataset, int seed, TimeFormat format = TimeFormat.Rfc3339Ns)
{
    private const int UsualRecordBytes = 8 * 1024;

    private static readonly DateTimeOffset Start = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly (byte[] Name, ValueWriter Value)[] fields =
        [.. dataset.Fields.Select(field => (Name(field), FieldValues.For(field)))];
    private readonly Moment moment = new(seed, format, Start);
    private readonly ByteWriter record = new(UsualRecordBytes);

    /// <summary>Writes this many records, each with its line end.</summary>
    /// <returns>How many bytes were written.</returns>
    public long WriteRecords(Stream output, long records)
    {
        long bytes = 0;
        for (long count = 0; count < records; count++)
        {
            bytes += WriteRecord(output);
        }

        return bytes;
    }

    /// <summary>Writes records until there are at least this many bytes.</summary>
    /// <returns>How many records were written.</returns>
    public long WriteBytes(Stream output, long bytes)
    {
        long records = 0;
        for (long written = 0; written < bytes; records++)
        {
            written += WriteRecord(output);
        }

        return records;
    }

    /// <summary>Writes one record with its line end.</summary>
    public int WriteRecord(Stream output)
    {
        moment.Move();
        record.Clear();
        byte before = (byte)'{';
        foreach ((byte[] name, ValueWriter value) in fields)
        {
            record.Write(before);
            record.Write(name);
            value(moment, record);
            before = (byte)',';
        }

        record.Write("}\n"u8);
        output.Write(record.Written);
        return record.Length;
    }

    private static byte[] Name(DatasetField field) =>
        [.. "\""u8, .. System.Text.Encoding.UTF8.GetBytes(field.Name), .. "\":"u8];
}
