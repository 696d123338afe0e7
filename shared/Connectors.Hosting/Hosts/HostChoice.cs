namespace Connectors.Hosting;

/// <summary>Where an executable can run.</summary>
internal enum HostKind
{
    /// <summary>The setting names none of them: the process only tells so.</summary>
    Unknown,

    Command,
    Lambda,
    Azure,
    CloudRun,
    Worker,

    /// <summary>A vendor's function package, which calls us: nobody chooses it, it is there.</summary>
    Managed,
}

/// <summary>Which host it is, and why: computed from the environment by one table.</summary>
/// <param name="Kind">The host.</param>
/// <param name="Why">What decided, for the first line of the log.</param>
internal sealed record HostChoice(HostKind Kind, string Why)
{
    /// <summary>What Cloud Run sets.</summary>
    internal const string CloudRunService = "K_SERVICE";

    private static readonly (string Name, HostKind Kind)[] ByName =
    [
        ("command", HostKind.Command), ("lambda", HostKind.Lambda), ("azure", HostKind.Azure),
        ("cloudrun", HostKind.CloudRun), ("worker", HostKind.Worker),
    ];

    // What each platform sets and no other does. PORT is set by many, and decides nothing.
    private static readonly (string Variable, HostKind Kind)[] ByVariable =
    [
        ("AWS_LAMBDA_RUNTIME_API", HostKind.Lambda),
        ("FUNCTIONS_CUSTOMHANDLER_PORT", HostKind.Azure),
        (CloudRunService, HostKind.CloudRun),
    ];

    /// <summary>The values of <c>CONNECTOR_HOST</c>.</summary>
    internal static string[] Names => [.. ByName.Select(pair => pair.Name)];

    /// <summary>The host of a process.</summary>
    /// <param name="hasArguments">Whether a command was typed: that goes before everything, so that a person can run a
    /// command wherever the executable is.</param>
    /// <param name="environment">The environment variables.</param>
    internal static HostChoice Of(bool hasArguments, IReadOnlyDictionary<string, string> environment)
    {
        if (hasArguments)
        {
            return new HostChoice(HostKind.Command, "a command was given");
        }

        string setting = CommonSettings.Host.Name;
        if (Value(setting) is { } name)
        {
            // A name that is none of these is told with all other settings that are wrong.
            HostKind kind = Array.Find(ByName, pair => pair.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Kind;
            return new HostChoice(kind, $"{setting} is {name}");
        }

        (string variable, HostKind found) = Array.Find(ByVariable, pair => Value(pair.Variable) is not null);
        return variable is null
            ? new HostChoice(HostKind.Command, "no platform's variable is set")
            : new HostChoice(found, $"{variable} is set");

        string? Value(string one) =>
            environment.TryGetValue(one, out string? text) && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
    }
}
