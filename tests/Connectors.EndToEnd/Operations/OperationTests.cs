using Azure.Storage.Queues;
using Connectors.EndToEnd.Emulators;
using Connectors.EndToEnd.Hosts;

namespace Connectors.EndToEnd.Operations;

public sealed class AwsOperationTests(IntakeProcess intake, S3Emulator emulator)
    : OperationTests(intake, emulator), IClassFixture<IntakeProcess>, IClassFixture<S3Emulator>
{
    private const string Queues = $"https://sqs.{AwsCalls.Region}.amazonaws.com/000000000000";

    private static Dictionary<string, string> Settings => new()
    {
        ["AWS_REGION"] = AwsCalls.Region,
        ["AWS_ACCESS_KEY_ID"] = "any",
        ["AWS_SECRET_ACCESS_KEY"] = "any",
        ["CONNECTOR_DEAD_LETTERS"] = $"s3://{AwsCalls.Bucket}/dead-letters/",
        ["CONNECTOR_RECEIPTS"] = $"s3://{AwsCalls.Bucket}/receipts/",
        ["CONNECTOR_CONTINUATION_QUEUE"] = $"{Queues}/continuation",
    };

    private string Object => $"s3://{AwsCalls.Bucket}/{Key}";

    [Theory]
    [InlineData("ssm:/edge/hec-token")]
    [InlineData("secretsmanager:edge/hec-token")]
    public async Task A_function_calls_what_is_listed_and_nothing_else(string secret)
    {
        await PrepareAsync("continuation");
        await using CloudRecorder cloud = await CloudRecorder.StartAsync(AwsCalls.Hosts, new AwsCalls(emulator).Read);
        await using var api = new RuntimeApiStub();
        using ConnectorProcess connector = Start(cloud, new(Settings)
        {
            ["AWS_LAMBDA_RUNTIME_API"] = api.Authority,
            ["SPLUNK_HEC_TOKEN"] = secret,
        });
        await InTwoRunsAsync(async time => Assert.Equal(
            """{"batchItemFailures":[]}""", (await api.InvokeAsync(QueueEvent(Pointer(Object)), time)).Body));
        AssertListed("aws lambda", cloud, line => !IsOfOther(line, secret));
    }

    [Fact]
    public async Task A_worker_calls_what_is_listed_and_nothing_else()
    {
        await PrepareAsync("work");
        await using CloudRecorder cloud = await CloudRecorder.StartAsync(AwsCalls.Hosts, new AwsCalls(emulator).Read);
        await emulator.SendAsync("work", Pointer(Object));
        await emulator.SendAsync("work", Pointer(Object + "-is-not-there"));
        await WorkAsync("aws worker", cloud, Settings, $"{Queues}/work");
        AssertListed("aws worker", cloud);
    }

    private static bool IsOfOther(string line, string secret) => line.Contains("ssm:GetParameter", Ordinal)
        && line.Contains("/secretsmanager/", Ordinal) != secret.StartsWith("secretsmanager:", Ordinal);

    private async Task PrepareAsync(string queue)
    {
        await PutBatchAsync();
        await emulator.CreateQueueAsync(queue);
    }
}

public sealed class AzureOperationTests(IntakeProcess intake, AzureEmulator emulator)
    : OperationTests(intake, emulator), IClassFixture<IntakeProcess>, IClassFixture<AzureEmulator>
{
    private static Dictionary<string, string> Settings => new()
    {
        ["AZURE_CLIENT_ID"] = "00000000-0000-0000-0000-000000000000",
        ["CONNECTOR_DEAD_LETTERS"] = $"az://{AzureCalls.Logs}/edge-dead-letters/",
        ["CONNECTOR_RECEIPTS"] = $"az://{AzureCalls.Logs}/edge-receipts/",
        ["CONNECTOR_CONTINUATION_QUEUE"] = $"azq://{AzureCalls.Host}/work",
        ["CONNECTOR_TIME_LIMIT"] = "6",
    };

    private string Object => $"az://{AzureCalls.Logs}/logs/{Key}";

    [Fact]
    public async Task A_function_calls_what_is_listed_and_nothing_else()
    {
        await PrepareAsync();
        await using CloudRecorder cloud =
            await CloudRecorder.StartAsync(AzureCalls.Hosts, new AzureCalls(emulator).Read);
        int port = LoopbackPort.Free();
        var host = new FunctionHostStub(Http, port);
        using ConnectorProcess connector = Start(cloud, new(Settings)
        {
            ["FUNCTIONS_CUSTOMHANDLER_PORT"] = $"{port}",
            ["IDENTITY_ENDPOINT"] = $"http://{cloud.Tokens}/token",
            ["IDENTITY_HEADER"] = "any",
            ["SPLUNK_HEC_TOKEN"] = "keyvault:https://edge.vault.azure.net/secrets/hec-token",
        });
        await WaitForServerAsync(host.Address);
        await InTwoRunsAsync(async _ =>
            Assert.Contains("\"Logs\":[]", (await host.InvokeAsync(Pointer(Object))).Body, Ordinal));
        AssertListed("azure function", cloud);
    }

    [Fact]
    public async Task A_worker_calls_what_is_listed_and_nothing_else()
    {
        QueueClient queue = await PrepareAsync();
        await using CloudRecorder cloud =
            await CloudRecorder.StartAsync(AzureCalls.Hosts, new AzureCalls(emulator).Read);
        await queue.SendMessageAsync(Pointer(Object), Cancel);
        await queue.SendMessageAsync(Pointer(Object + "-is-not-there"), Cancel);
        await WorkAsync(
            "azure worker",
            cloud,
            new(Settings) { ["IDENTITY_ENDPOINT"] = $"http://{cloud.Tokens}/token", ["IDENTITY_HEADER"] = "any" },
            $"azq://{AzureCalls.Host}/work");
        AssertListed("azure worker", cloud);
    }

    private async Task<QueueClient> PrepareAsync()
    {
        await PutBatchAsync();
        await emulator.CreateAsync("edge-dead-letters");
        await emulator.CreateAsync("edge-receipts");
        return await emulator.CreateQueueAsync("work");
    }
}

