using System.Runtime.InteropServices;
using System.Text.Json;

namespace Connectors.Records;

/// <summary>Where in a file something stands, for messages.</summary>
/// <param name="json">The file; the elements asked for are of its document.</param>
internal sealed class JsonPlace(ReadOnlyMemory<byte> json)
{
    /// <summary>The line that a value begins in; the first is 1.</summary>
    internal int LineOf(JsonElement value)
    {
        json.Span.Overlaps(JsonMarshal.GetRawUtf8Value(value), out int offset);
        return json.Span[..offset].Count((byte)'\n') + 1;
    }

    /// <summary>Reads a part; what is wrong with it is told with its line.</summary>
    internal T Read<T>(JsonElement part, Func<JsonElement, T> read)
    {
        try
        {
            return read(part);
        }
        catch (Exception fault) when (IsFault(fault) && fault is not PlacedException)
        {
            throw new PlacedException(LineOf(part), fault.Message, fault);
        }
    }

    /// <summary>Reads a file; what is wrong with it is told with its name, the line and the reason, as
    /// <see cref="InvalidDataException"/>.</summary>
    internal static T ReadFile<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"{file}: line {fault.LineNumber + 1}: {fault.Message}", fault);
        }
        catch (PlacedException fault)
        {
            throw new InvalidDataException($"{file}: line {fault.Line}: {fault.Message}", fault);
        }
        catch (Exception fault) when (IsFault(fault))
        {
            throw new InvalidDataException($"{file}: {fault.Message}", fault);
        }
    }

    private static bool IsFault(Exception fault) => fault is KeyNotFoundException or InvalidOperationException
        or ArgumentException or FormatException;
}

/// <summary>What is wrong in a file, and in which line.</summary>
internal sealed class PlacedException(int line, string reason, Exception? inner = null) : FormatException(reason, inner)
{
    internal int Line { get; } = line;
}

/// <summary>What is wrong in a file, and with which name.</summary>
internal sealed class NameException(string name, string reason) : FormatException(reason)
{
    internal string Name { get; } = name;
}
