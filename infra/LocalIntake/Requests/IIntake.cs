namespace LocalIntake;

/// <summary>
/// Stands in for one destination. <see cref="IntakeFlow"/> asks it, request by request, and sees to what the knobs say.
/// </summary>
internal interface IIntake
{
    /// <summary>Where what it takes is written down.</summary>
    ArrivalLog Arrivals { get; }

    /// <summary>Whether the request brings events: only those are counted and meet faults.</summary>
    bool IsDelivery(HttpRequest request);

    /// <summary>Answers a request that brings no events.</summary>
    Task<IntakeReply> AnswerAsync(HttpRequest request);

    /// <summary>Takes the events of a request as the destination would.</summary>
    Task<IntakeReply> DeliverAsync(HttpRequest request, Fault fault);

    /// <summary>Ends a delivery with the error that a knob asks for, in the destination's words.</summary>
    Task<IntakeReply> FailAsync(HttpRequest request, Fault fault);
}
