using Connectors.Records.Tests;
using Newtonsoft.Json.Linq;

namespace Connectors.Destinations.Tests;

/// <summary>The action and the document that Elasticsearch should be sent for a record.</summary>
internal static class ElasticReference
{
    // Source: data_stream/*/manifest.yml and docs/README.md of the package,
    // https://github.com/elastic/integrations/tree/main/packages/cloudflare_logpush
    private const string IntegrationStreams = """
        access_requests access_request, audit_logs audit, casb_findings casb, device_posture_results device_posture,
        dlp_forensic_copies dlp_forensic_copies, dns_firewall_logs dns_firewall, dns_logs dns,
        email_security_alerts email_security_alerts, firewall_events firewall_event, gateway_dns gateway_dns,
        gateway_http gateway_http, gateway_network gateway_network, http_requests http_request,
        magic_ids_detections magic_ids, nel_reports nel_report, network_analytics_logs network_analytics,
        page_shield_events page_shield_events, sinkhole_http_logs sinkhole_http, spectrum_events spectrum_event,
        workers_trace_events workers_trace, zero_trust_network_sessions network_session
        """;

    // A record without a time has that of its batch.
    private const string Now = "2026-11-22T12:00:00.000Z";

    internal static Expectation ExpectIntegration(string dataset, string line, string id)
    {
        string? own = IntegrationStreams.Split(',').Select(pair => pair.Trim().Split(' '))
            .FirstOrDefault(pair => pair[0] == dataset)?[1];
        string stream = own is null ? "cloudflare." + dataset : "cloudflare_logpush." + own;
        return new Expectation([Create(id), new JObject
        {
            ["data_stream"] = Stream(stream),
            ["@timestamp"] = new ReferenceVocabulary(dataset).Common(Corpus.Parse(line), "@timestamp") ?? Now,
            ["tags"] = own is null ? new JArray("forwarded") : new JArray("forwarded", "cloudflare_logpush-" + own),
            ["event"] = new JObject { ["dataset"] = stream },
            ["message"] = line,
        }], $"\"message\":\"{line.Replace(@"\", @"\\").Replace("\"", "\\\"")}\"}}");
    }

    internal static Expectation ExpectEcs(string dataset, string line, string id)
    {
        JObject document = new ReferenceVocabulary(dataset).Document(Corpus.Parse(line));
        document["data_stream"] = Stream("cloudflare." + dataset);
        document["@timestamp"] ??= Now;
        return new Expectation([Create(id), document]);
    }

    private static JObject Create(string id) => new() { ["create"] = new JObject { ["_id"] = id } };

    private static JObject Stream(string dataset) =>
        new() { ["type"] = "logs", ["dataset"] = dataset, ["namespace"] = "default" };
}
