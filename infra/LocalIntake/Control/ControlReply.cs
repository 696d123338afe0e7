using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace LocalIntake;

/// <summary>Writes the control API's answers.</summary>
internal static class ControlReply
{
    internal const string Json = "application/json; charset=utf-8";

    internal static Task WriteAsync(HttpResponse response, JToken document)
    {
        response.ContentType = Json;
        return response.WriteAsync(document.ToString(Formatting.Indented) + "\n");
    }

    /// <summary>Says in words what is wrong.</summary>
    internal static Task RefuseAsync(HttpResponse response, string text, int status = StatusCodes.Status400BadRequest)
    {
        response.StatusCode = status;
        response.ContentType = "text/plain; charset=utf-8";
        return response.WriteAsync(text + "\n");
    }
}
