using Microsoft.Extensions.Logging;
using Values = System.Collections.Generic.IReadOnlyList<System.Collections.Generic.KeyValuePair<string, object?>>;

namespace Connectors.Hosting;

/// <summary>
/// Writes each log event as one line, text or JSON, at once: a process that is killed has told what it knew.
/// </summary>
/// <param name="output">Where lines go: standard error on the command line.</param>
/// <param name="least">What is written at least.</param>
/// <param name="form">How lines look.</param>
/// <param name="time">The clock.</param>
public sealed class LineLoggerFactory(TextWriter output, LogLevel least, LogForm form, TimeProvider time)
    : ILoggerFactory
{
    private readonly Lock gate = new();
    private readonly AsyncLocal<Scope?> innermost = new(); // what runs at the same time has its own

    public ILogger CreateLogger(string categoryName) =>
        new LineLogger(
            this, categoryName[(categoryName.LastIndexOf('.') + 1)..],
            isOurs: categoryName.StartsWith("Connectors.", StringComparison.Ordinal));

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    /// <summary>Writes a line that is none of ours to form: a line of metrics.</summary>
    internal void WriteLine(string line)
    {
        lock (gate)
        {
            output.WriteLine(line);
        }
    }

    private void Write(LogEntry entry) => WriteLine(form == LogForm.Text ? entry.ToText() : entry.ToJson(form));

    // The event's own values go before those of what is around it.
    private List<KeyValuePair<string, object?>> WithScopes(Values own)
    {
        List<KeyValuePair<string, object?>> all = [.. own.Where(pair => pair.Key != "{OriginalFormat}")];
        for (Scope? scope = innermost.Value; scope is not null; scope = scope.Outer)
        {
            all.AddRange(scope.Values.Where(pair =>
                !all.Exists(other => other.Key.Equals(pair.Key, StringComparison.OrdinalIgnoreCase))));
        }

        return all;
    }

    private Scope Open(Values values) => innermost.Value = new Scope(values, innermost.Value, innermost);

    private sealed class LineLogger(LineLoggerFactory factory, string category, bool isOurs) : ILogger
    {
        // The server's own ids of connections and requests say nothing to anybody who reads the platform's logs.
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => isOurs && state is Values values ? factory.Open(values) : null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= factory.Least && logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
            {
                return;
            }

            Values own = state as Values ?? [];
            factory.Write(new LogEntry(factory.Now, logLevel, category, eventId.Name ?? "", formatter(state, exception))
            {
                Values = factory.WithScopes(own),
                OwnValues = own.Count(pair => pair.Key != "{OriginalFormat}"),
                Fault = exception,
            });
        }
    }

    private LogLevel Least => least;

    private DateTimeOffset Now => time.GetUtcNow();

    private sealed record Scope(Values Values, Scope? Outer, AsyncLocal<Scope?> Innermost) : IDisposable
    {
        public void Dispose() => Innermost.Value = Outer;
    }
}
