using Microsoft.Extensions.Logging;

namespace Connectors.Hosting;

/// <summary>
/// Writes each log event as one line, text or JSON, at once: a process that is killed has told what it knew.
/// </summary>
/// <param name="output">Where lines go: standard error on the command line.</param>
/// <param name="least">What is written at least.</param>
/// <param name="isJson">Whether lines are JSON objects.</param>
/// <param name="time">The clock.</param>
public sealed class LineLoggerFactory(TextWriter output, LogLevel least, bool isJson, TimeProvider time)
    : ILoggerFactory
{
    private readonly Lock gate = new();

    public ILogger CreateLogger(string categoryName) =>
        new LineLogger(this, categoryName[(categoryName.LastIndexOf('.') + 1)..]);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    private void WriteLine(string line)
    {
        lock (gate)
        {
            output.WriteLine(line);
        }
    }

    private sealed class LineLogger(LineLoggerFactory factory, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= factory.LeastLevel;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
            {
                return;
            }

            var entry = new LogEntry(
                factory.Now, logLevel, category, eventId.Name ?? "", formatter(state, exception), exception);
            factory.WriteLine(factory.IsJson
                ? entry.ToJson(state as IReadOnlyList<KeyValuePair<string, object?>> ?? [])
                : entry.ToText());
        }
    }

    private LogLevel LeastLevel => least;

    private bool IsJson => isJson;

    private DateTimeOffset Now => time.GetUtcNow();
}
