namespace Connectors.Hosting;

/// <summary>
/// One name that an operator sets: an environment variable, and a command line option of the same meaning. It says its
/// own rule, so that messages, help and README tables all come from here.
/// </summary>
public abstract record Setting(string Name, string Description, string Rule)
{
    /// <summary>What counts when it is not set; null when there is nothing then.</summary>
    public string? Default { get; init; }

    /// <summary>Whether it must be set.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether its value is never shown.</summary>
    public bool IsSecret { get; init; }

    /// <summary>
    /// The command line option: <c>ACME_API_KEY</c> is <c>--acme-api-key</c>, <c>CONNECTOR_RULES</c> is <c>--rules</c>.
    /// </summary>
    public string Option => "--"
        + (Name.StartsWith(CommonPrefix, StringComparison.Ordinal) ? Name[CommonPrefix.Length..] : Name)
            .ToLowerInvariant().Replace('_', '-');

    private const string CommonPrefix = "CONNECTOR_";
}

/// <summary>A setting with the way to read its text.</summary>
/// <param name="Name">The environment variable.</param>
/// <param name="Description">What it does, for an operator.</param>
/// <param name="Rule">What it must be, as in "must be ...".</param>
/// <param name="TryParse">Reads the text; false when it breaks the rule.</param>
public sealed record Setting<T>(string Name, string Description, string Rule, SettingParser<T> TryParse)
    : Setting(Name, Description, Rule);

/// <summary>Reads the text of a setting; false when it breaks the rule.</summary>
public delegate bool SettingParser<T>(string text, out T value);
