using System.Net;

namespace Connectors.Hosting;

/// <summary>
/// <c>work</c>: delivers what the messages of a queue name, until it is asked to stop. Serves health and counters
/// meanwhile.
/// </summary>
internal sealed class WorkCommand(CommandRun run)
{
    private HostOptions Options => run.Parts.Options.Host;

    internal async Task<int> RunAsync()
    {
        if (run.Parts.Work is not { } queue)
        {
            run.Terminal.Error.WriteLine($"{HostSettings.Queue.Name} must be set: a worker needs a queue.");
            return ExitCode.WrongUsage;
        }

        using var signal = new ShutdownSignal();
        using var deadline = new Deadline(run.Composition.Time);
        var delivery = new NotificationDelivery(run.Parts);
        await using CancellationTokenRegistration ending = signal.Token.Register(
            () => deadline.Shorten(Options.Grace, delivery.TimeForPayload));
        HttpListening? health = null;
        try
        {
            health = await ListenAsync();
            await new WorkLoop(run.Parts, delivery, queue).RunAsync(deadline, signal.Token);
            return ExitCode.Success;
        }
        catch (IOException fault) when (health is null)
        {
            run.Terminal.Error.WriteLine($"{HostSettings.Port.Name} must be a free port: {fault.Message}");
            return ExitCode.WrongUsage;
        }
        finally
        {
            await (health?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    private async Task<HttpListening?> ListenAsync()
    {
        if (Options.Port == 0)
        {
            return null;
        }

        var pages = new HealthPages(run.Parts);
        return await HttpListening.StartAsync(
            new IPEndPoint(IPAddress.Any, Options.Port), pages.AnswerAsync, run.Parts.Outside.Logs);
    }
}
