using System.Globalization;

namespace Connectors.Hosting;

/// <summary>
/// Tells the garbage collector how much memory a function has: it cannot see it, and would otherwise let the heap grow
/// until the platform kills the process.
/// </summary>
internal static class MemoryLimit
{
    // As .NET itself does in a container: the rest is for code, stacks, sockets and compression.
    private const int HeapPercent = 75;
    private const long MebiByte = 1024 * 1024;

    /// <summary>Bytes that the heap may take; null when the platform does not tell the memory.</summary>
    internal static long? HeapBytes(IReadOnlyDictionary<string, string> environment) =>
        environment.TryGetValue("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", out string? text)
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long megabytes)
            ? megabytes * MebiByte * HeapPercent / 100
            : null;

    internal static void Tell(IReadOnlyDictionary<string, string> environment)
    {
        if (HeapBytes(environment) is { } bytes)
        {
            AppContext.SetData("GCHeapHardLimit", (ulong)bytes);
            GC.RefreshMemoryLimit();
        }
    }
}
