using Newtonsoft.Json.Linq;

namespace LocalIntake;

/// <summary>
/// Decides what becomes of each delivery request: the script first, then chance. For several threads.
/// </summary>
internal sealed class FaultPlan
{
    private static readonly ScriptedFault Healthy = new(FaultKind.None);

    private readonly Lock gate = new();
    private FaultSettings settings = FaultSettings.None;
    private Queue<ScriptedFault> script = new();
    private Random chance = new(FaultSettings.None.Seed);

    internal FaultSettings Settings
    {
        get
        {
            lock (gate)
            {
                return settings with { Script = [.. script] };
            }
        }
    }

    internal bool IsDown
    {
        get
        {
            lock (gate)
            {
                return settings.IsDown;
            }
        }
    }

    /// <summary>Changes the knobs.</summary>
    /// <param name="next">All of them.</param>
    /// <param name="startsChance">Whether chance begins again from the seed.</param>
    /// <param name="startsScript">Whether the script is a new one; else what is left of the old one goes on.</param>
    internal void Change(FaultSettings next, bool startsChance, bool startsScript)
    {
        lock (gate)
        {
            settings = next;
            script = startsScript ? new Queue<ScriptedFault>(next.Script) : script;
            chance = startsChance ? new Random(next.Seed) : chance;
        }
    }

    /// <summary>What becomes of the next delivery request.</summary>
    internal Fault Next()
    {
        lock (gate)
        {
            // Always three draws: a knob that is turned does not shift what chance says of the others.
            double end = chance.NextDouble();
            double wait = chance.NextDouble();
            bool isNearLimit = chance.NextDouble() < settings.NearLimitProbability;
            bool isScripted = script.TryDequeue(out ScriptedFault? scripted);
            double latency = settings.LeastLatencyMs + (wait * (settings.MostLatencyMs - settings.LeastLatencyMs));
            return new Fault(
                isScripted ? scripted! : Draw(end),
                TimeSpan.FromMilliseconds(latency),
                isNearLimit && !isScripted,
                new RefusedIds(settings.RefuseEvery));
        }
    }

    internal JObject ToJson() => FaultDocument.Write(Settings);

    private ScriptedFault Draw(double draw)
    {
        foreach (StatusFault status in settings.StatusProbability)
        {
            draw -= status.Probability;
            if (draw < 0)
            {
                return status.Fault;
            }
        }

        draw -= settings.ResetProbability;
        if (draw < 0)
        {
            return new ScriptedFault(FaultKind.Reset);
        }

        return draw < settings.ResetAfterProbability ? new ScriptedFault(FaultKind.ResetAfter) : Healthy;
    }
}
