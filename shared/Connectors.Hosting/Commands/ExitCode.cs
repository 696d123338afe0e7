namespace Connectors.Hosting;

/// <summary>What the process answers to whoever started it.</summary>
public static class ExitCode
{
    /// <summary>Every record is accounted for, and none is a dead letter.</summary>
    public const int Success = 0;

    /// <summary>Every record is accounted for; some are dead letters.</summary>
    public const int DeadLettered = 1;

    /// <summary>The command or a setting is wrong; nothing was tried.</summary>
    public const int WrongUsage = 2;

    /// <summary>The destination was unavailable, or an object unreadable; nothing may be acknowledged.</summary>
    public const int NotDelivered = 3;

    /// <summary>The exit code of one object. Of several objects, the highest counts.</summary>
    public static int Of(BatchOutcome outcome) => outcome switch
    {
        BatchOutcome.Delivered or BatchOutcome.Ignored => Success,
        BatchOutcome.Partial => DeadLettered,
        _ => NotDelivered,
    };
}
