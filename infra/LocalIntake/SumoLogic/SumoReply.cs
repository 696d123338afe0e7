using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace LocalIntake;

/// <summary>The answers of an HTTP source: nothing when all is well, else an object with an error.</summary>
/// <remarks>
/// Source of the statuses: https://help.sumologic.com/docs/send-data/hosted-collectors/http-source/troubleshooting/.
/// That a 200 with such an object means trouble is what Sumo Logic's own plug-in for Fluentd takes it for:
/// https://github.com/SumoLogic/fluentd-output-sumologic.
/// </remarks>
internal static class SumoReply
{
    private const string Json = "application/json";
    private const string Text = "text/plain";

    internal static IntakeReply Ok { get; } = new TextReply(StatusCodes.Status200OK, Text, "");

    internal static IntakeReply Unknown { get; } =
        Error(StatusCodes.Status401Unauthorized, "unauthorized", "The URL has no token, or a wrong one.");

    internal static IntakeReply NotAllowed { get; } =
        Error(StatusCodes.Status405MethodNotAllowed, "method.not.allowed", "Only POST is.") with { Allow = "POST" };

    /// <summary>Accepted, with something to say.</summary>
    internal static IntakeReply Troubled(string message) => Error(StatusCodes.Status200OK, "internal.error", message);

    internal static IntakeReply Error(int status, string code, string message) => new TextReply(
        status,
        Json,
        new JObject
        {
            ["id"] = "LOCAL-00000-00000",
            ["code"] = code,
            ["status"] = status,
            ["message"] = message,
            ["errors"] = new JArray(new JObject { ["code"] = code, ["message"] = message }),
        }.ToString(Formatting.None));

    /// <summary>What a fault answers.</summary>
    internal static IntakeReply OfFault(ScriptedFault fault)
    {
        IntakeReply reply = fault.Status == StatusCodes.Status429TooManyRequests
            ? new TextReply(fault.Status, Text, "You have temporarily exceeded your Sumo Logic quota.")
            : Error(fault.Status, "fault", "Fault on demand");
        return reply with { RetryAfter = fault.RetryAfter };
    }
}
