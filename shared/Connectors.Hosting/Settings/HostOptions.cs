namespace Connectors.Hosting;

/// <summary>The settings of hosts, checked.</summary>
/// <param name="Queue">Where notifications are taken from; null when nothing is taken.</param>
/// <param name="ContinuationQueue">Where the rest of an object goes; null for nowhere.</param>
/// <param name="TimeLimit">Longest time for one notification.</param>
/// <param name="Grace">Time to end in.</param>
/// <param name="Objects">Notifications handled at the same time.</param>
public sealed record HostOptions(
    QueueUri? Queue, QueueUri? ContinuationQueue, TimeSpan TimeLimit, TimeSpan Grace, int Objects)
{
    /// <summary>How often a message is brought before it is put aside; 0 when that is not known.</summary>
    public int Tries { get; init; }

    /// <summary>Port of a worker's health and metrics; 0 for none.</summary>
    public int Port { get; init; }

    /// <summary>Whom a pushed message's token must be for; null when tokens are not verified.</summary>
    public string? PushAudience { get; init; }

    /// <summary>Whose tokens are taken; null for any.</summary>
    public string? PushAccount { get; init; }

    /// <summary>No queues.</summary>
    public static HostOptions Default { get; } =
        new(Queue: null, ContinuationQueue: null, TimeSpan.FromMinutes(9), TimeSpan.FromSeconds(8), Objects: 2);

    /// <summary>Reads the settings; what is wrong is told to the reader.</summary>
    public static HostOptions Read(SettingsReader settings) => new(
        ReadQueue(settings, HostSettings.Queue),
        ReadQueue(settings, HostSettings.ContinuationQueue),
        TimeSpan.FromSeconds(settings.Get(HostSettings.TimeLimit)),
        TimeSpan.FromSeconds(settings.Get(HostSettings.Grace)),
        settings.Get(HostSettings.Objects))
    {
        Tries = settings.Get(HostSettings.Tries),
        Port = settings.Get(HostSettings.Port),
        PushAudience = settings.Get(HostSettings.PushAudience),
        PushAccount = settings.Get(HostSettings.PushAccount),
    };

    private static QueueUri? ReadQueue(SettingsReader settings, Setting<string> setting)
    {
        string? text = settings.Get(setting);
        QueueUri? uri = text is null ? null : QueueUri.Parse(text);
        if (text is not null && uri is null)
        {
            settings.AddProblem(setting, $"must be {QueueUri.Forms}; it is '{text}'");
        }

        return uri;
    }
}
