using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Connectors.Hosting;

/// <summary>
/// An HTTP server with one handler: Kestrel alone, without a host, configuration or container around it, so that it is
/// small and nothing but the connector's settings decides where it listens.
/// </summary>
internal sealed class HttpListening : IAsyncDisposable
{
    private const int MostBodyBytes = 32 * 1024 * 1024; // what Cloud Run passes on over HTTP/1

    private readonly KestrelServer server;

    private HttpListening(KestrelServer server) => this.server = server;

    /// <summary>Where it listens: <c>http://127.0.0.1:8080</c>.</summary>
    internal string Address => server.Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>Listens. Throws <see cref="IOException"/> when the port is taken.</summary>
    internal static async Task<HttpListening> StartAsync(
        IPEndPoint endpoint, RequestDelegate handle, ILoggerFactory logs)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MaxRequestBodySize = MostBodyBytes;
        options.Listen(endpoint, listen => listen.Protocols = HttpProtocols.Http1);
        var sockets = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), logs);
        var listening = new HttpListening(new KestrelServer(Options.Create(options), sockets, logs));
        await listening.server.StartAsync(new Handler(handle), CancellationToken.None);
        return listening;
    }

    /// <summary>Takes no new request, and waits for those that are there, until <paramref name="late"/>.</summary>
    internal Task StopAsync(CancellationToken late) => server.StopAsync(late);

    public ValueTask DisposeAsync()
    {
        server.Dispose();
        return ValueTask.CompletedTask;
    }

    private sealed class Handler(RequestDelegate handle) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public Task ProcessRequestAsync(HttpContext context) => handle(context);

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }
    }
}
