using Newtonsoft.Json.Linq;

namespace LocalIntake;

/// <summary>
/// The control API for what a cluster does by itself: <c>/control/elastic/rollover</c> and <c>/indices</c>.
/// </summary>
internal sealed class ElasticEndpoints(ElasticIntake intake)
{
    internal void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/control/elastic/rollover", context => ControlReply.WriteAsync(
            context.Response, new JObject { ["rolledOver"] = intake.RollOverAll() }));
        routes.MapDelete("/control/elastic/indices", context =>
        {
            intake.ForgetAll();
            return ControlReply.WriteAsync(context.Response, new JObject());
        });
    }
}
