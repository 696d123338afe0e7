namespace Connectors.Hosting;

/// <summary>Reads secrets that are here: a setting's text is the secret itself, or names its file.</summary>
public static class SecretReader
{
    private const string FilePlace = "file:";

    /// <summary>The secret, without white space around it; null when its place cannot be read.</summary>
    /// <param name="text">The secret, or <c>file:/path</c>.</param>
    public static string? Read(string text)
    {
        if (!text.StartsWith(FilePlace, StringComparison.Ordinal))
        {
            return text;
        }

        try
        {
            return File.ReadAllText(PathOf(text)).Trim();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The place that a text names, for messages; never the secret.</summary>
    public static string PlaceOf(string text) =>
        text.StartsWith(FilePlace, StringComparison.Ordinal) || SecretPlaces.IsCloud(text)
            ? text
            : "(the setting itself)";

    // file:/path and file:///path are the same.
    private static string PathOf(string text)
    {
        string path = text[FilePlace.Length..];
        return path.StartsWith("///", StringComparison.Ordinal) ? path[2..] : path;
    }
}
