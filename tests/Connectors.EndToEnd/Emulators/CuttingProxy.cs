using System.Net;
using System.Net.Sockets;

namespace Connectors.EndToEnd.Emulators;

/// <summary>Passes connections on to a port, and cuts the first ones in the middle of a long answer.</summary>
public sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly int target;
    private readonly int cutsAfter;
    private readonly Task accepting;
    private int cutsLeft;

    /// <param name="target">The port behind it.</param>
    /// <param name="cuts">How many connections are cut.</param>
    /// <param name="cutsAfter">After how many bytes of answers.</param>
    public CuttingProxy(int target, int cuts, int cutsAfter)
    {
        this.target = target;
        this.cutsAfter = cutsAfter;
        cutsLeft = cuts;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Cuts that were not made: no answer was long enough.</summary>
    public int CutsLeft => Volatile.Read(ref cutsLeft);

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Stop();
        await accepting;
        end.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
            {
                connections.Add(PassAsync(await listener.AcceptTcpClientAsync(end.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, target, end.Token);
                Task up = client.GetStream().CopyToAsync(server.GetStream(), end.Token);
                await AnswerAsync(server.GetStream(), client);
            }
            catch (Exception fault) when (fault is IOException or SocketException or OperationCanceledException)
            {
                // Either side has gone, which is what this is for.
            }
        }
    }

    private async Task AnswerAsync(NetworkStream answer, TcpClient client)
    {
        byte[] buffer = new byte[16 * 1024];
        long passed = 0;
        for (int count; (count = await answer.ReadAsync(buffer, end.Token)) > 0; passed += count)
        {
            if (passed > cutsAfter && Interlocked.Decrement(ref cutsLeft) >= 0)
            {
                client.LingerState = new LingerOption(enable: true, seconds: 0); // a reset, not an end
                return;
            }

            await client.GetStream().WriteAsync(buffer.AsMemory(0, count), end.Token);
        }
    }
}
