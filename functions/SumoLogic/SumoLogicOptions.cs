using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Connectors.Delivery;
using Connectors.Hosting;
using Connectors.Records;
using static Connectors.Hosting.SettingKinds;

namespace Connectors.SumoLogic;

/// <summary>The settings of a Sumo Logic HTTP source, checked.</summary>
internal sealed record SumoLogicOptions
{
    /// <summary>What stands for the dataset's name in a setting.</summary>
    internal const string DatasetMark = "{dataset}";

    // Source of the limits: https://help.sumologic.com/docs/manage/fields/
    private const int MaxFields = 30;
    private const int MaxFieldNameLength = 255;
    private const int MaxFieldValueLength = 200;

    private const string HeaderRule = "a text of printable ASCII; {dataset} in it is the dataset's name";
    private const string DeadLetter = "dead-letter";
    private const string Split = "split";

    private static readonly Setting<string> UrlSetting = SettingKinds.Secret(
        "SUMO_URL",
        "Address of the HTTP source. Whoever has it can write to the source: it is a secret.")
        with { IsRequired = true };

    private static readonly Setting<string> CategorySetting = Text(
        "SUMO_CATEGORY", "Source category of the logs.", HeaderRule) with { Default = "cloudflare/{dataset}" };

    private static readonly Setting<string> NameSetting = Text(
        "SUMO_NAME", "Source name of the logs. Without it, the source's own.", HeaderRule);

    private static readonly Setting<string> HostSetting = Text(
        "SUMO_HOST", "Source host of the logs. Without it, the source's own.", HeaderRule);

    private static readonly Setting<string> FieldsSetting = Text(
        "SUMO_FIELDS",
        "Fields of the logs. Sumo Logic drops those that are not in its fields table, without a word.",
        "pairs with commas between them: env=prod,dataset={dataset}; at most 30, names up to 255 and values up to 200 "
        + "characters");

    private static readonly Setting<string> OversizeSetting = Choice(
        "SUMO_OVERSIZE",
        "What becomes of a record over 64 KB, which Sumo Logic would cut in pieces that are no JSON: it becomes a dead "
        + "letter, or several JSON objects that say which part of which record they are.",
        DeadLetter, Split) with { Default = DeadLetter };

    /// <summary>All settings, in the order of the README's table.</summary>
    internal static IReadOnlyList<Setting> Settings { get; } =
        [UrlSetting, CategorySetting, NameSetting, HostSetting, FieldsSetting, OversizeSetting];

    /// <summary>The address; it is the secret too.</summary>
    internal required Secret Url { get; init; }

    internal required bool AllowsHttp { get; init; }

    /// <summary>The headers that tell what the logs are: name to value, with <see cref="DatasetMark"/> in it.</summary>
    internal required IReadOnlyList<(string Name, string Value)> Headers { get; init; }

    internal required bool SplitsOversize { get; init; }

    /// <summary>Whether a line is an OCSF event.</summary>
    internal required bool UsesOcsf { get; init; }

    /// <summary>Reads the settings; what is wrong is told to the reader.</summary>
    internal static SumoLogicOptions Read(SettingsReader settings, DestinationContext context)
    {
        Secret? url = settings.GetSecret(UrlSetting);
        if (url is not null && !TryParseUrl(url.Value, context.AllowsHttp, out _, out string problem))
        {
            settings.AddProblem(UrlSetting, problem + "; its value is not shown");
        }

        string? fields = ReadHeader(settings, FieldsSetting);
        if (fields is not null && FieldProblem(fields, LongestName(context.Datasets)) is { } wrong)
        {
            settings.AddProblem(FieldsSetting, wrong);
        }

        (string Name, string? Value)[] headers =
        [
            ("X-Sumo-Category", ReadHeader(settings, CategorySetting)),
            ("X-Sumo-Name", ReadHeader(settings, NameSetting)),
            ("X-Sumo-Host", ReadHeader(settings, HostSetting)), ("X-Sumo-Fields", fields),
        ];
        return new SumoLogicOptions
        {
            Url = url ?? Delivery.Secret.Fixed(""),
            AllowsHttp = context.AllowsHttp,
            Headers = [.. headers.Where(header => header.Value is not null)
                .Select(header => (header.Name, header.Value!))],
            SplitsOversize = settings.Get(OversizeSetting) == Split,
            UsesOcsf = context.Schema == RecordSchema.Ocsf,
        };
    }

    /// <summary>Reads the address of a source.</summary>
    /// <param name="text">The address.</param>
    /// <param name="allowsHttp">Whether http is allowed to every host.</param>
    /// <param name="url">The address.</param>
    /// <param name="problem">What is wrong with it, as the end of a sentence, without anything of the address.</param>
    internal static bool TryParseUrl(string text, bool allowsHttp, [NotNullWhen(true)] out Uri? url, out string problem)
    {
        bool isUrl = Uri.TryCreate(text, UriKind.Absolute, out url) && url.Scheme is "https" or "http"
            && url.UserInfo.Length == 0 && url.AbsolutePath.Length > 1;
        problem = isUrl
            ? EndpointRule.Problem(url!, allowsHttp) ?? ""
            : "must be the https URL that Sumo Logic shows for the source, with its code";
        return problem.Length == 0;
    }

    private static string? ReadHeader(SettingsReader settings, Setting<string> setting)
    {
        string? text = settings.Get(setting);
        if (text?.All(character => character is >= ' ' and <= '~') == false)
        {
            settings.AddProblem(setting, $"must be {HeaderRule}; it goes into a header");
        }

        return text;
    }

    private static int LongestName(DatasetCatalog datasets) =>
        datasets.Names.Append(Dataset.UnknownName).Max(name => name.Length);

    private static string? FieldProblem(string fields, int datasetLength)
    {
        string[] pairs =
            fields.Replace(DatasetMark, new string('d', datasetLength)).Split(',', StringSplitOptions.TrimEntries);
        if (pairs.Length > MaxFields)
        {
            return string.Create(
                CultureInfo.InvariantCulture, $"must have at most {MaxFields} fields; it has {pairs.Length}");
        }

        string? bad = pairs.FirstOrDefault(pair => pair.Split('=', 2) is not [var name, var value]
            || name.Length is 0 or > MaxFieldNameLength || value.Length is 0 or > MaxFieldValueLength);
        return bad is null ? null : $"must be {FieldsSetting.Rule}; '{bad}' is not such a pair";
    }
}
