using System.Numerics;
using System.Text;

namespace Connectors.Records;

/// <summary>
/// Writes a record again with some of its fields redacted. Where a name stands twice, each is redacted. Belongs to one
/// batch; not for several threads.
/// </summary>
internal sealed class Redactor(IEnumerable<RedactRule> rules)
{
    /// <summary>Redactions at most: one bit of a number each.</summary>
    internal const int MaxRules = 64;

    private const int UsualValueBytes = 1024;

    private readonly (byte[][] Path, Redaction Redaction)[] targets =
    [
        .. rules.Select(rule =>
            ((byte[][])[Encoding.UTF8.GetBytes(rule.Path.Name), .. rule.Path.Inner], rule.Redaction)),
    ];

    private readonly ByteWriter unescaped = new(UsualValueBytes);

    private enum Writing
    {
        Written,
        Dropped,
        Failed,
    }

    /// <summary>Writes the record, redacted.</summary>
    /// <param name="record">One JSON object that a scan has accepted.</param>
    /// <param name="active">One bit for each rule that concerns this record, the first rule's lowest.</param>
    /// <param name="output">Where the record goes.</param>
    /// <returns>False when a redaction cannot be applied, as its path leads through a value that is not an
    /// object.</returns>
    internal bool TryWrite(ReadOnlySpan<byte> record, ulong active, ByteWriter output)
    {
        int start = record.IndexOf((byte)'{');
        return WriteMembers(record, start, active, depth: 0, output) == Writing.Written;
    }

    // concerned: a bit for each rule whose first names, as many as the depth says, have led to here.
    private Writing WriteMembers(ReadOnlySpan<byte> record, int start, ulong concerned, int depth, ByteWriter output)
    {
        bool isObject = record[start] == '{';
        output.Write(record[start]);
        int first = output.Length;
        var members = new JsonMembers(record, start);
        while (members.MoveNext())
        {
            int before = output.Length;
            if (before > first)
            {
                output.Write((byte)',');
            }

            Writing writing = isObject
                ? WriteField(record, members, concerned, depth, output)
                : WriteValue(record, members, concerned, depth, output);
            if (writing == Writing.Failed)
            {
                return Writing.Failed;
            }

            output.Truncate(writing == Writing.Dropped ? before : output.Length);
        }

        output.Write(isObject ? (byte)'}' : (byte)']');
        return Writing.Written;
    }

    private Writing WriteField(
        ReadOnlySpan<byte> record, in JsonMembers field, ulong concerned, int depth, ByteWriter output)
    {
        output.Write(record[field.Name]);
        output.Write((byte)':');
        ulong inside = concerned == 0 ? 0 : Named(Name(record, field), concerned, depth);
        return WriteValue(record, field, inside, depth + 1, output);
    }

    private Writing WriteValue(
        ReadOnlySpan<byte> record, in JsonMembers member, ulong concerned, int depth, ByteWriter output)
    {
        ReadOnlySpan<byte> value = record[member.Value];
        if (concerned == 0 || member.Kind == ValueKind.Null)
        {
            output.Write(value);
            return Writing.Written;
        }

        for (ulong rest = concerned; rest != 0; rest &= rest - 1)
        {
            (byte[][] path, Redaction redaction) = targets[BitOperations.TrailingZeroCount(rest)];
            if (path.Length == depth)
            {
                return redaction.Write(Text(value, member.Kind), output) ? Writing.Written : Writing.Dropped;
            }
        }

        if (member.Kind is ValueKind.Object or ValueKind.Array)
        {
            return WriteMembers(record, member.Value.Start.Value, concerned, depth, output);
        }

        // A path goes on where the value does not: what it was to hide may be in this text. An empty text hides
        // nothing.
        output.Write(value);
        return value.SequenceEqual("\"\""u8) ? Writing.Written : Writing.Failed;
    }

    private ulong Named(ReadOnlySpan<byte> name, ulong concerned, int depth)
    {
        ulong named = 0;
        for (ulong rest = concerned; rest != 0; rest &= rest - 1)
        {
            int index = BitOperations.TrailingZeroCount(rest);
            named |= name.SequenceEqual(targets[index].Path[depth]) ? 1UL << index : 0;
        }

        return named;
    }

    private ReadOnlySpan<byte> Name(ReadOnlySpan<byte> record, in JsonMembers field) =>
        Unescape(record[field.Name][1..^1]);

    private ReadOnlySpan<byte> Text(ReadOnlySpan<byte> value, ValueKind kind) =>
        kind == ValueKind.String ? Unescape(value[1..^1]) : value;

    private ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> text)
    {
        if (!text.Contains((byte)'\\'))
        {
            return text;
        }

        unescaped.Clear();
        JsonText.WriteUnescaped(text, unescaped);
        return unescaped.Written;
    }
}
