using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace LocalIntake;

/// <summary>The answers of Datadog's intake: the second version lists errors, the first has one.</summary>
/// <remarks>
/// Source: https://docs.datadoghq.com/api/latest/logs/send-logs/ (202, 400, 401, 403, 408, 413, 429, 500, 503 with
/// their bodies). The texts in them are not documented; these are the names of the statuses.
/// </remarks>
internal static class DatadogReply
{
    private const string Json = "application/json";

    /// <summary>All was accepted: 202 in version 2, 200 in version 1.</summary>
    internal static IntakeReply Accepted(int version) =>
        new TextReply(version == 1 ? StatusCodes.Status200OK : StatusCodes.Status202Accepted, Json, "{}");

    internal static IntakeReply Error(int version, int status, string detail)
    {
        JObject body = version == 1
            ? new JObject { ["code"] = status, ["message"] = detail }
            : new JObject
            {
                ["errors"] = new JArray(new JObject
                {
                    ["status"] = $"{status}", ["title"] = TitleOf(status), ["detail"] = detail,
                }),
            };
        return new TextReply(status, Json, body.ToString(Formatting.None));
    }

    /// <summary>The answer to a question after a key.</summary>
    internal static IntakeReply Validated(bool isGood) => isGood
        ? new TextReply(StatusCodes.Status200OK, Json, """{"valid":true}""")
        : new TextReply(StatusCodes.Status403Forbidden, Json, """{"errors":["Forbidden"]}""");

    internal static IntakeReply NotFound { get; } =
        new TextReply(StatusCodes.Status404NotFound, Json, """{"errors":["Not found"]}""");

    internal static IntakeReply NotAllowed { get; } =
        new TextReply(StatusCodes.Status405MethodNotAllowed, Json, """{"errors":["Method not allowed"]}""");

    private static string TitleOf(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "Bad Request",
        StatusCodes.Status401Unauthorized => "Unauthorized",
        StatusCodes.Status403Forbidden => "Forbidden",
        StatusCodes.Status408RequestTimeout => "Request Timeout",
        StatusCodes.Status413PayloadTooLarge => "Payload too large",
        StatusCodes.Status429TooManyRequests => "Too many requests",
        StatusCodes.Status500InternalServerError => "Internal Server Error",
        StatusCodes.Status503ServiceUnavailable => "Service Unavailable",
        _ => "Error",
    };
}
