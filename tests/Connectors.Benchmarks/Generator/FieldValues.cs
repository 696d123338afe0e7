using System.Security.Cryptography;
using System.Text;
using Connectors.Records;

namespace Connectors.Benchmarks;

/// <summary>Writes one value as JSON.</summary>
/// <param name="moment">What the record's values have in common.</param>
/// <param name="output">Where the value goes.</param>
internal delegate void ValueWriter(Moment moment, ByteWriter output);

/// <summary>
/// Makes values as they stand in real batches: ids and addresses that hardly repeat, names and codes from small sets
/// with common and rare members, numbers with a long tail, and the many fields that are mostly empty.
/// </summary>
internal static class FieldValues
{
    private static readonly string[] Hosts =
        ["www.example.com", "api.example.com", "shop.example.com", "static.example.net"];
    private static readonly string[] Countries =
        ["us", "us", "us", "de", "gb", "fr", "in", "br", "jp", "nl", "sg", "za"];
    private static readonly string[] Cities =
        ["Ashburn", "Frankfurt am Main", "London", "Paris", "Mumbai", "São Paulo", "東京", ""];
    private static readonly string[] Colos = ["IAD", "FRA", "LHR", "CDG", "BOM", "GRU", "NRT", "AMS", "SIN", "JNB"];
    private static readonly string[] Methods =
        ["GET", "GET", "GET", "GET", "GET", "POST", "POST", "HEAD", "PUT", "OPTIONS"];
    private static readonly string[] Sections =
        ["products", "cart", "checkout", "assets/js", "assets/css", "api/v2/orders", "search", "account"];
    private static readonly string[] ContentTypes =
        ["text/html", "application/json", "image/webp", "text/css", "application/javascript"];
    private static readonly string[] CacheStatuses =
        ["hit", "hit", "hit", "miss", "dynamic", "dynamic", "expired", "revalidated"];
    private static readonly string[] Actions = ["block", "managedChallenge", "log", "skip", "jschallenge", "allow"];
    private static readonly string[] Sources =
        ["firewallManaged", "firewallCustom", "rateLimit", "botManagement", "l7ddos"];
    private static readonly string[] Ciphers =
        ["AEAD-AES128-GCM-SHA256", "AEAD-AES256-GCM-SHA384", "ECDHE-RSA-AES128-GCM-SHA256"];
    private static readonly string[] Descriptions =
        ["Block known bad agents", "Manage AI crawlers", "Rate limit login", "SQLi in query \"id\""];

    private static readonly string[] Agents =
    [
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
        + "Chrome/142.0.0.0 Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
        + "Version/19.1 Mobile Safari/604.1",
        "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
        "Mozilla/5.0 (compatible; ExampleBot/3.1; +https://example.org/bot)",
        "curl/8.16.0",
        "Go-http-client/2.0",
    ];

