using System.Runtime.InteropServices;

namespace Connectors.Hosting;

/// <summary>The platform's, or a person's, wish that the process ends (SIGTERM, SIGINT).</summary>
internal sealed class ShutdownSignal : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;

    internal ShutdownSignal() => registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Ask),
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Ask),
    ];

    internal CancellationToken Token => source.Token;

    public void Dispose()
    {
        Array.ForEach(registrations, registration => registration.Dispose());
        source.Dispose();
    }

    private void Ask(PosixSignalContext context)
    {
        context.Cancel = true; // the process ends by itself
        source.Cancel();
    }
}

/// <summary>Waiting for a cancellation.</summary>
internal static class Cancellation
{
    internal static async Task WhenCancelledAsync(this CancellationToken token)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenRegistration registration = token.Register(cancelled.SetResult);
        await cancelled.Task;
    }
}
