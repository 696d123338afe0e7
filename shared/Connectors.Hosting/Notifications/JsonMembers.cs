using System.Globalization;
using System.Text.Json;

namespace Connectors.Hosting;

/// <summary>Reads members of JSON that somebody else wrote: what is missing, or of another kind, is null.</summary>
internal static class JsonMembers
{
    /// <summary>
    /// Whether a fault is one of what somebody else wrote: not JSON, or a text of half a character (<c>"\ud800"</c>),
    /// which is JSON, and which nobody can read.
    /// </summary>
    internal static bool IsOfJson(this Exception fault) => fault is JsonException or InvalidOperationException;

    /// <summary>The member at the end of a path of names.</summary>
    internal static JsonElement? At(this JsonElement element, params ReadOnlySpan<string> path)
    {
        JsonElement current = element;
        foreach (string name in path)
        {
            if (current.ValueKind != JsonValueKind.Object || !current.TryGetProperty(name, out current))
            {
                return null;
            }
        }

        return current;
    }

    /// <summary>The text at the end of a path; numbers count as text, empty text as none.</summary>
    internal static string? TextAt(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.At(path) is not { } found ? null : found.ValueKind switch
        {
            JsonValueKind.String when found.GetString() is { Length: > 0 } text => text,
            JsonValueKind.Number => found.GetRawText(),
            _ => null,
        };

    /// <summary>The whole number at the end of a path, written as a number or as text.</summary>
    internal static long? NumberAt(this JsonElement element, params ReadOnlySpan<string> path) =>
        long.TryParse(element.TextAt(path), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : null;

    /// <summary>An etag at the end of a path, without the quotes that some write around it.</summary>
    internal static string? EtagAt(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.TextAt(path)?.Trim('"');

    /// <summary>Whether there is an object or array member of this name.</summary>
    internal static bool Has(this JsonElement element, string name, JsonValueKind kind) =>
        element.At(name)?.ValueKind == kind;
}
