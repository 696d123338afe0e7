using System.Runtime.InteropServices;
using System.Text;
using Connectors.Delivery;
using Connectors.Records;
using Microsoft.Extensions.Logging;

namespace Connectors.Hosting;

/// <summary>
/// A connector in a process that a vendor's function package hosts: the same settings, parts, log and deliveries as in
/// the hosts here, without their protocols. Delivering throws <see cref="NotDeliveredException"/> when a message must
/// come again: that is how a function fails in every such package. For several threads.
/// </summary>
public sealed class HostedConnector : IDisposable
{
    private readonly ConnectorParts parts;
    private readonly ILogger log;
    private readonly NotificationDelivery delivery;
    private readonly DeliveryRuns runs;
    private readonly ItemDelivery each;
    private readonly PosixSignalRegistration stop;

    private HostedConnector(ConnectorParts parts)
    {
        this.parts = parts;
        log = parts.Outside.Logs.CreateLogger<HostedConnector>();
        delivery = new NotificationDelivery(parts);
        runs = new DeliveryRuns(delivery, parts);
        each = new ItemDelivery(delivery, parts.Options.Host.Objects);

        // Not cancelled: the package ends the process in its own way, and waits for what is running.
        stop = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => runs.Shorten());
    }

    /// <summary>Which destination to deliver to: the only setting that an executable of one has not.</summary>
    public static Setting<string> DestinationSetting(IEnumerable<DestinationModule> modules) =>
        SettingKinds.Choice(
            "CONNECTOR_DESTINATION", "Which destination the function delivers to.",
            [.. modules.Select(module => module.Name)])
        with { IsRequired = true };

    /// <summary>Starts the connector that the environment describes.</summary>
    /// <exception cref="InvalidOperationException">Settings are wrong: all that is, which is logged too.</exception>
    public static HostedConnector Start(IReadOnlyList<DestinationModule> modules, Terminal terminal)
    {
        var settings = new SettingsReader(terminal.Environment);
        string? name = settings.Get(DestinationSetting(modules));
        if (modules.FirstOrDefault(one => one.Name == name) is not { } module)
        {
            throw Refusal(settings.Problems, terminal);
        }

        var composition = new Composition(
            module, DatasetCatalog.Load(), terminal, TimeProvider.System, Random.Shared.NextDouble);
        var choice = new HostChoice(HostKind.Managed, $"CONNECTOR_DESTINATION is {name}");
        ConnectorParts parts = new HostRun(composition, choice).Build(out IReadOnlyList<string> problems);
        return problems.Count == 0 ? new HostedConnector(parts) : throw Refusal(problems, terminal);
    }

    /// <summary>Delivers what a message names.</summary>
    /// <param name="message">As the notification's source wrote it.</param>
    /// <param name="left">The time for it; null where the platform does not tell.</param>
    /// <param name="requestId">What the platform calls the call in its own logs; null where it has no name.</param>
    /// <param name="stop">Asks to end soon: what is in flight is settled, and the rest continued.</param>
    public async Task DeliverAsync(string message, TimeSpan? left, string? requestId, CancellationToken stop)
    {
        using IDisposable? scope = log.Within(("requestId", requestId));
        Notification notification = NotificationReader.Read(Encoding.UTF8.GetBytes(message));
        await DeliverAsync(notification, left, stop, CancellationToken.None);
    }

    /// <summary>Delivers what an event names whose type stands beside its data.</summary>
    /// <param name="type">As in the attribute of a CloudEvent.</param>
    /// <param name="data">JSON.</param>
    /// <param name="cancel">Cancelled when nobody waits any more.</param>
    public async Task DeliverEventAsync(string type, string data, CancellationToken cancel)
    {
        Notification notification = NotificationReader.ReadEvent(type, Encoding.UTF8.GetBytes(data));
        await DeliverAsync(notification, left: null, CancellationToken.None, cancel);
    }

    /// <summary>Delivers what the messages of a queue's event name, each for itself.</summary>
    /// <param name="messages">The messages.</param>
    /// <param name="left">The time for all.</param>
    /// <param name="requestId">What the platform calls the call in its own logs.</param>
    /// <returns>The ids of those that failed; when all did, it throws.</returns>
    public async Task<IReadOnlyList<string>> DeliverEachAsync(
        IEnumerable<HostedMessage> messages, TimeSpan left, string requestId)
    {
        using IDisposable? scope = log.Within(("requestId", requestId));
        SqsItem[] items = [.. messages.Select(message =>
            new SqsItem(message.Id, Encoding.UTF8.GetBytes(message.Text)) { Deliveries = message.Deliveries })];
        if (items.Length == 0)
        {
            throw new NotDeliveredException("an event without messages");
        }

        long start = parts.Outside.Time.GetTimestamp();
        using Deadline deadline = delivery.In(left);
        ItemFailures failed = await each.DeliverAsync(items, deadline, CancellationToken.None);
        await FlushAsync(left, start);
        Check(failed.Problem);
        return failed.Ids;
    }

    public void Dispose()
    {
        stop.Dispose();
        runs.Dispose();
    }

    private async Task DeliverAsync(
        Notification notification, TimeSpan? left, CancellationToken stop, CancellationToken cancel)
    {
        long start = parts.Outside.Time.GetTimestamp();
        TimeSpan limit = left ?? parts.Options.Host.TimeLimit;
        var message = new PushedMessage(notification, new MessageOrigin());
        string? problem = await runs.DeliverAsync(message, limit, stop, cancel);
        await FlushAsync(limit, start);
        Check(problem);
    }

    // The platform may freeze the process when the function returns, and ends it when its time is over.
    private Task FlushAsync(TimeSpan left, long start) =>
        parts.FlushMetricsAsync(left - parts.Outside.Time.GetElapsedTime(start));

    private static void Check(string? problem)
    {
        if (problem is not null)
        {
            throw new NotDeliveredException(problem);
        }
    }

    private static InvalidOperationException Refusal(IReadOnlyList<string> problems, Terminal terminal)
    {
        foreach (string problem in problems)
        {
            terminal.Output.WriteLine(problem);
        }

        return new InvalidOperationException(string.Join("; ", problems));
    }
}

/// <summary>One message of a queue's event.</summary>
/// <param name="Id">What it is called in the answer.</param>
/// <param name="Text">The notification.</param>
/// <param name="Deliveries">How often it was brought, this time included; 0 when the platform does not tell.</param>
public sealed record HostedMessage(string Id, string Text, int Deliveries);

/// <summary>A message was not delivered, or not all of it: it must come again.</summary>
/// <param name="reason">Why, for a person; it is logged already.</param>
public sealed class NotDeliveredException(string reason) : Exception(reason);
