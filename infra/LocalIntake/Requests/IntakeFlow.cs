namespace LocalIntake;

/// <summary>Leads every request to an intake through the knobs: down, latency, an error, a cut connection.</summary>
internal sealed class IntakeFlow(FaultPlan faults, TimeProvider time)
{
    private const int ResetAfterBytes = 64 * 1024; // of the body at most, before the connection is cut

    internal async Task AnswerAsync(HttpContext context, IIntake intake)
    {
        HttpRequest request = context.Request;
        bool isDelivery = intake.IsDelivery(request);
        IntakeReply reply;
        try
        {
            reply = await AnswerAsync(request, intake, isDelivery);
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException)
        {
            reply = new CutReply("senderGone");
        }

        if (isDelivery)
        {
            intake.Arrivals.AddRequest(reply.Cut ?? $"{reply.Status}", request.Headers.ContentEncoding.ToString());
        }

        await reply.WriteAsync(context.Response);
    }

    private async Task<IntakeReply> AnswerAsync(HttpRequest request, IIntake intake, bool isDelivery) =>
        faults.IsDown ? new CutReply("down")
        : isDelivery ? await DeliverAsync(request, intake)
        : await intake.AnswerAsync(request);

    private async Task<IntakeReply> DeliverAsync(HttpRequest request, IIntake intake)
    {
        Fault fault = faults.Next();
        if (fault.Latency > TimeSpan.Zero)
        {
            await Task.Delay(fault.Latency, time, request.HttpContext.RequestAborted);
        }

        switch (fault.End.Kind)
        {
            case FaultKind.Status:
                return await intake.FailAsync(request, fault);
            case FaultKind.Reset:
                await request.Body.ReadAtLeastAsync(
                    new byte[ResetAfterBytes], ResetAfterBytes / 2, throwOnEndOfStream: false);
                return new CutReply("reset");
            case FaultKind.ResetAfter:
                await intake.DeliverAsync(request, fault);
                return new CutReply("resetAfter");
            default:
                return await intake.DeliverAsync(request, fault);
        }
    }
}
