namespace Connectors.Hosting;

/// <summary>How log lines are written.</summary>
public enum LogForm
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>One JSON object a line.</summary>
    Json,

    /// <summary>The same with the names that Google Cloud Logging takes for its own.</summary>
    /// <remarks>Source: https://cloud.google.com/logging/docs/structured-logging.</remarks>
    Google,
}
