using Connectors.Delivery;
using Connectors.Records;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connectors.Hosting;

/// <summary>The one place where a connector is put together.</summary>
/// <param name="Module">The destination.</param>
/// <param name="Datasets">All datasets.</param>
/// <param name="Terminal">The process's surroundings.</param>
/// <param name="Time">The clock.</param>
/// <param name="Chance">Random numbers from 0 to 1.</param>
public sealed record Composition(
    DestinationModule Module, DatasetCatalog Datasets, Terminal Terminal, TimeProvider Time, Func<double> Chance)
{
    /// <summary>All settings of this connector, in the order of the tables.</summary>
    public IReadOnlyList<Setting> Settings => [.. Module.Settings, .. CommonSettings.All, .. CloudSettings.All];

    private string Program => $"{Module.Name}-connector";

    // CloudWatch tells two connectors for one destination apart by the names of their functions.
    private string Function => Terminal.Environment.GetValueOrDefault("AWS_LAMBDA_FUNCTION_NAME", Program);

    private const int MostStoreConnections = 64; // to one host

    /// <summary>Reads the settings and puts the connector together.</summary>
    /// <param name="options">What the command line sets: name to text. It goes before the environment.</param>
    /// <param name="needsAll">Whether settings that must be set are missed; a command that sends nothing does not need
    /// them, and has nothing to count.</param>
    /// <param name="problems">Everything that is wrong with the settings; the parts are usable only if there is
    /// nothing.</param>
    public ConnectorParts Build(
        IReadOnlyDictionary<string, string> options, bool needsAll, out IReadOnlyList<string> problems)
    {
        SettingsReader settings = CreateReader(options, needsAll);
        CommonOptions common = CommonOptions.Read(settings, Datasets);
        CloudOptions clouds = CloudOptions.Read(settings, common.AllowsHttp);
        var context = new DestinationContext(Datasets, common.AllowsHttp, Guid.NewGuid())
        {
            Schema = common.Schema,
            Time = Time,
        };
        IDestination destination = Module.Create(settings, context);
        problems = settings.Problems;

        var logs = new LineLoggerFactory(Terminal.Error, common.LogLevel, common.LogForm, Time);
        var outside = new Surroundings(Time, Chance, logs);
        var counters = new Counters();
        HttpMessageInvoker http = CountedTransport.Around(
            HttpTransport.Create(common.Authorities, Math.Max(1, common.Delivery.Concurrency)), counters);
        CloudClients clients = CreateClients(clouds, common, logs);
        var queues = new WorkQueues(clouds, clients, Time);
        var objects = new ObjectStores(
            new LocalObjectStore(Terminal.OpenInput), clients.StoreOf, common.DeliversChanged, outside);
        return new ConnectorParts
        {
            Datasets = Datasets,
            Objects = objects,
            DeadLetters = CreateDeadLetters(common.DeadLetters, clients),
            Receipts = common.Receipts is { } place ? new ReceiptStore(place, Module.Name, objects, outside) : null,
            Destination = destination,
            Client = new DeliveryClient(destination, http, common.Delivery, outside),
            Options = common,
            Outside = outside,
            Work = Open(HostSettings.Queue, common.Host.Queue, queues, settings),
            Continuations = Open(HostSettings.ContinuationQueue, common.Host.ContinuationQueue, queues, settings),
            Counters = counters,
            Program = Program,
            Metrics = problems.Count == 0 && needsAll ? [.. CreateMetrics(common, counters, logs)] : [],
        };
    }

    private SettingsReader CreateReader(IReadOnlyDictionary<string, string> options, bool needsAll)
    {
        var values = new Dictionary<string, string>(Terminal.Environment, StringComparer.Ordinal);
        foreach ((string name, string text) in options)
        {
            values[name] = text;
        }

        // Where secrets are is told by settings too: by those that are none.
        var places = new Lazy<CloudClients>(() =>
        {
            var plain = new SettingsReader(values, needsAll: false);
            CommonOptions trust = CommonOptions.Read(plain, Datasets);
            return CreateClients(CloudOptions.Read(plain, trust.AllowsHttp), trust, NullLoggerFactory.Instance);
        });
        return new SettingsReader(values, needsAll, new SecretPlaces(() => places.Value).ReadAsync);
    }

    private IEnumerable<IMetricsWriter> CreateMetrics(CommonOptions common, Counters counters, LineLoggerFactory logs)
    {
        if (common.Metrics.Namespace is { } name)
        {
            yield return new EmbeddedMetrics((name, Function), counters, logs.WriteLine, Time);
        }

        if (common.Metrics.Collector is { } collector)
        {
            yield return new OtlpMetrics(
                collector, (counters, Program), Time,
                () => new HttpClient(new OtlpTransport(HttpTransport.CreateHandler(common.Authorities, 1), logs)));
        }
    }

    private CloudClients CreateClients(CloudOptions clouds, CommonOptions common, ILoggerFactory logs) => new(
        clouds,
        new HttpClient(HttpTransport.CreateHandler(common.Authorities, MostStoreConnections)),
        new Surroundings(Time, Chance, logs));

    private static IWorkQueue? Open(Setting<string> setting, QueueUri? uri, WorkQueues queues, SettingsReader settings)
    {
        try
        {
            return uri is null ? null : queues.Open(uri);
        }
        catch (IOException fault)
        {
            settings.AddProblem(setting, $"cannot be used: {fault.Message}");
            return null;
        }
    }

    private static IDeadLetterStore CreateDeadLetters(string place, CloudClients clients) =>
        ObjectUri.Parse(place) is { } prefix
            ? new ObjectDeadLetterStore(prefix, clients.StoreOf)
            : new FolderDeadLetterStore(place);
}
