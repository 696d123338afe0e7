using Newtonsoft.Json.Linq;

namespace LocalIntake;

/// <summary>The knobs as JSON, both ways.</summary>
internal static class FaultDocument
{
    private const string Reset = "reset";
    private const string ResetAfter = "resetAfter";
    private const int Healthy = 200;
    private const int LeastError = 300;
    private const int MostStatus = 599;
    private const int MostCode = 999;
    private const int MostLatencyMs = 600_000;

    private const string ScriptRule =
        """must be a list of 200, 300 to 599, "reset", "resetAfter", {"status": .., "code": .., "retryAfter": ".."}""";

    private const string StatusRule =
        """must be a list of {"status": 300 to 599, "code": .., "probability": 0 to 1, "retryAfter": ".."}""";

    private const string SumRule = "must not exceed 1 together with resetProbability and resetAfterProbability";

    internal static FaultSettings Read(MemberReader members, FaultSettings current)
    {
        FaultSettings settings = current with
        {
            Seed = members.Whole("seed", current.Seed, int.MinValue, int.MaxValue),
            Script = members.Items("script", current.Script, ScriptRule, ReadScripted),
            StatusProbability = members.Items(
                "statusProbability", current.StatusProbability, StatusRule, ReadStatus),
            ResetProbability = members.Fraction("resetProbability", current.ResetProbability),
            ResetAfterProbability = members.Fraction("resetAfterProbability", current.ResetAfterProbability),
            NearLimitProbability = members.Fraction("nearLimitProbability", current.NearLimitProbability),
            RefuseEvery = members.Whole("refuseEvery", current.RefuseEvery, 0, int.MaxValue),
            IsDown = members.Flag("isDown", current.IsDown),
        };
        settings = ReadLatency(members, settings);
        double sum = settings.StatusProbability.Sum(status => status.Probability)
            + settings.ResetProbability + settings.ResetAfterProbability;
        if (sum > 1)
        {
            members.AddProblem("statusProbability", SumRule);
        }

        return settings;
    }

    internal static JObject Write(FaultSettings settings) => new()
    {
        ["seed"] = settings.Seed,
        ["script"] = new JArray(settings.Script.Select(WriteScripted)),
        ["statusProbability"] = new JArray(settings.StatusProbability.Select(status =>
        {
            JObject written = WriteStatus(status.Fault);
            written["probability"] = status.Probability;
            return written;
        })),
        ["resetProbability"] = settings.ResetProbability,
        ["resetAfterProbability"] = settings.ResetAfterProbability,
        ["nearLimitProbability"] = settings.NearLimitProbability,
        ["latencyMs"] = new JObject { ["least"] = settings.LeastLatencyMs, ["most"] = settings.MostLatencyMs },
        ["refuseEvery"] = settings.RefuseEvery,
        ["isDown"] = settings.IsDown,
    };

    private static FaultSettings ReadLatency(MemberReader members, FaultSettings settings)
    {
        if (members.Object("latencyMs") is not { } latency)
        {
            return settings;
        }

        FaultSettings changed = settings with
        {
            LeastLatencyMs = latency.Whole("least", settings.LeastLatencyMs, 0, MostLatencyMs),
            MostLatencyMs = latency.Whole("most", settings.MostLatencyMs, 0, MostLatencyMs),
        };
        latency.RefuseUnknown();
        if (changed.LeastLatencyMs > changed.MostLatencyMs)
        {
            members.AddProblem("latencyMs", "must have a least that is not more than its most");
        }

        return changed;
    }

    private static ScriptedFault? ReadScripted(JToken token, MemberReader? members) => token.Type switch
    {
        JTokenType.String when (string?)token == Reset => new ScriptedFault(FaultKind.Reset),
        JTokenType.String when (string?)token == ResetAfter => new ScriptedFault(FaultKind.ResetAfter),
        JTokenType.Integer when ((JValue)token).Value is (long)Healthy
            or (>= (long)LeastError and <= (long)MostStatus) =>
            WithStatus((int)token),
        JTokenType.Object => ReadStatus(members!),
        _ => null,
    };

    private static StatusFault? ReadStatus(JToken token, MemberReader? members) =>
        members is not null && ReadStatus(members) is { Kind: FaultKind.Status } fault
            ? new StatusFault(fault, members.Fraction("probability", 0))
            : null;

    private static ScriptedFault? ReadStatus(MemberReader members)
    {
        ScriptedFault fault = WithStatus(members.OptionalWhole("status", Healthy, MostStatus) ?? 0) with
        {
            Code = members.OptionalWhole("code", 0, MostCode),
            RetryAfter = members.OptionalHeader("retryAfter"),
        };
        return fault.Status is Healthy or >= LeastError ? fault : null;
    }

    private static ScriptedFault WithStatus(int status) =>
        new(status == Healthy ? FaultKind.None : FaultKind.Status) { Status = status };

    private static JToken WriteScripted(ScriptedFault fault) => fault.Kind switch
    {
        FaultKind.Reset => Reset,
        FaultKind.ResetAfter => ResetAfter,
        _ when fault is { Code: null, RetryAfter: null } => fault.Status,
        _ => WriteStatus(fault),
    };

    private static JObject WriteStatus(ScriptedFault fault)
    {
        var written = new JObject { ["status"] = fault.Status };
        if (fault.Code is { } code)
        {
            written["code"] = code;
        }

        if (fault.RetryAfter is { } retryAfter)
        {
            written["retryAfter"] = retryAfter;
        }

        return written;
    }
}
