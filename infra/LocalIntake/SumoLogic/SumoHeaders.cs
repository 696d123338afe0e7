namespace LocalIntake;

/// <summary>What the headers of a request say of its lines.</summary>
/// <param name="Name">X-Sumo-Name: for a connector, where the lines come from.</param>
/// <param name="Category">X-Sumo-Category.</param>
/// <param name="LosesFields">Whether a field is left out because nobody defined it.</param>
internal sealed record SumoHeaders(string Name, string Category, bool LosesFields)
{
    // https://help.sumologic.com/docs/manage/fields/
    private const int MaxFields = 30;
    private const int MaxKeyLetters = 255;
    private const int MaxValueLetters = 200;

    // Nobody told a limit for requests: this one is the strict side.
    private const int MaxMetadataLetters = 1024;

    private static readonly string[] Metadata = ["X-Sumo-Name", "X-Sumo-Host", "X-Sumo-Category"];

    internal static SumoHeaders Read(HttpRequest request, SumoSettings settings) => new(
        request.Headers["X-Sumo-Name"].ToString(),
        request.Headers["X-Sumo-Category"].ToString(),
        Fields(request).Any(field => settings.Fields.Count > 0 && !settings.Fields.Contains(KeyOf(field))));

    /// <summary>What is wrong with the headers; null when they are good.</summary>
    internal static string? Refuse(HttpRequest request)
    {
        if (Metadata.FirstOrDefault(name => request.Headers[name].ToString().Length > MaxMetadataLetters) is { } long_)
        {
            return $"{long_} is longer than {MaxMetadataLetters} letters";
        }

        string[] fields = Fields(request);
        return fields.Length > MaxFields
            ? $"X-Sumo-Fields has more than {MaxFields} fields"
            : fields.Any(field => !IsGood(field))
                ? $"X-Sumo-Fields must be key=value, ...: keys to {MaxKeyLetters} letters, values to {MaxValueLetters}"
                : null;
    }

    private static string[] Fields(HttpRequest request) => request.Headers["X-Sumo-Fields"].ToString()
        .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string KeyOf(string field) => field.Split('=')[0].Trim();

    private static bool IsGood(string field) =>
        field.Split('=', 2, StringSplitOptions.TrimEntries) is [var key, var value]
        && key.Length is > 0 and <= MaxKeyLetters && value.Length is > 0 and <= MaxValueLetters;
}
