using System.Text;
using System.Text.Json.Nodes;

namespace Connectors.Hosting;

/// <summary>A topic of Google Pub/Sub: only for sending, because its messages are pushed to the connector.</summary>
/// <remarks>Source: https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.topics/publish.</remarks>
/// <param name="url">The topic in Google's API: <c>.../projects/P/topics/T</c>.</param>
/// <param name="http">For the requests.</param>
/// <param name="tokens">For the tokens.</param>
internal sealed class PubSubTopic(string url, CloudHttp http, IBearerTokens tokens) : IWorkQueue
{
    private const string PushOnly = "a Pub/Sub topic only takes messages: let a push subscription bring them";

    public Task<IReadOnlyList<QueueMessage>> ReceiveAsync(int most, CancellationToken cancel) =>
        throw new IOException(PushOnly);

    public Task<QueueMessage?> HideAsync(QueueMessage message, TimeSpan time, CancellationToken cancel) =>
        throw new IOException(PushOnly);

    public Task<bool> DeleteAsync(QueueMessage message, CancellationToken cancel) => throw new IOException(PushOnly);

    public async Task<string?> SendAsync(string body, CancellationToken cancel)
    {
        var message = new JsonObject { ["data"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(body)) };
        string json = new JsonObject { ["messages"] = new JsonArray(message) }.ToJsonString();
        try
        {
            using HttpResponseMessage response = await http.SendAsync(
                () => new HttpRequestMessage(HttpMethod.Post, url + ":publish")
                {
                    Content = new StringContent(json, Encoding.UTF8, "application/json"),
                },
                tokens,
                cancel);
            return response.IsSuccessStatusCode
                ? null
                : $"the topic {url} does not take it: status {(int)response.StatusCode}; "
                    + "grant roles/pubsub.publisher on it to the service's account";
        }
        catch (IOException fault)
        {
            return fault.Message;
        }
    }
}
