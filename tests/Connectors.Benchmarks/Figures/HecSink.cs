using System.Net;

namespace Connectors.Benchmarks;

/// <summary>A server on loopback that takes every request and keeps nothing.</summary>
internal sealed class HecSink : IDisposable
{
    private const int FirstPort = 18_400;
    private const int Ports = 200;
    private static readonly byte[] Answer = """{"text":"Success","code":0}"""u8.ToArray();

    private readonly HttpListener listener;

    internal HecSink()
    {
        (listener, Url) = Listen();
        _ = Task.Run(TakeAllAsync);
    }

    internal string Url { get; }

    public void Dispose() => listener.Close();

    private static (HttpListener Listener, string Url) Listen()
    {
        for (int port = FirstPort; port < FirstPort + Ports; port++)
        {
            var listener = new HttpListener { Prefixes = { $"http://127.0.0.1:{port}/" } };
            try
            {
                listener.Start();
                return (listener, $"http://127.0.0.1:{port}");
            }
            catch (HttpListenerException)
            {
                listener.Close(); // somebody else has this port
            }
        }

        throw new InvalidOperationException("There is no free port.");
    }

    private async Task TakeAllAsync()
    {
        while (listener.IsListening)
        {
            HttpListenerContext request = await listener.GetContextAsync();
            _ = Task.Run(() => TakeAsync(request));
        }
    }

    private static async Task TakeAsync(HttpListenerContext request)
    {
        await request.Request.InputStream.CopyToAsync(Stream.Null);
        request.Response.ContentType = "application/json";
        await request.Response.OutputStream.WriteAsync(Answer);
        request.Response.Close();
    }
}
