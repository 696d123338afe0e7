namespace Connectors.Hosting;

/// <summary>Tells somebody the counters when it is asked to: where a process sleeps between its tasks.</summary>
internal interface IMetricsWriter
{
    /// <summary>Tells what is counted by now, in whatever time that takes: callers do not wait for long.</summary>
    Task FlushAsync();
}
