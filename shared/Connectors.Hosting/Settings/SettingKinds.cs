using System.Globalization;

namespace Connectors.Hosting;

/// <summary>The kinds of settings that there are.</summary>
public static class SettingKinds
{
    private const string SecretRule =
        "a secret, or the place of one: file:/path, ssm:/name, secretsmanager:name, keyvault:url or gsm:name";

    /// <summary>Any text.</summary>
    public static Setting<string> Text(string name, string description, string rule = "a text") =>
        new(name, description, rule, ParseText);

    /// <summary>A secret, or the place of one.</summary>
    public static Setting<string> Secret(string name, string description) =>
        new(name, description, SecretRule, ParseText) { IsSecret = true };

    /// <summary>
    /// The base URL of a destination; which schemes are allowed is decided by <see cref="EndpointRule"/>.
    /// </summary>
    public static Setting<Uri> Url(string name, string description) =>
        new(name, description, "an https URL without user, query or fragment", TryParseUrl);

    /// <summary>Yes or no.</summary>
    public static Setting<bool> Flag(string name, string description) =>
        new(name, description, "true or false", bool.TryParse) { Default = "false" };

    /// <summary>A whole number within bounds.</summary>
    public static Setting<int> Number(string name, string description, int least, int most, string unit = "")
    {
        string space = unit.Length > 0 ? " " : "";
        return new(name, description, $"a whole number from {least} to {most}{space}{unit}", Parse);

        bool Parse(string text, out int number) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)
            && number >= least && number <= most;
    }

    /// <summary>One of several words.</summary>
    public static Setting<string> Choice(string name, string description, params string[] words)
    {
        return new(name, description, "one of " + string.Join(", ", words), Parse);

        bool Parse(string text, out string value)
        {
            value = text.ToLowerInvariant();
            return words.Contains(value);
        }
    }

    private static bool ParseText(string text, out string value)
    {
        value = text;
        return true;
    }

    private static bool TryParseUrl(string text, out Uri url)
    {
        bool isUrl = Uri.TryCreate(text, UriKind.Absolute, out Uri? parsed) && parsed.Scheme is "https" or "http";
        url = parsed!;
        return isUrl && url.UserInfo.Length == 0 && url.Query.Length == 0 && url.Fragment.Length == 0;
    }
}
