using Newtonsoft.Json.Linq;

namespace LocalIntake;

/// <summary>How an intake is set up, as JSON both ways.</summary>
internal interface ISettings<T>
{
    /// <summary>Reads the members that are given over those that are there.</summary>
    static abstract T Read(MemberReader members, T current);

    JObject ToJson();
}

/// <summary>The settings of one intake, which a person or a test may change at any time.</summary>
internal sealed class LiveSettings<T>
    where T : class, ISettings<T>, new()
{
    private volatile T current = new();

    internal T Current
    {
        get => current;
        set => current = value;
    }
}

/// <summary>The control API for an intake's settings: <c>/control/splunk</c> and the like.</summary>
internal sealed class SettingsEndpoints<T>(string path, LiveSettings<T> settings)
    where T : class, ISettings<T>, new()
{
    internal void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(path, WriteAsync);
        routes.MapPut(path, ChangeAsync);
        routes.MapDelete(path, ResetAsync);
    }

    private Task WriteAsync(HttpContext context) =>
        ControlReply.WriteAsync(context.Response, settings.Current.ToJson());

    private async Task ChangeAsync(HttpContext context)
    {
        T? next = await ControlDocument.ReadAsync(context, members => T.Read(members, settings.Current));
        if (next is not null)
        {
            settings.Current = next;
            await WriteAsync(context);
        }
    }

    private Task ResetAsync(HttpContext context)
    {
        settings.Current = new T();
        return WriteAsync(context);
    }
}