public sealed class GoogleOperationTests(IntakeProcess intake, GoogleEmulator emulator)
    : OperationTests(intake, emulator), IClassFixture<IntakeProcess>, IClassFixture<GoogleEmulator>
{
    [Fact]
    public async Task A_service_calls_what_is_listed_and_nothing_else()
    {
        await PutBatchAsync();
        await using CloudRecorder cloud =
            await CloudRecorder.StartAsync(GoogleCalls.Hosts, new GoogleCalls(emulator).Read);
        int port = LoopbackPort.Free();
        var address = new Uri($"http://127.0.0.1:{port}/");
        using ConnectorProcess connector = Start(cloud, new()
        {
            ["K_SERVICE"] = "edge",
            ["PORT"] = $"{port}",
            ["GCE_METADATA_HOST"] = cloud.Tokens,
            ["CONNECTOR_DEAD_LETTERS"] = "gs://logs/dead-letters/",
            ["CONNECTOR_RECEIPTS"] = "gs://logs/receipts/",
            ["CONNECTOR_CONTINUATION_QUEUE"] = "pubsub://edge-project/work",
            ["CONNECTOR_TIME_LIMIT"] = "6",
            ["SPLUNK_HEC_TOKEN"] = "gsm:projects/edge-project/secrets/hec-token/versions/latest",
        });
        await WaitForServerAsync(new Uri(address, "healthz"));
        await InTwoRunsAsync(async _ =>
        {
            using var push = new StringContent(CloudRunTests.Push(Pointer($"gs://logs/{Key}")));
            using HttpResponseMessage reply = await Http.PostAsync(address, push, Cancel);
            Assert.Equal(System.Net.HttpStatusCode.NoContent, reply.StatusCode);
        });
        AssertListed("google service", cloud);
    }
}

/// <summary>
/// What the published executable calls of a cloud: <c>recorded.txt</c>, which the tests of the Terraform modules
/// compare with what the modules allow.
/// </summary>
public abstract class OperationTests(IntakeProcess intake, StoreEmulator store) : HostTest(intake)
{
    protected const StringComparison Ordinal = StringComparison.Ordinal;

    private const int Records = 8_000;

    // <root>/tests/Connectors.EndToEnd/bin/<configuration>/<framework>/
    private static readonly string[] Recorded =
        File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "../../../Operations/recorded.txt"));

    protected string Key { get; } = $"logs/{Guid.NewGuid():n}.log.gz";

    protected async Task PutBatchAsync()
    {
        store.SkipUnlessInstalled();
        await store.PutAsync(Key, await File.ReadAllBytesAsync(WriteBatch("firewall_events", Records), Cancel));
    }

    /// <summary>Starts the connector; its ways to the cloud lead through the recorder.</summary>
    private protected ConnectorProcess Start(
        CloudRecorder cloud, Dictionary<string, string> settings, params string[] arguments) => StartWith(
        new(settings)
        {
            ["HTTPS_PROXY"] = cloud.Proxy,
            ["CONNECTOR_CA_FILE"] = Write("authority.pem", cloud.Certificate),
            ["CONNECTOR_CONCURRENCY"] = "1",
            ["CONNECTOR_PORT"] = "0",
            ["SPLUNK_MAX_PAYLOAD_BYTES"] = "100000",
        },
        arguments);

    /// <summary>Delivers an object of which the destination refuses records, then one that takes too long.</summary>
    protected async Task InTwoRunsAsync(Func<TimeSpan, Task> deliverAsync)
    {
        await Intake.SetFaultsAsync("""{"refuseEvery":500}""");
        await deliverAsync(TimeSpan.FromSeconds(30));
        Assert.InRange((await Intake.ArrivalsAsync()).DistinctIds, 1, Records - 1);
        await Intake.SetFaultsAsync("""{"latencyMs":{"least":200,"most":220}}""");
        await deliverAsync(TimeSpan.FromSeconds(6));
    }

    /// <summary>Has a worker settle a message and give back another.</summary>
    private protected async Task WorkAsync(
        string host, CloudRecorder cloud, Dictionary<string, string> settings, string queue)
    {
        await Intake.SetFaultsAsync("""{"refuseEvery":500}""");
        using ConnectorProcess worker = Start(cloud, settings, "work", "--queue", queue);
        for (int wait = 0; wait < 200 && Listed(host).Except(Called(host, cloud)).Any(); wait++)
        {
            await Task.Delay(100, Cancel);
        }

        worker.Terminate();
        Assert.Equal(0, (await worker.EndAsync()).ExitCode);
    }

    private protected static void AssertListed(string host, CloudRecorder cloud, Func<string, bool>? isMeant = null) =>
        Assert.Equal(Listed(host).Where(isMeant ?? (_ => true)), Called(host, cloud));

    private static IEnumerable<string> Listed(string host) => Recorded.Where(line => line.StartsWith(host, Ordinal));

    private static IEnumerable<string> Called(string host, CloudRecorder cloud) =>
        cloud.Operations.Select(operation => $"{host} {operation}").Order(StringComparer.Ordinal);
}
