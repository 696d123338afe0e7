using Connectors.Delivery;

namespace Connectors.Hosting;

/// <summary>
/// Reads settings and collects everything that is wrong with them, so that an operator is told all at once. After a
/// problem it answers with a placeholder: nobody may use what was read while <see cref="Problems"/> has something in
/// it.
/// </summary>
/// <param name="values">Name to text: the environment, with the command line's options over it.</param>
/// <param name="needsAll">Whether it is a problem when a setting that must be set is not.</param>
/// <param name="readSecret">Reads the secret that a text is or names; an <see cref="IOException"/> says why it cannot.
/// </param>
public sealed class SettingsReader(
    IReadOnlyDictionary<string, string> values,
    bool needsAll = true,
    Func<string, CancellationToken, ValueTask<string?>>? readSecret = null)
{
    private readonly Func<string, CancellationToken, ValueTask<string?>> readSecret =
        readSecret ?? ((text, _) => ValueTask.FromResult(SecretReader.Read(text)));

    private readonly List<string> problems = [];

    /// <summary>Everything that is set: also what is no setting of ours, but a platform's word to us.</summary>
    public IReadOnlyDictionary<string, string> Values => values;

    /// <summary>
    /// What is wrong, a sentence each: the setting's name first, then the rule, then the value unless it is secret.
    /// </summary>
    public IReadOnlyList<string> Problems => problems;

    /// <summary>Whether it is a problem when a setting that must be set is not.</summary>
    public bool NeedsAll => needsAll;

    /// <summary>The setting's value; its default when it is not set; null when it has none.</summary>
    public T? Get<T>(Setting<T> setting)
    {
        string? text = Text(setting);
        if (text is null)
        {
            return default;
        }

        if (setting.TryParse(text, out T value))
        {
            return value;
        }

        AddProblem(setting, $"must be {setting.Rule}", text);
        return default;
    }

    /// <summary>A secret setting's value, read from its place when the setting only names that.</summary>
    public Secret? GetSecret(Setting<string> setting)
    {
        string? text = Text(setting);
        string reason = "";
        if (text is null)
        {
            return null;
        }

        // Waits here, once and before anything else is done: nothing can go on without the secret.
        string? value = TryReadAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
        if (string.IsNullOrEmpty(value))
        {
            string place = SecretReader.PlaceOf(text);
            problems.Add($"{setting.Name} names a place where no secret can be read: {place}{reason}");
            return null;
        }

        if (!IsOneLine(value))
        {
            problems.Add($"{setting.Name} must be one line of text; it is read from {SecretReader.PlaceOf(text)}");
            return null;
        }

        return new Secret(value, async cancel =>
            await TryReadAsync(cancel) is { Length: > 0 } again && IsOneLine(again) ? again : null);

        async ValueTask<string?> TryReadAsync(CancellationToken cancel)
        {
            try
            {
                return await readSecret(text, cancel);
            }
            catch (IOException fault)
            {
                reason = $" ({fault.Message})";
                return null;
            }
        }
    }

    // A secret goes into a header, where a line end would be another header.
    private static bool IsOneLine(string secret) => !secret.Any(char.IsControl);

    /// <summary>Adds a problem that concerns more than one setting, or what a setting leads to.</summary>
    public void AddProblem(Setting setting, string problem) => problems.Add($"{setting.Name} {problem}");

    private void AddProblem(Setting setting, string rule, string text)
    {
        bool mayHoldSecret = setting.IsSecret || (setting is Setting<Uri> && text.AsSpan().ContainsAny('@', '?', '#'));
        string value = mayHoldSecret ? "its value is not shown" : $"it is '{text}'";
        problems.Add($"{setting.Name} {rule}; {value}");
    }

    private string? Text(Setting setting)
    {
        if (values.TryGetValue(setting.Name, out string? text) && !string.IsNullOrWhiteSpace(text))
        {
            return text.Trim();
        }

        if (setting.IsRequired && needsAll)
        {
            problems.Add($"{setting.Name} must be set: {setting.Rule}");
        }

        return setting.Default;
    }
}
