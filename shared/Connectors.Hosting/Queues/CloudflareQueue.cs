using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Connectors.Hosting;

/// <summary>A Cloudflare queue with a pull consumer. For several threads.</summary>
/// <remarks>Source: https://developers.cloudflare.com/queues/configuration/pull-consumers/.</remarks>
/// <param name="url">The queue in Cloudflare's API: <c>.../accounts/A/queues/Q</c>.</param>
/// <param name="http">For the requests.</param>
/// <param name="tokens">The API token.</param>
/// <param name="time">The clock.</param>
internal sealed class CloudflareQueue(string url, CloudHttp http, IBearerTokens tokens, TimeProvider time) : IWorkQueue
{
    private const int MostMessages = 100; // in one answer
    private const int Polls = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2); // the queue itself does not wait

    // A lease cannot be made longer, so it is long from the start; a late acknowledgement counts too.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(30);

    public async Task<IReadOnlyList<QueueMessage>> ReceiveAsync(int most, CancellationToken cancel)
    {
        var request = new JsonObject
        {
            ["batch_size"] = Math.Min(most, MostMessages),
            ["visibility_timeout_ms"] = (long)Lease.TotalMilliseconds,
        };
        for (int poll = 1; poll <= Polls; poll++)
        {
            using JsonDocument answer = await PostAsync("messages/pull", request, cancel);
            JsonElement messages = answer.RootElement.GetProperty("result").GetProperty("messages");
            if (messages.GetArrayLength() > 0)
            {
                return [.. messages.EnumerateArray().Select(Read)];
            }

            await Task.Delay(Pause, time, cancel);
        }

        return [];
    }

    public async Task<QueueMessage?> HideAsync(QueueMessage message, TimeSpan time, CancellationToken cancel)
    {
        if (time == TimeSpan.Zero)
        {
            await AcknowledgeAsync("retries", message, cancel);
        }

        return message;
    }

    public async Task<bool> DeleteAsync(QueueMessage message, CancellationToken cancel)
    {
        await AcknowledgeAsync("acks", message, cancel);
        return true;
    }

    public async Task<string?> SendAsync(string body, CancellationToken cancel)
    {
        try
        {
            var request = new JsonObject { ["body"] = body, ["content_type"] = "text" };
            (await PostAsync("messages", request, cancel)).Dispose();
            return null;
        }
        catch (IOException fault)
        {
            return fault.Message;
        }
    }

    private async Task AcknowledgeAsync(string list, QueueMessage message, CancellationToken cancel)
    {
        var lease = new JsonObject { ["lease_id"] = message.Handle };
        (await PostAsync("messages/ack", new JsonObject { [list] = new JsonArray(lease) }, cancel)).Dispose();
    }

    private async Task<JsonDocument> PostAsync(string path, JsonObject body, CancellationToken cancel)
    {
        string json = body.ToJsonString();
        using HttpResponseMessage response = await http.SendAsync(
            () => new HttpRequestMessage(HttpMethod.Post, $"{url}/{path}")
            {
                Content = new StringContent(json, Encoding.UTF8, "application/json"),
            },
            tokens,
            cancel);
        if (!response.IsSuccessStatusCode)
        {
            throw new IOException($"the queue {url} does not do it: status {(int)response.StatusCode}; "
                + "CONNECTOR_CLOUDFLARE_TOKEN must be allowed to read and write queues");
        }

        return await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancel), default, cancel);
    }

    // Bodies of JSON and bytes come as base64, those of text as they are.
    private static QueueMessage Read(JsonElement message)
    {
        string body = message.GetProperty("body").ToString();
        return new QueueMessage(
            message.GetProperty("id").GetString()!,
            AzureQueue.Decode(body),
            message.GetProperty("lease_id").GetString()!,
            message.TryGetProperty("attempts", out JsonElement attempts) ? attempts.GetInt32() : 1);
    }
}
