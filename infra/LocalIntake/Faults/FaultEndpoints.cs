namespace LocalIntake;

/// <summary>The control API for the knobs: <c>/control/faults</c>.</summary>
internal sealed class FaultEndpoints(FaultPlan plan)
{
    internal void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/control/faults", WriteAsync);
        routes.MapPut("/control/faults", ChangeAsync);
        routes.MapDelete("/control/faults", EndAsync);
    }

    private Task WriteAsync(HttpContext context) => ControlReply.WriteAsync(context.Response, plan.ToJson());

    private async Task ChangeAsync(HttpContext context)
    {
        bool startsChance = false;
        bool startsScript = false;
        FaultSettings? next = await ControlDocument.ReadAsync(context, members =>
        {
            startsChance = members.Has("seed");
            startsScript = members.Has("script");
            return FaultDocument.Read(members, plan.Settings);
        });
        if (next is not null)
        {
            plan.Change(next, startsChance, startsScript);
            await WriteAsync(context);
        }
    }

    private Task EndAsync(HttpContext context)
    {
        plan.Change(FaultSettings.None, startsChance: true, startsScript: true);
        return WriteAsync(context);
    }
}
