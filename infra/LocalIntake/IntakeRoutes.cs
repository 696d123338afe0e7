namespace LocalIntake;

/// <summary>Tells by its path which destination a request means.</summary>
internal sealed record IntakeRoutes(IIntake Splunk, IIntake Datadog, IIntake SumoLogic, IIntake Elastic)
{
    internal IReadOnlyList<IIntake> All => [Splunk, Datadog, SumoLogic, Elastic];

    /// <summary>A path that means nobody is Splunk's: its collector has a text for that.</summary>
    internal IIntake Of(PathString path) => path.Value!.Split('/', 3) switch
    {
        [_, "api", _] or [_, "v1", _] => Datadog,
        [_, "receiver", ..] => SumoLogic,
        [_, ['_', ..], ..] or [_, _, ['_', ..]] or [_, ""] => Elastic, // _bulk, a name and _bulk, or the root
        _ => Splunk,
    };
}
