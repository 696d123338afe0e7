namespace LocalIntake;

/// <summary>The control API for the collector's settings: <c>/control/splunk</c>.</summary>
internal sealed class HecSettingsEndpoints(HecIntake intake)
{
    internal void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/control/splunk", WriteAsync);
        routes.MapPut("/control/splunk", ChangeAsync);
        routes.MapDelete("/control/splunk", ResetAsync);
    }

    private Task WriteAsync(HttpContext context) => ControlReply.WriteAsync(context.Response, intake.Settings.ToJson());

    private async Task ChangeAsync(HttpContext context)
    {
        HecSettings? next = await ControlDocument.ReadAsync(
            context, members => HecSettings.Read(members, intake.Settings));
        if (next is not null)
        {
            intake.Settings = next;
            await WriteAsync(context);
        }
    }

    private Task ResetAsync(HttpContext context)
    {
        intake.Settings = new HecSettings();
        return WriteAsync(context);
    }
}
