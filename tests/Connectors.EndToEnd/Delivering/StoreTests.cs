using Connectors.EndToEnd.Emulators;

namespace Connectors.EndToEnd.Delivering;

public sealed class S3Tests(IntakeProcess intake, S3Emulator store)
    : StoreTests(intake, store), IClassFixture<IntakeProcess>, IClassFixture<S3Emulator>;

public sealed class AzureTests(IntakeProcess intake, AzureEmulator store)
    : StoreTests(intake, store), IClassFixture<IntakeProcess>, IClassFixture<AzureEmulator>;

public sealed class GoogleTests(IntakeProcess intake, GoogleEmulator store)
    : StoreTests(intake, store), IClassFixture<IntakeProcess>, IClassFixture<GoogleEmulator>;

/// <summary>What holds for every object store: from it, and to it.</summary>
public abstract class StoreTests(IntakeProcess intake, StoreEmulator store) : DeliveryTest(intake)
{
    private readonly string root = $"{Guid.NewGuid():n}/";

    [Fact]
    public async Task An_object_is_delivered_with_its_identity()
    {
        string uri = await PutBatchAsync("a b+c.log.gz", 2_000);
        ConnectorRun run = await RunWithAsync(store.Settings(store.Port), "deliver", uri, "--json");
        Assert.Equal((0, 2_000), (run.ExitCode, (int)run.Ledger["delivered"]!));
        Assert.Equal(uri, (string)run.Ledger["object"]!);
        Assert.NotEqual("", ((string)run.Ledger["etag"]!).Trim('"'));

        await RunWithAsync(store.Settings(store.Port), "deliver", uri);
        IntakeArrivals arrivals = await Intake.ArrivalsAsync();
        Assert.Equal((4_000, 2_000), (arrivals.Events, arrivals.DistinctIds));
    }

    [Fact]
    public async Task All_objects_under_a_prefix_are_delivered()
    {
        await PutBatchAsync("batches/1.log.gz", 10);
        await PutBatchAsync("batches/2/3.log.gz", 20);
        await PutBatchAsync("others/4.log.gz", 40);
        ConnectorRun run = await RunWithAsync(
            store.Settings(store.Port), "deliver", $"{store.Root}{root}batches/", "--json");
        Assert.Equal([10, 20], run.Lines.Select(ledger => (int)ledger["delivered"]!));
    }

    [Fact]
    public async Task An_object_that_is_not_there_is_told_and_not_acknowledged()
    {
        store.SkipUnlessInstalled();
        ConnectorRun run = await RunWithAsync(
            store.Settings(store.Port), "deliver", $"{store.Root}{root}nowhere.log.gz", "--json");
        Assert.Equal((3, "unreadable"), (run.ExitCode, (string)run.Ledger["outcome"]!));
        Assert.Contains("there is no such", (string)run.Ledger["reason"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_is_cut_in_mid_object_loses_nothing_and_doubles_nothing()
    {
        string uri = await PutBatchAsync("long.log.gz", 20_000);
        await using var proxy = new CuttingProxy(store.Port, cuts: 3, cutsAfter: 100_000);
        ConnectorRun run = await RunWithAsync(store.Settings(proxy.Port), "deliver", uri, "--json");
        Assert.Equal((0, 20_000), (run.ExitCode, (int)run.Ledger["delivered"]!));
        Assert.True(proxy.CutsLeft <= 0, "nothing was cut");
        IntakeArrivals arrivals = await Intake.ArrivalsAsync();
        Assert.Equal((20_000, 20_000, 0), (arrivals.Events, arrivals.DistinctIds, arrivals.Duplicates));
    }

    [Fact]
    public async Task Dead_letters_go_to_the_store_and_are_replayed_from_it()
    {
        string uri = await PutBatchAsync("some.log.gz", 1_000);
        string letters = $"{store.Root}{root}dead/";
        Dictionary<string, string> settings = store.Settings(store.Port);
        settings["CONNECTOR_DEAD_LETTERS"] = letters;
        await Intake.SetFaultsAsync("""{"refuseEvery":50}""");
        ConnectorRun run = await RunWithAsync(settings, "deliver", uri, "--json");
        int dead = (int)run.Ledger["deadLettered"]!;
        Assert.Equal((1, 1_000), (run.ExitCode, dead + (int)run.Ledger["delivered"]!));
        Assert.True(dead > 0);

        ConnectorRun count = await RunWithAsync(settings, "replay", letters, "--dry-run", "--json");
        Assert.Equal(dead, count.Lines.Sum(line => (int)line["letters"]!));
        await Intake.SetFaultsAsync("""{"refuseEvery":0}""");
        ConnectorRun replay = await RunWithAsync(settings, "replay", letters, "--remove-on-success", "--json");
        Assert.Equal((0, dead), (replay.ExitCode, replay.Lines.Sum(ledger => (int)ledger["delivered"]!)));
        Assert.Equal(1_000, (await Intake.ArrivalsAsync()).DistinctIds);

        ConnectorRun nothing = await RunWithAsync(settings, "replay", letters, "--json");
        Assert.Equal(2, nothing.ExitCode);
        Assert.Contains("Nothing matches", nothing.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_refused_again_stays_a_dead_letter_when_its_file_is_removed()
    {
        string uri = await PutBatchAsync("some.log.gz", 200);
        string letters = $"{store.Root}{root}dead/";
        Dictionary<string, string> settings = store.Settings(store.Port);
        settings["CONNECTOR_DEAD_LETTERS"] = letters;
        await Intake.SetFaultsAsync("""{"refuseEvery":10}""");
        int dead = (int)(await RunWithAsync(settings, "deliver", uri, "--json")).Ledger["deadLettered"]!;
        ConnectorRun replay = await RunWithAsync(settings, "replay", letters, "--remove-on-success", "--json");
        Assert.Equal(dead, replay.Lines.Sum(ledger => (int)ledger["deadLettered"]! + (int)ledger["delivered"]!));

        ConnectorRun count = await RunWithAsync(settings, "replay", letters, "--dry-run", "--json");
        Assert.Equal(
            replay.Lines.Sum(ledger => (int)ledger["deadLettered"]!), count.Lines.Sum(line => (int)line["letters"]!));
    }

    private async Task<string> PutBatchAsync(string name, int records)
    {
        store.SkipUnlessInstalled();
        byte[] content = await File.ReadAllBytesAsync(
            WriteBatch("firewall_events", records), TestContext.Current.CancellationToken);
        await store.PutAsync(root + name, content);
        return store.Root + root + name;
    }
}
