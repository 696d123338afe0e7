using static Connectors.Hosting.SettingKinds;

namespace Connectors.Hosting;

/// <summary>The settings that only matter where a platform, or a worker, runs the connector.</summary>
public static class HostSettings
{
    private const int SecondsOfDay = 24 * 60 * 60;

    public static readonly Setting<string> Queue = Text(
        "CONNECTOR_QUEUE", "Where a worker, or a timer's run, takes notifications from.", "a queue's URI");

    public static readonly Setting<string> ContinuationQueue = Text(
        "CONNECTOR_CONTINUATION_QUEUE",
        "Where the rest of an object is put when the time ends in the middle of it. Without it, all of the object is "
        + "delivered again.",
        "a queue's URI");

    public static readonly Setting<int> TimeLimit = Number(
        "CONNECTOR_TIME_LIMIT",
        "Longest time for one notification where the platform does not tell its own: a little less than its time-out.",
        2, SecondsOfDay, "seconds") with { Default = "540" };

    public static readonly Setting<int> Grace = Number(
        "CONNECTOR_GRACE", "Time to end in after the platform asks the process to stop (SIGTERM).",
        1, SecondsOfDay, "seconds") with { Default = "8" };

    public static readonly Setting<int> Objects = Number(
        "CONNECTOR_OBJECTS", "Notifications handled at the same time at most.", 1, 64) with { Default = "2" };

    public static readonly Setting<int> Tries = Number(
        "CONNECTOR_TRIES",
        "How often the platform brings a message before it puts it aside, as its queue is set up; 0 when it is not "
        + "known. The last try that fails is logged with the command that delivers the object.",
        0, 1000) with { Default = "0" };

    public static readonly Setting<int> Port = Number(
        "CONNECTOR_PORT", "Port of a worker's /healthz and /metrics; 0 for none.", 0, 65535) with { Default = "8080" };

    public static readonly Setting<string> PushAudience = Text(
        "CONNECTOR_PUSH_AUDIENCE",
        "Verifies the token of every pushed message, for this audience. Not needed where the platform verifies it.",
        "the audience that the subscription names");

    public static readonly Setting<string> PushAccount = Text(
        "CONNECTOR_PUSH_ACCOUNT", "Whose tokens are taken; any account's without it.", "a service account's address");

    /// <summary>All of them, in the order of the tables.</summary>
    public static IReadOnlyList<Setting> All { get; } =
        [Queue, ContinuationQueue, TimeLimit, Grace, Objects, Tries, Port, PushAudience, PushAccount];
}
