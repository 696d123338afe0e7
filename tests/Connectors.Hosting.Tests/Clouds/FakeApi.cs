using System.Net;
using System.Text;
using Connectors.Delivery;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connectors.Hosting.Tests;

/// <summary>Every HTTP API in one: answers what it is told to, and keeps what it was asked.</summary>
internal sealed class FakeApi : HttpMessageHandler
{
    private readonly Queue<(HttpStatusCode Status, string Body)> answers = [];

    /// <summary>What it was asked: <c>METHOD url [header=value]... body</c>.</summary>
    internal List<string> Requests { get; } = [];

    internal Surroundings Outside { get; } = new(TimeProvider.System, () => 0, NullLoggerFactory.Instance);

    internal FakeApi Answer(string body, HttpStatusCode status = HttpStatusCode.OK)
    {
        answers.Enqueue((status, body));
        return this;
    }

    internal CloudHttp Http() => new(new HttpClient(this), Outside);

    internal static CloudOptions Options(params (string Name, string Text)[] settings) => CloudOptions.Read(
        new SettingsReader(settings.ToDictionary(one => one.Name, one => one.Text)), allowsHttp: false);

    internal CloudClients Clients(params (string Name, string Text)[] settings) =>
        new(Options(settings), new HttpClient(this), Outside);

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        IEnumerable<string> headers = request.Headers.Select(one => $"{one.Key}={string.Join(',', one.Value)}");
        string[] parts = [request.Method.Method, request.RequestUri!.AbsoluteUri, .. headers, body];
        Requests.Add(string.Join(' ', parts).Trim());
        (HttpStatusCode status, string answer) = answers.Dequeue();
        return new HttpResponseMessage(status) { Content = new StringContent(answer, Encoding.UTF8) };
    }
}
