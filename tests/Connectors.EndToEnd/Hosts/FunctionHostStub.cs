using System.Net;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Connectors.EndToEnd.Hosts;

/// <summary>
/// Stands in for the host of Azure Functions in front of a custom handler, with its traps: text is encoded twice, an
/// answer of 200 without a JSON object never ends the invocation, and any other status fails it.
/// </summary>
/// <remarks>Source: https://github.com/Azure/azure-functions-host (HttpWorker)</remarks>
internal sealed class FunctionHostStub(HttpClient http, int port)
{
    internal Uri Address { get; } = new($"http://127.0.0.1:{port}/");

    /// <summary>Invokes a function that a message of a queue triggers.</summary>
    internal Task<FunctionResult> InvokeAsync(string message, int dequeueCount = 1) => PostAsync("Deliver", new JObject
    {
        ["Data"] = new JObject { ["item"] = JsonConvert.SerializeObject(message) },
        ["Metadata"] = new JObject
        {
            ["DequeueCount"] = $"\"{dequeueCount}\"",
            ["Id"] = "\"800ae4b3\"",
            ["sys"] = new JObject { ["MethodName"] = "Deliver", ["UtcNow"] = "2026-11-22T08:00:00Z" },
        },
    });

    /// <summary>Invokes a function that a timer triggers.</summary>
    internal Task<FunctionResult> TickAsync() => PostAsync("Pull", new JObject
    {
        ["Data"] = new JObject
        {
            ["timer"] = new JObject { ["Schedule"] = new JObject(), ["ScheduleStatus"] = null, ["IsPastDue"] = false },
        },
        ["Metadata"] = new JObject { ["sys"] = new JObject { ["MethodName"] = "Pull" } },
    });

    private async Task<FunctionResult> PostAsync(string function, JObject invocation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, function))
        {
            Content = new StringContent(invocation.ToString(Formatting.None), Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("X-Azure-Functions-InvocationId", Guid.NewGuid().ToString());
        using HttpResponseMessage response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        bool isJson = response.Content.Headers.ContentType?.MediaType == "application/json";
        bool isObject = isJson && text.Length > 0 && JToken.Parse(text) is JObject;
        bool isSuccess = response.StatusCode == HttpStatusCode.OK;
        return new FunctionResult(!isSuccess ? "failed" : isObject ? "succeeded" : "hangs", text);
    }
}

/// <summary>How an invocation ended: <c>succeeded</c>, <c>failed</c>, or <c>hangs</c> for never.</summary>
internal sealed record FunctionResult(string How, string Body);