    private static readonly Dictionary<string, ValueWriter> ByName = new(StringComparer.Ordinal)
    {
        ["RayID"] = Hex(16),
        ["ParentRayID"] = Constant("\"00\""),
        ["OriginatorRayID"] = Constant("\"00\""),
        ["ClientIP"] = WriteAddress,
        ["OriginIP"] = WriteOriginAddress,
        ["EdgeServerIP"] = WriteOriginAddress,
        ["ClientASN"] = Number(100, 65_000),
        ["ClientASNDescription"] = Texts("EXAMPLE-NET", "EXAMPLE-CLOUD", "EXAMPLE-MOBILE"),
        ["ClientCountry"] = Texts(Countries),
        ["ClientCity"] = Texts(Cities),
        ["ClientRegionCode"] = Texts("VA", "HE", "ENG", "IDF", ""),
        ["ClientLatitude"] = Texts("39.04372", "50.11552", "51.50853", "48.85341"),
        ["ClientLongitude"] = Texts("-77.48749", "8.68417", "-0.12574", "2.3488"),
        ["ClientDeviceType"] = Texts("desktop", "desktop", "mobile", "tablet"),
        ["ClientIPClass"] = Texts("noRecord", "noRecord", "noRecord", "searchEngine", "scan", "monitoringService"),
        ["ClientRequestHost"] = Texts(Hosts),
        ["EdgeRequestHost"] = Texts(Hosts),
        ["ClientRefererHost"] = Texts(Hosts),
        ["ClientRefererPath"] = Texts("/", "/search", "/products"),
        ["ClientRefererScheme"] = Constant("\"https\""),
        ["ClientRequestMethod"] = Texts(Methods),
        ["ClientRequestPath"] = (moment, output) => WritePath(moment, output, query: false),
        ["ClientRequestURI"] = (moment, output) => WritePath(moment, output, query: true),
        ["ClientRequestQuery"] = WriteQuery,
        ["ClientRequestProtocol"] = Texts("HTTP/2", "HTTP/2", "HTTP/3", "HTTP/1.1"),
        ["ClientRequestReferer"] = Texts("", "", "https://www.example.com/", "https://www.example.com/search?q=shoes"),
        ["ClientRequestScheme"] = Constant("\"https\""),
        ["ClientRequestSource"] = Texts("eyeball", "eyeball", "eyeball", "edgeWorkerFetch"),
        ["ClientRequestUserAgent"] = Texts(Agents),
        ["ClientSrcPort"] = Number(1024, 65_535),
        ["ClientSSLCipher"] = Texts(Ciphers),
        ["ClientSSLProtocol"] = Texts("TLSv1.3", "TLSv1.3", "TLSv1.3", "TLSv1.2"),
        ["ClientTLSKeyExchangeGroup"] = Texts("X25519MLKEM768", "X25519MLKEM768", "X25519"),
        ["CacheCacheStatus"] = Texts(CacheStatuses),
        ["Cookies"] = Json("{}", "{\"session\":\"redacted\"}"),
        ["RequestHeaders"] = Json("{}", "{\"accept-language\":\"en-US,en;q=0.9\",\"x-client\":\"web\"}"),
        ["ResponseHeaders"] = Json("{}", "{\"cache-control\":\"public, max-age=3600\",\"vary\":\"accept-encoding\"}"),
        ["Metadata"] = Json("{}", "{\"kind\":\"waf\",\"ruleset_version\":\"174\"}"),
        ["JA4Signals"] = WriteSignals,
        ["EdgeColoCode"] = Texts(Colos),
        ["EdgeColoID"] = Number(10, 900),
        ["EdgeResponseStatus"] = Json("200", "200", "200", "200", "304", "301", "404", "403", "500"),
        ["OriginResponseStatus"] = Json("200", "200", "0", "0", "404", "500"),
        ["EdgeResponseContentType"] = Texts(ContentTypes),
        ["EdgeResponseCompressionRatio"] = Json("0", "0", "2.61", "3.4", "4.125"),
        ["EdgePathingOp"] = Texts("wl", "wl", "ban", "chl"),
        ["EdgePathingSrc"] = Texts("macro", "macro", "filterBasedFirewall", "user"),
        ["EdgePathingStatus"] = Texts("nr", "nr", "se", "captchaNew"),
        ["JA3Hash"] = FromPool(32),
        ["JA4"] = Texts(
            "t13d1516h2_8daaf6152771_02713d6af862", "t13d1517h2_8daaf6152771_b0da82dd1658",
            "q13d0312h3_55b375c5d22e_06cda9e17597"),
        ["SecurityAction"] = Texts("", "", "", "", "", "", "block", "managedChallenge"),
        ["SecurityActions"] = Json("[]", "[]", "[]", "[\"log\"]", "[\"block\",\"log\"]"),
        ["SecurityRuleDescription"] = Texts("", "", "", "", "Block known bad agents"),
        ["SecurityRuleID"] = Texts("", "", "", "", "9d1a4a1f0c5e4d2b8f3e6a7b8c9d0e1f"),
        ["SecurityRuleIDs"] = Json("[]", "[]", "[]", "[\"9d1a4a1f0c5e4d2b8f3e6a7b8c9d0e1f\"]"),
        ["SecuritySources"] = Json("[]", "[]", "[]", "[\"firewallManaged\"]"),
        ["Action"] = Texts(Actions),
        ["Source"] = Texts(Sources),
        ["Description"] = Texts(Descriptions),
        ["RuleID"] = FromPool(32),
        ["Ref"] = FromPool(32),
        ["Kind"] = Constant("\"firewall\""),
        ["MatchIndex"] = Number(0, 3),
        ["BotScore"] = Number(1, 99),
        ["BotScoreSrc"] = Texts("Machine Learning", "Machine Learning", "Heuristics", "Verified Bot"),
        ["BotTags"] = Json("[]", "[]", "[\"api\"]"),
        ["WAFAttackScore"] = Number(1, 99),
        ["WAFRCEAttackScore"] = Number(1, 99),
        ["WAFSQLiAttackScore"] = Number(1, 99),
        ["WAFXSSAttackScore"] = Number(1, 99),
        ["WorkerStatus"] = Texts("unknown", "unknown", "ok"),
        ["WorkerSubrequest"] = Constant("false"),
        ["ZoneName"] = Texts("example.com", "example.com", "example.net"),
    };

