using Connectors.Hosting;

namespace Connectors.Conventions;

/// <summary>The part of a README that is made of the settings: a row for each.</summary>
internal static class SettingsTable
{
    internal const string Name = "settings";

    internal static string Of(IEnumerable<Setting> settings)
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
