using System.Text;
using System.Text.Json;

namespace Connectors.Records.Tests;

/// <summary>
/// Any value that a test does not care about, and random ones that it does: the same for the same seed.
/// </summary>
internal static class Some
{
    private static readonly string[] Texts =
    [
        "", "a", "GET", "ünïcödé", "東京", "a \"quoted\" word", "back\\slash", "tab\tline\nend", "\u2028 \u0085 é",
        "😀😀", new string('x', 70),
    ];

    internal static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>A record with random fields, nested to a random depth, on one line.</summary>
    internal static byte[] Record(Random random, int mostFields = 20)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            WriteObject(writer, random, mostFields, depth: 0);
        }

        return bytes.ToArray();
    }

    /// <summary>The same text with a few of its bytes changed, removed or doubled.</summary>
    internal static byte[] Damaged(Random random, byte[] text)
    {
        var damaged = new List<byte>(text);
        for (int count = random.Next(1, 4); count > 0 && damaged.Count > 0; count--)
        {
            int place = random.Next(damaged.Count);
            switch (random.Next(4))
            {
                case 0:
                    damaged.RemoveAt(place);
                    break;
                case 1:
                    damaged.Insert(place, damaged[random.Next(damaged.Count)]);
                    break;
                case 2:
                    damaged[place] = (byte)random.Next(256);
                    break;
                default:
                    damaged[place] = "{}[]\",:\\0-.eE truefalsn\t"u8[random.Next(24)];
                    break;
            }
        }

        return [.. damaged];
    }

    private static void WriteObject(Utf8JsonWriter writer, Random random, int mostFields, int depth)
    {
        writer.WriteStartObject();
        for (int field = random.Next(mostFields + 1); field > 0; field--)
        {
            writer.WritePropertyName(
                random.Next(20) == 0 ? Texts[random.Next(Texts.Length)] : $"Field{random.Next(30)}");
            WriteValue(writer, random, depth + 1);
        }

        writer.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter writer, Random random, int depth)
    {
        switch (random.Next(depth > 3 ? 6 : 8))
        {
            case 0:
                writer.WriteNumberValue(random.NextInt64(long.MinValue, long.MaxValue));
                break;
            case 1:
                writer.WriteNumberValue(random.Next(-5, 1000));
                break;
            case 2:
                writer.WriteNumberValue((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-20, 20)));
                break;
            case 3:
                writer.WriteBooleanValue(random.Next(2) == 0);
                break;
            case 4:
                writer.WriteNullValue();
                break;
            case 5:
                writer.WriteStringValue(Texts[random.Next(Texts.Length)]);
                break;
            case 6:
                WriteObject(writer, random, 4, depth);
                break;
            default:
                WriteArray(writer, random, depth);
                break;
        }
    }

    private static void WriteArray(Utf8JsonWriter writer, Random random, int depth)
    {
        writer.WriteStartArray();
        for (int element = random.Next(4); element > 0; element--)
        {
            WriteValue(writer, random, depth + 1);
        }

        writer.WriteEndArray();
    }
}
