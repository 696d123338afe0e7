using System.Reflection;
using Connectors.EndToEnd.Emulators;
using Connectors.EndToEnd.Hosts;
using Connectors.Hosting;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Connectors.EndToEnd.Managed;

/// <summary>
/// An adapter does with a notification what the published executable does with it on the same platform: it answers the
/// same, logs the same ledgers and failures, and the same records arrive.
/// </summary>
public abstract class ManagedTest(IntakeProcess intake, StoreEmulator store) : HostTest(intake)
{
    protected const int Records = 1_000;

    // The ids are those that the platform gave: not every package tells them.
    private static readonly string[] OfOneRun =
        ["timestamp", "time", "message", "seconds", "requestId", "traceId", "messageId"];

    private readonly string root = $"{Guid.NewGuid():n}/";

    /// <summary>The answer to what must come again.</summary>
    protected const string Failed = "failed";

    /// <summary>The answer to what may be forgotten.</summary>
    protected const string Acknowledged = "acknowledged";

    /// <summary>The destinations of an adapter.</summary>
    internal static IReadOnlyList<DestinationModule> ModulesOf(Type function) =>
        (IReadOnlyList<DestinationModule>)function.Assembly.GetType("Connectors.Managed.Destinations")!
            .GetProperty("All", BindingFlags.Static | BindingFlags.NonPublic)!.GetValue(null)!;

    /// <summary>Puts a batch into the store, and tells its key.</summary>
    protected async Task<string> PutBatchAsync(string name)
    {
        store.SkipUnlessInstalled();
        await store.PutAsync(root + name, await File.ReadAllBytesAsync(WriteBatch("firewall_events", Records), Cancel));
        return root + name;
    }

    /// <summary>Starts the connector in this process, as an adapter does.</summary>
    /// <param name="function">A class of the adapter.</param>
    /// <param name="log">What it logs.</param>
    /// <param name="more">Further settings.</param>
    protected HostedConnector StartHosted(Type function, TextWriter log, Dictionary<string, string>? more = null)
    {
        Dictionary<string, string> settings = SettingsWith(more);
        settings["CONNECTOR_DESTINATION"] = "splunk";
        foreach ((string name, string text) in Platform)
        {
            settings[name] = text;
        }

        var output = TextWriter.Synchronized(log);
        return HostedConnector.Start(
            ModulesOf(function), new Terminal(output, TextWriter.Null, () => Stream.Null, settings));
    }

    /// <summary>What the platform sets for a function of the package.</summary>
    protected virtual IReadOnlyDictionary<string, string> Platform { get; } = new Dictionary<string, string>();

    /// <summary>The settings for the store, and further ones.</summary>
    protected Dictionary<string, string> SettingsWith(Dictionary<string, string>? more = null) =>
        With(new(store.Settings(store.Port).Concat(more ?? [])));

    /// <summary>What an adapter does.</summary>
    /// <param name="function">A class of the adapter.</param>
    /// <param name="act">Calls the function, and tells its answer.</param>
    protected async Task<Deed> DoAsync(Type function, Func<HostedConnector, Task<string>> act)
    {
        await Intake.ResetAsync();
        await using var log = new StringWriter();
        using HostedConnector connector = StartHosted(function, log);
        string answer = await act(connector);
        return await TellAsync(answer, log.ToString());
    }

    /// <summary>What the published executable does.</summary>
    /// <param name="platform">What the platform sets.</param>
    /// <param name="act">Posts the notification, and tells the answer.</param>
    protected async Task<Deed> DoNativeAsync(
        Dictionary<string, string> platform, Func<Task<string>> act)
    {
        await Intake.ResetAsync();
        using ConnectorProcess connector = StartWith(new(store.Settings(store.Port).Concat(platform)));
        string answer = await act();
        connector.Kill();
        return await TellAsync(answer, (await connector.EndAsync()).Output);
    }

    /// <summary>Calls a function that answers nothing: it fails by throwing.</summary>
    protected static async Task<string> AnswerAsync(Task function)
    {
        try
        {
            await function;
            return Acknowledged;
        }
        catch (NotDeliveredException)
        {
            return Failed;
        }
    }

    private async Task<Deed> TellAsync(string answer, string log)
    {
        IEnumerable<string> failures = Log(log, "LogFailed").Select(line => (string)line["reason"]!);
        return new Deed(
            answer, [.. Log(log, "LogLedger").Select(Lasting).Order()], [.. failures.Order()],
            [.. (await Intake.IdsAsync()).Order()]);
    }

    private static string Lasting(JObject line) => new JObject(
        line.Properties().Where(member => !OfOneRun.Contains(member.Name))).ToString(Formatting.None);
}

/// <summary>What came of a notification.</summary>
/// <param name="Answer">What the platform was answered.</param>
/// <param name="Ledgers">Of all objects, without times.</param>
/// <param name="Failures">Why it was not acknowledged.</param>
/// <param name="Ids">The records that arrived.</param>
public sealed record Deed(
    string Answer, IReadOnlyList<string> Ledgers, IReadOnlyList<string> Failures, IReadOnlyList<string> Ids)
{
    /// <summary>Fails unless both are the same.</summary>
    internal static void AssertSame(Deed native, Deed managed)
    {
        Assert.Equal(native.Answer, managed.Answer);
        Assert.Equal(native.Ledgers, managed.Ledgers);
        Assert.Equal(native.Failures, managed.Failures);
        Assert.Equal(native.Ids, managed.Ids);
    }
}
