using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Connectors.Hosting;

/// <summary>Google Cloud Storage, by its JSON API. For several threads.</summary>
/// <remarks>Source: https://cloud.google.com/storage/docs/json_api/v1/objects.</remarks>
/// <param name="endpoint">Where it is.</param>
/// <param name="http">For the requests.</param>
/// <param name="tokens">For the tokens; none is sent in the clear, as to an emulator.</param>
internal sealed class GoogleStore(Uri endpoint, CloudHttp http, IBearerTokens tokens) : ICloudStore
{
    private readonly string root = endpoint.AbsoluteUri.TrimEnd('/');
    private readonly IBearerTokens? tokens = endpoint.Scheme == Uri.UriSchemeHttps ? tokens : null;

    public async Task<StoredPart> OpenAsync(ObjectUri target, PartRequest part, CancellationToken cancel)
    {
        // A generation is one content for good, so nothing else has to match.
        string generation = part.Version is null ? "" : $"&generation={part.Version}";
        HttpResponseMessage response = await SendAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Get, $"{ObjectUrl(target)}?alt=media{generation}");
                request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip")); // as it is stored
                request.Headers.Range = part.Offset > 0 ? new RangeHeaderValue(part.Offset, null) : null;
                return request;
            },
            cancel);
        if (!response.IsSuccessStatusCode)
        {
            using (response)
            {
                throw part.Offset > 0 && response.StatusCode == HttpStatusCode.NotFound
                    ? StoreException.Replaced
                    : GoogleFaults.Explain(response.StatusCode, "storage.objects.get");
            }
        }

        if (part.Offset > 0 && response.StatusCode != HttpStatusCode.PartialContent)
        {
            response.Dispose();
            throw new StoreException("the store does not give a part of an object", isPassing: false);
        }

        string etag = response.Headers.ETag?.ToString() ?? "";
        if (part.Etag is { Length: > 0 } wanted && part.Version is null && etag != wanted)
        {
            response.Dispose();
            throw StoreException.Replaced;
        }

        Stream content = await response.Content.ReadAsStreamAsync(cancel);
        return new StoredPart(
            content, etag, Header(response, "x-goog-generation"), part.Offset + response.Content.Headers.ContentLength)
        {
            Created = response.Content.Headers.LastModified,
        };
    }

    public async IAsyncEnumerable<BatchReference> ListAsync(
        ObjectUri prefix, [EnumeratorCancellation] CancellationToken cancel)
    {
        string? page = "";
        while (page is not null)
        {
            string query = $"?prefix={Escape(prefix.Key)}&pageToken={Escape(page)}";
            using HttpResponseMessage response = await SendAsync(
                () => new HttpRequestMessage(HttpMethod.Get, $"{root}/storage/v1/b/{Escape(prefix.Bucket)}/o{query}"),
                cancel);
            Check(response, "storage.objects.list");
            using JsonDocument json = JsonDocument.Parse(await response.Content.ReadAsStreamAsync(cancel));
            if (json.RootElement.TryGetProperty("items", out JsonElement items))
            {
                foreach (JsonElement item in items.EnumerateArray())
                {
                    yield return ReadItem(prefix, item);
                }
            }

            page = json.RootElement.TryGetProperty("nextPageToken", out JsonElement next) ? next.GetString() : null;
        }
    }

    public async Task<bool> CreateAsync(ObjectUri target, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        if (tokens is null && await ExistsAsync(target, cancel))
        {
            return false;
        }

        string url = $"{root}/upload/storage/v1/b/{Escape(target.Bucket)}/o"
            + $"?uploadType=media&ifGenerationMatch=0&name={Escape(target.Key)}";
        using HttpResponseMessage response = await SendAsync(
            () =>
            {
                var body = new ReadOnlyMemoryContent(content);
                body.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
                return new HttpRequestMessage(HttpMethod.Post, url) { Content = body };
            },
            cancel);
        if (response.StatusCode == HttpStatusCode.PreconditionFailed)
        {
            return false;
        }

        Check(response, "storage.objects.create");
        return true;
    }

    public async Task DeleteAsync(ObjectUri target, CancellationToken cancel)
    {
        using HttpResponseMessage response = await SendAsync(
            () => new HttpRequestMessage(HttpMethod.Delete, ObjectUrl(target)), cancel);
        if (response.StatusCode != HttpStatusCode.NotFound)
        {
            Check(response, "storage.objects.delete");
        }
    }

    // An emulator does not keep the condition of a new object.
    private async Task<bool> ExistsAsync(ObjectUri target, CancellationToken cancel)
    {
        using HttpResponseMessage response = await SendAsync(
            () => new HttpRequestMessage(HttpMethod.Get, ObjectUrl(target)), cancel);
        return response.IsSuccessStatusCode;
    }

    private async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> makeRequest, CancellationToken cancel)
    {
        try
        {
            return await http.SendAsync(makeRequest, tokens, cancel);
        }
        catch (IOException fault)
        {
            throw new StoreException(fault.Message, isPassing: true);
        }
    }

    private static void Check(HttpResponseMessage response, string permission)
    {
        if (!response.IsSuccessStatusCode)
        {
            throw GoogleFaults.Explain(response.StatusCode, permission);
        }
    }

    private static BatchReference ReadItem(ObjectUri prefix, JsonElement item) =>
        new((prefix with { Key = item.GetProperty("name").GetString()! }).ToString())
        {
            Bytes = item.TryGetProperty("size", out JsonElement size)
                && long.TryParse(size.ToString(), CultureInfo.InvariantCulture, out long bytes) ? bytes : null,
            Version = item.TryGetProperty("generation", out JsonElement generation) ? generation.ToString() : null,
            Modified = item.TryGetProperty("updated", out JsonElement updated)
                && updated.TryGetDateTimeOffset(out DateTimeOffset time) ? time : null,
        };

    private string ObjectUrl(ObjectUri target) =>
        $"{root}/storage/v1/b/{Escape(target.Bucket)}/o/{Escape(target.Key)}";

    private static string Escape(string text) => Uri.EscapeDataString(text);

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? values.First() : null;
}
