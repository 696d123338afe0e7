using Connectors.Hosting;

namespace Connectors.Conventions;

/// <summary>The part of a README that is made of the settings: between two comments, a row for each setting.</summary>
internal static class SettingsTable
{
    private const string Start = "<!-- settings -->";
    private const string End = "<!-- /settings -->";

    /// <summary>The document with its table made anew; null when it has no place for one.</summary>
    internal static string? Renew(string document, IEnumerable<Setting> settings)
    {
        int start = document.IndexOf(Start, StringComparison.Ordinal);
        int end = document.IndexOf(End, StringComparison.Ordinal);
        return start < 0 || end < start
            ? null
            : document[..(start + Start.Length)] + "\n" + Of(settings) + document[end..];
    }

    private static string Of(IEnumerable<Setting> settings)
    {
        IEnumerable<string> rows = settings.Select(setting =>
            $"| `{setting.Name}`<br>`{setting.Option}` | {Default(setting)} | {Meaning(setting)} |\n");
        return "| setting, option | default | meaning |\n|---|---|---|\n" + string.Concat(rows);
    }

    private static string Default(Setting setting) => setting switch
    {
        { IsRequired: true } => "must be set",
        { Default: { } value } => $"`{value}`",
        _ => "",
    };

    private static string Meaning(Setting setting)
    {
        string rule = setting.Rule == "a text" ? "" : $" Must be {setting.Rule}.";
        string secret = setting.IsSecret ? " Never shown." : "";
        string text = setting.Description + rule + secret;
        return text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
    }
}
