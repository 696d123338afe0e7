using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Connectors.Delivery;
using Connectors.Records;
using Microsoft.Extensions.Logging;

namespace Connectors.Hosting;

/// <summary>The common settings, checked.</summary>
public sealed record CommonOptions
{
    public required IReadOnlyDictionary<string, string> Routes { get; init; }

    public required RuleSet Rules { get; init; }

    /// <summary>What records become before the destination's envelope gets them.</summary>
    public RecordSchema Schema { get; init; }

    /// <summary>Folder of the dead letters, or the URI that theirs begin with.</summary>
    public required string DeadLetters { get; init; }

    /// <summary>Folder of the receipts, or the URI that theirs begin with; null when none are wanted.</summary>
    public string? Receipts { get; init; }

    public required DeliveryOptions Delivery { get; init; }

    public required int MaxRecordBytes { get; init; }

    public required X509Certificate2Collection Authorities { get; init; }

    public required bool AllowsHttp { get; init; }

    /// <summary>Whether an object is delivered although it is not the one that its notification told of.</summary>
    public bool DeliversChanged { get; init; } = true;

    public required LogLevel LogLevel { get; init; }

    public LogForm LogForm { get; init; }

    /// <summary>What only matters where the connector is hosted.</summary>
    public HostOptions Host { get; init; } = HostOptions.Default;

    /// <summary>Who is told what is counted.</summary>
    public MetricsOptions Metrics { get; init; } = MetricsOptions.None;

    /// <summary>Reads the common settings; what is wrong is told to the reader.</summary>
    public static CommonOptions Read(SettingsReader settings, DatasetCatalog datasets)
    {
        settings.Get(CommonSettings.Host);
        return new CommonOptions
        {
            Routes = ReadRoutes(settings, datasets),
            Schema = settings.Get(CommonSettings.Schema) == "ocsf" ? RecordSchema.Ocsf : RecordSchema.Native,
            Rules = ReadRules(settings, datasets),
            DeadLetters = ReadPlace(settings, CommonSettings.DeadLetters)!,
            Receipts = ReadPlace(settings, CommonSettings.Receipts),
            Delivery = new DeliveryOptions
            {
                Concurrency = settings.Get(CommonSettings.Concurrency),
                Attempts = settings.Get(CommonSettings.Attempts),
            },
            MaxRecordBytes = settings.Get(CommonSettings.MaxRecordBytes),
            Authorities = ReadAuthorities(settings),
            AllowsHttp = settings.Get(CommonSettings.AllowHttp),
            DeliversChanged = settings.Get(CommonSettings.ChangedObject) == "deliver",
            LogLevel = settings.Get(CommonSettings.LogLevel) switch
            {
                "debug" => LogLevel.Debug,
                "info" => LogLevel.Information,
                "error" => LogLevel.Error,
                _ => LogLevel.Warning,
            },
            LogForm = settings.Get(CommonSettings.LogFormat) switch
            {
                "json" => LogForm.Json,
                "google" => LogForm.Google,
                _ => LogForm.Text,
            },
            Host = HostOptions.Read(settings),
            Metrics = MetricsOptions.Read(settings, settings.Get(CommonSettings.AllowHttp)),
        };
    }

    private static Dictionary<string, string> ReadRoutes(SettingsReader settings, DatasetCatalog datasets)
    {
        var routes = new Dictionary<string, string>(StringComparer.Ordinal);
        const StringSplitOptions trimmed = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        foreach (string pair in (settings.Get(CommonSettings.Routes) ?? "").Split(',', trimmed))
        {
            int equals = pair.LastIndexOf('=');
            if (equals < 0)
            {
                settings.AddProblem(
                    CommonSettings.Routes, $"must be {CommonSettings.Routes.Rule}; '{pair}' has no '='");
                continue;
            }

            string dataset = pair[(equals + 1)..];
            if (datasets.Find(dataset) is null)
            {
                string known = string.Join(", ", datasets.Names);
                settings.AddProblem(
                    CommonSettings.Routes, $"names the unknown dataset '{dataset}'; known are {known}, unknown");
            }

            if (!routes.TryAdd(pair[..equals], dataset))
            {
                settings.AddProblem(CommonSettings.Routes, $"has the prefix '{pair[..equals]}' twice");
            }
        }

        return routes;
    }

    private static RuleSet ReadRules(SettingsReader settings, DatasetCatalog datasets)
    {
        string? text = settings.Get(CommonSettings.Rules);
        if (text is null)
        {
            return RuleSet.None;
        }

        if (SecretReader.Read(text) is not { } json)
        {
            settings.AddProblem(CommonSettings.Rules, $"names a file that cannot be read: {text}");
            return RuleSet.None;
        }

        RuleSet rules = new RuleReader(SecretReader.Read, datasets).Read(json, out IReadOnlyList<string> problems);
        string file = text == json ? "" : text + ": ";
        foreach (string problem in problems)
        {
            settings.AddProblem(CommonSettings.Rules, file + problem);
        }

        return rules;
    }

    private static string? ReadPlace(SettingsReader settings, Setting<string> setting)
    {
        string? text = settings.Get(setting);
        if (text is null)
        {
            return null;
        }

        bool isPlace = !LocalObjectStore.IsAstray(text)
            && (!ObjectUri.IsCloud(text) || ObjectUri.Parse(text) is not null);
        if (!isPlace)
        {
            settings.AddProblem(setting, $"must be {setting.Rule}; it is '{text}'");
        }

        return ObjectUri.IsCloud(text) ? text : LocalObjectStore.PathOf(text);
    }

    private static X509Certificate2Collection ReadAuthorities(SettingsReader settings)
    {
        var authorities = new X509Certificate2Collection();
        string? file = settings.Get(CommonSettings.CaFile);
        if (file is null)
        {
            return authorities;
        }

        try
        {
            authorities.ImportFromPemFile(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CryptographicException)
        {
            settings.AddProblem(CommonSettings.CaFile, $"names a file that cannot be read: '{file}'");
            return authorities;
        }

        if (authorities.Count == 0)
        {
            settings.AddProblem(
                CommonSettings.CaFile, $"must be {CommonSettings.CaFile.Rule}; there is none in '{file}'");
        }

        return authorities;
    }
}
