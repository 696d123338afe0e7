using Connectors.Datadog;
using Connectors.Delivery;
using Connectors.Elastic;
using Connectors.Hosting;
using Connectors.Records;
using Connectors.Splunk;
using Connectors.SumoLogic;

namespace Connectors.Destinations.Tests;

/// <summary>Destinations with settings, as an operator would have them.</summary>
internal static class Configured
{
    /// <summary>All destinations.</summary>
    internal static IReadOnlyList<DestinationModule> Modules { get; } =
        [SplunkDestination.Module, DatadogDestination.Module, SumoLogicDestination.Module, ElasticDestination.Module];

    internal static DatasetCatalog Datasets { get; } = DatasetCatalog.Load();

    /// <summary>
    /// For each destination, and for each of its modes behind a hyphen, settings with all that it can add to a record.
    /// </summary>
    internal static IReadOnlyDictionary<string, (string Name, string Text)[]> Everything { get; } =
        new Dictionary<string, (string Name, string Text)[]>
        {
            ["splunk"] =
            [
                ("SPLUNK_HEC_URL", "https://splunk.example.com:8088"), ("SPLUNK_HEC_TOKEN", "token"),
                ("SPLUNK_INDEX", "cloudflare"), ("SPLUNK_CIM_FIELDS", "true"),
            ],
            ["datadog"] =
            [
                ("DD_API_KEY", "key"), ("DD_ENV", "prod"), ("DD_TAGS", "team:edge, zone:example"),
                ("DD_HOSTNAME", "edge"),
            ],
            ["sumologic"] = [("SUMO_URL", "https://collectors.sumologic.com/receiver/v1/http/code")],
            ["datadog-standard"] = [("DD_API_KEY", "key"), ("DD_MODE", "standard")],
            ["elastic"] =
            [
                ("ELASTICSEARCH_URL", "https://elastic.example.com:9200"), ("ELASTICSEARCH_API_KEY", "key"),
                ("ELASTIC_MODE", "integration"),
            ],
            ["elastic-ecs"] =
            [
                ("ELASTICSEARCH_URL", "https://elastic.example.com:9200"), ("ELASTICSEARCH_API_KEY", "key"),
            ],
        };

    /// <summary>A clock that stands at noon of 2026-11-22.</summary>
    internal static TimeProvider Noon { get; } = new StoppedClock();

    /// <summary>Makes a destination; its settings must be right.</summary>
    internal static IDestination Create(string destination, params (string Name, string Text)[] settings)
    {
        IDestination created = Create(destination, allowsHttp: false, settings, out IReadOnlyList<string> problems);
        Assert.Empty(problems);
        return created;
    }

    /// <summary>What is wrong with settings.</summary>
    internal static IReadOnlyList<string> Problems(string destination, params (string Name, string Text)[] settings)
    {
        Create(destination, allowsHttp: false, settings, out IReadOnlyList<string> problems);
        return problems;
    }

    /// <summary>Makes a destination, and tells what is wrong with its settings.</summary>
    internal static IDestination Create(
        string destination, bool allowsHttp, (string Name, string Text)[] settings, out IReadOnlyList<string> problems)
    {
        var reader = new SettingsReader(settings.ToDictionary(setting => setting.Name, setting => setting.Text));
        var context = new DestinationContext(Datasets, allowsHttp, Guid.Empty) { Time = Noon };
        IDestination created =
            Modules.Single(module => module.Name == destination.Split('-')[0]).Create(reader, context);
        problems = reader.Problems;
        return created;
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    }
}
