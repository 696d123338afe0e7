using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace LocalIntake;

/// <summary>The answers to one request, as its product words them.</summary>
/// <remarks>
/// Sources: https://github.com/elastic/elasticsearch-specification (ErrorResponseBase) and the products' own code under
/// https://github.com/elastic/elasticsearch and https://github.com/opensearch-project/OpenSearch.
/// </remarks>
internal sealed class ElasticReplies(HttpRequest request, bool isOpenSearch)
{
    private const string Json = "application/json";
    private const string VendorJson = "application/vnd.elasticsearch+json";

    private (string, string)[] Product => isOpenSearch ? [] : [("X-Elastic-Product", "Elasticsearch")];

    internal static string RejectedType(bool isOpenSearch) =>
        isOpenSearch ? "rejected_execution_exception" : "es_rejected_execution_exception";

    internal IntakeReply Ok(JToken document, int status = StatusCodes.Status200OK)
    {
        JToken shown = FilterPath.Of(request.Query["filter_path"].ToString()).Apply(document);
        return Write(status, shown);
    }

    internal IntakeReply Acknowledged() => Ok(new JObject { ["acknowledged"] = true });

    internal IntakeReply Error(int status, string type, string reason)
    {
        JObject Cause() => new() { ["type"] = type, ["reason"] = reason };
        JObject error = Cause();
        error.AddFirst(new JProperty("root_cause", new JArray(Cause())));
        return Write(status, new JObject { ["error"] = error, ["status"] = status });
    }

    internal IntakeReply BadRequest(string reason) =>
        Error(StatusCodes.Status400BadRequest, "illegal_argument_exception", reason);

    /// <summary>No credentials, or wrong ones.</summary>
    internal IntakeReply Unauthorized(string reason)
    {
        if (isOpenSearch)
        {
            return new TextReply(StatusCodes.Status401Unauthorized, "text/plain", "Unauthorized")
            {
                Headers = [("WWW-Authenticate", "Basic realm=\"OpenSearch Security\"")],
            };
        }

        return (TextReply)Error(StatusCodes.Status401Unauthorized, "security_exception", reason) with
        {
            Headers =
            [
                .. Product, ("WWW-Authenticate", "Basic realm=\"security\", charset=\"UTF-8\""),
                ("WWW-Authenticate", "ApiKey"),
            ],
        };
    }

    /// <summary>A content type, or an encoding, that the product does not take.</summary>
    internal IntakeReply WrongContent(string header, string value) => Write(
        isOpenSearch ? StatusCodes.Status406NotAcceptable : StatusCodes.Status415UnsupportedMediaType,
        new JObject
        {
            ["error"] = $"{header} header [{value}] is not supported",
            ["status"] = isOpenSearch
                ? StatusCodes.Status406NotAcceptable
                : StatusCodes.Status415UnsupportedMediaType,
        });

    internal IntakeReply TooLarge() =>
        new TextReply(StatusCodes.Status413PayloadTooLarge, Json, "") { Headers = Product };

    /// <summary>What a fault answers.</summary>
    internal IntakeReply OfFault(ScriptedFault fault)
    {
        IntakeReply reply = fault.Status switch
        {
            StatusCodes.Status429TooManyRequests => Error(
                fault.Status,
                RejectedType(isOpenSearch),
                "rejected execution of coordinating operation [max_coordinating_bytes=0]"),
            StatusCodes.Status413PayloadTooLarge => TooLarge(),
            StatusCodes.Status401Unauthorized => Unauthorized("Fault on demand"),
            StatusCodes.Status403Forbidden => Error(fault.Status, "security_exception", "Fault on demand"),
            StatusCodes.Status502BadGateway or StatusCodes.Status504GatewayTimeout =>
                new TextReply(fault.Status, "text/html", "<html><body>Fault on demand</body></html>"),
            _ => Error(fault.Status, "fault_on_demand_exception", "Fault on demand"),
        };
        return reply with { RetryAfter = fault.RetryAfter };
    }

    private TextReply Write(int status, JToken document) =>
        new(status, TypeOf(request), document.ToString(Formatting.None)) { Headers = Product };

    // Whoever asks for the vendor's type gets it, with its version.
    private static string TypeOf(HttpRequest request)
    {
        string accept = request.Headers.Accept.ToString();
        return accept.StartsWith(VendorJson, StringComparison.Ordinal) ? accept.Split(',')[0] : Json;
    }
}