    /// <summary>The writer for one field: by its name where that says something, else by its type.</summary>
    internal static ValueWriter For(DatasetField field) => ByName.TryGetValue(field.Name, out ValueWriter? writer)
        ? writer
        : field.Type switch
        {
            "time" => (moment, output) =>
                moment.WriteTime(output, isEnd: field.Name.Contains("End", StringComparison.Ordinal)),
            "int" when field.Unit == "bytes" => WriteSize,
            "int" when field.Unit is not null => LongTail(400),
            "int" or "port" => LongTail(20),
            "float" => Json("0", "0.5", "12.25"),
            "bool" => Json("false", "false", "false", "true"),
            "object" => Constant("{}"),
            "string" or "ip" => Constant("\"\""),
            _ => Constant("[]"),
        };

    private static ValueWriter Constant(string json) => Json(json);

    private static ValueWriter Texts(params string[] texts) =>
        Json([.. texts.Select(Quoted)]);

    private static ValueWriter Json(params string[] values)
    {
        byte[][] choices = [.. values.Select(Encoding.UTF8.GetBytes)];
        return (moment, output) => output.Write(choices[moment.Next(choices.Length)]);
    }

    private static ValueWriter Number(int least, int most) =>
        (moment, output) => output.WriteNumber(moment.Next(least, most + 1));

    // Most values are small or zero; some are a thousand times larger.
    private static ValueWriter LongTail(int usual) => (moment, output) => output.WriteNumber(moment.Next(10) switch
    {
        < 4 => 0,
        < 9 => moment.Next(usual),
        _ => moment.Next(1000 * usual),
    });

    private static ValueWriter Hex(int digits) => (moment, output) =>
    {
        output.Write((byte)'"');
        for (int digit = 0; digit < digits; digit++)
        {
            output.Write("0123456789abcdef"u8[moment.Next(16)]);
        }

        output.Write((byte)'"');
    };

    // Hashes that come back: one of fifty.
    private static ValueWriter FromPool(int digits) => Texts(
        [.. Enumerable.Range(0, 50).Select(number => Convert.ToHexStringLower(
            SHA256.HashData([(byte)number]))[..digits])]);

    private static void WriteSize(Moment moment, ByteWriter output) =>
        output.WriteNumber(moment.Next(4) == 0 ? 0 : moment.Next(200, 60_000));

    private static void WriteAddress(Moment moment, ByteWriter output)
    {
        if (moment.Next(5) == 0)
        {
            WriteText($"2001:db8:{moment.Next(0x10000):x}:{moment.Next(0x10000):x}::{moment.Next(0x10000):x}", output);
            return;
        }

        WriteText($"{moment.Next(1, 224)}.{moment.Next(256)}.{moment.Next(256)}.{moment.Next(1, 255)}", output);
    }

    private static void WriteOriginAddress(Moment moment, ByteWriter output) =>
        WriteText(moment.Next(3) == 0 ? "" : $"192.0.2.{moment.Next(1, 30)}", output);

    private static void WritePath(Moment moment, ByteWriter output, bool query)
    {
        string path = $"/{Sections[moment.Next(Sections.Length)]}/{moment.Next(20_000)}";
        WriteText(
            query && moment.Next(2) == 0 ? $"{path}?page={moment.Next(50)}&ref=a{moment.Next(9999)}" : path, output);
    }

    private static void WriteQuery(Moment moment, ByteWriter output) =>
        WriteText(moment.Next(2) == 0 ? "" : $"?page={moment.Next(50)}&ref=a{moment.Next(9999)}", output);

    private static void WriteSignals(Moment moment, ByteWriter output)
    {
        output.Write("{\"h2h3_ratio_1h\":0."u8);
        output.WriteNumber(moment.Next(1000));
        output.Write(",\"browser_ratio_1h\":0."u8);
        output.WriteNumber(moment.Next(1000));
        output.Write(",\"reqs_quantile_1h\":0."u8);
        output.WriteNumber(moment.Next(1000));
        output.Write((byte)'}');
    }

    private static string Quoted(string text)
    {
        var json = new ByteWriter(text.Length);
        WriteText(text, json);
        return Encoding.UTF8.GetString(json.Written);
    }

    private static void WriteText(string text, ByteWriter output) =>
        JsonText.WriteString(Encoding.UTF8.GetBytes(text), output);
}
