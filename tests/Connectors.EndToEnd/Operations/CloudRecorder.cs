using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Connectors.EndToEnd.Operations;

/// <summary>
/// Stands in for a cloud as a proxy that ends TLS: a connector calls the cloud by its real names, as it does in
/// production. What it calls is recorded, and answered here or by an emulator.
/// </summary>
internal sealed class CloudRecorder : IAsyncDisposable
{
    // For the identity's tokens of Azure and of Google.
    private const string TokenAnswer = """{"access_token":"any","expires_in":3600,"expires_on":4102444800}""";

    private readonly ConcurrentDictionary<string, bool> operations = new();
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
    private readonly Func<CloudRequest, CloudCall> read;
    private readonly WebApplication server;

    private CloudRecorder(string[] hosts, Func<CloudRequest, CloudCall> read)
    {
        this.read = read;
        X509Certificate2 certificate = TestCertificate.Create(ECDsa.Create(ECCurve.NamedCurves.nistP256), hosts);
        Certificate = certificate.ExportCertificatePem();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0, proxy =>
            {
                proxy.Protocols = HttpProtocols.Http1;
                proxy.Use(AcceptTunnel);
                proxy.UseHttps(certificate);
            });
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        server = builder.Build();
        server.Run(AnswerAsync);
    }

    /// <summary>The operations that were called, each once.</summary>
    internal IEnumerable<string> Operations => operations.Keys;

    /// <summary>What the connector must trust.</summary>
    internal string Certificate { get; }

    /// <summary>For <c>HTTPS_PROXY</c>.</summary>
    internal string Proxy => server.Urls.First().Replace("https://", "http://", StringComparison.Ordinal);

    /// <summary>Host and port of a platform's source of tokens.</summary>
    internal string Tokens => new Uri(server.Urls.Last()).Authority;

    /// <param name="hosts">The cloud's names.</param>
    /// <param name="read">Tells what a request to one of them is.</param>
    internal static async Task<CloudRecorder> StartAsync(string[] hosts, Func<CloudRequest, CloudCall> read)
    {
        var recorder = new CloudRecorder(hosts, read);
        await recorder.server.StartAsync(TestContext.Current.CancellationToken);
        return recorder;
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        http.Dispose();
    }

    // CONNECT host:port, an empty line; TLS begins behind it.
    private static ConnectionDelegate AcceptTunnel(ConnectionDelegate next) => async connection =>
    {
        PipeReader input = connection.Transport.Input;
        while (true)
        {
            ReadResult head = await input.ReadAsync();
            var reader = new SequenceReader<byte>(head.Buffer);
            if (reader.TryReadTo(out ReadOnlySequence<byte> _, "\r\n\r\n"u8))
            {
                input.AdvanceTo(reader.Position);
                break;
            }

            if (head.IsCompleted)
            {
                return;
            }

            input.AdvanceTo(head.Buffer.Start, head.Buffer.End);
        }

        await connection.Transport.Output.WriteAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray());
        await next(connection);
    };

    private async Task AnswerAsync(HttpContext context)
    {
        if (!context.Request.IsHttps)
        {
            await AnswerAsync(context, TokenAnswer);
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        string target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        CloudCall call = read(new CloudRequest(context.Request, target, body.ToArray()));
        operations[call.Operation] = true;
        await (call.Emulator is null
            ? AnswerAsync(context, call.Answer!)
            : ForwardAsync(context, call.Emulator, body.ToArray()));
    }

    private static Task AnswerAsync(HttpContext context, string json)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json);
    }

    // Without who asks: an emulator knows no tokens.
    private async Task ForwardAsync(HttpContext context, string url, byte[] body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), url);
        request.Content = body.Length > 0 || context.Request.ContentLength == 0 ? new ByteArrayContent(body) : null;
        foreach ((string name, var values) in context.Request.Headers)
        {
            bool isOfConnection = name is "Host" or "Authorization" or "Content-Length" or "Expect";
            if (!isOfConnection && !request.Headers.TryAddWithoutValidation(name, values.ToArray()))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, values.ToArray());
            }
        }

        using HttpResponseMessage response =
            await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        foreach ((string name, IEnumerable<string> values) in response.Headers.Concat(response.Content.Headers))
        {
            if (name is not ("Transfer-Encoding" or "Connection" or "Keep-Alive"))
            {
                context.Response.Headers[name] = values.ToArray();
            }
        }

        await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}

/// <summary>A request to a cloud.</summary>
/// <param name="Head">Its method and headers.</param>
/// <param name="Target">Path and query as they were sent.</param>
/// <param name="Body">All of it.</param>
internal sealed record CloudRequest(HttpRequest Head, string Target, byte[] Body)
{
    internal string Host => Head.Host.Host;

    internal string Method => Head.Method;

    internal bool Asks(string parameter) => Head.Query.ContainsKey(parameter);

    /// <summary>A request that nobody has named an operation for: it will be in no list.</summary>
    internal string Unknown => $"{Method} {Host}{Target}";
}

/// <summary>What a request is, and who answers it.</summary>
/// <param name="Operation">The permission that it needs, a blank, on what.</param>
/// <param name="Emulator">Its URL at the emulator.</param>
/// <param name="Answer">The answer where there is no emulator.</param>
internal sealed record CloudCall(string Operation, string? Emulator, string? Answer = null);
