namespace Connectors.Hosting;

/// <summary>The process's surroundings as a command sees them.</summary>
/// <param name="Output">Standard output: results only.</param>
/// <param name="Error">Standard error: logs, progress, and what is wrong.</param>
/// <param name="OpenInput">Opens standard input.</param>
/// <param name="Environment">The environment variables.</param>
public sealed record Terminal(
    TextWriter Output, TextWriter Error, Func<Stream> OpenInput, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>Whether a person is looking at standard error, so that a progress bar makes sense.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>A text as one word of a command that a person is told to run.</summary>
    internal static string Quoted(string text) => $"'{text.Replace("'", "'\\''")}'";

    /// <summary>The terminal that this process was started in.</summary>
    public static Terminal OfProcess() => new(
        Console.Out,
        Console.Error,
        Console.OpenStandardInput,
        System.Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .ToDictionary(pair => (string)pair.Key, pair => (string?)pair.Value ?? "", StringComparer.Ordinal))
    {
        IsInteractive = !Console.IsErrorRedirected,
    };
}
