using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Connectors.EndToEnd.Delivering;

/// <summary>Tokens and certificates.</summary>
public sealed class SecretTests(IntakeProcess intake) : DeliveryTest(intake), IClassFixture<IntakeProcess>
{
    [Fact]
    public async Task A_token_that_is_changed_while_the_connector_runs_is_read_again()
    {
        string token = Write("token", IntakeProcess.Token);
        await Intake.SetFaultsAsync("""{"latencyMs":{"least":20,"most":40}}""");
        using ConnectorProcess connector = StartWith(
            new() { ["SPLUNK_HEC_TOKEN"] = "file:" + token },
            "deliver", WriteBatch("firewall_events", 60_000), "--json");
        await WaitForEventsAsync(5_000);
        await File.WriteAllTextAsync(token, "the-next-token\n", TestContext.Current.CancellationToken);
        await Intake.SetSplunkAsync("""{"tokens":["the-next-token"]}""");

        ConnectorRun run = await connector.EndAsync();
        Assert.Equal((0, 60_000), (run.ExitCode, (int)run.Ledger["delivered"]!));
        IntakeArrivals arrivals = await Intake.ArrivalsAsync();
        Assert.Equal((60_000, 0), (arrivals.DistinctIds, arrivals.Duplicates));
        Assert.Contains("403", arrivals.Requests.ByStatus.Keys);
    }

    [Fact]
    public async Task A_refused_token_stops_the_delivery_and_loses_nothing()
    {
        ConnectorRun run = await RunWithAsync(
            new() { ["SPLUNK_HEC_TOKEN"] = "wrong" }, "deliver", WriteBatch("firewall_events", 1_000), "--json");
        Assert.Equal((3, "unavailable"), (run.ExitCode, (string)run.Ledger["outcome"]!));
        Assert.Contains("403/4", (string)run.Ledger["reason"]!, StringComparison.Ordinal);
        Assert.Equal(1_000, (int)run.Ledger["undelivered"]!);
        Assert.Empty(ReadDeadLetters());
    }

    [Fact]
    public async Task No_log_tells_a_token_or_a_record()
    {
        await Intake.SetFaultsAsync("""{"script":[503,429,"reset",400],"refuseEvery":50}""");
        ConnectorRun run = await RunWithAsync(
            new() { ["CONNECTOR_LOG_LEVEL"] = "debug" }, "deliver", WriteBatch("firewall_events", 500), "--json");
        Assert.Contains("503", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(IntakeProcess.Token, run.Errors + run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("ClientRequestHost", run.Errors + run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_own_certificate_authority_is_trusted_only_when_it_is_named()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = TestCertificate.Create(key);
        string certificateFile = Write("certificate.pem", certificate.ExportCertificatePem());
        await using var secured = new TlsIntakeProcess(
            certificate,
            "--tls-certificate", certificateFile,
            "--tls-key", Write("key.pem", key.ExportPkcs8PrivateKeyPem()));
        await secured.InitializeAsync();
        string batch = WriteBatch("firewall_events", 1_000);
        var settings = new Dictionary<string, string>
        {
            ["SPLUNK_HEC_URL"] = secured.BaseAddress.AbsoluteUri,
            ["CONNECTOR_ATTEMPTS"] = "2",
        };

        ConnectorRun refused = await RunWithAsync(settings, "deliver", batch, "--json");
        Assert.Equal((3, "unavailable"), (refused.ExitCode, (string)refused.Ledger["outcome"]!));
        Assert.Equal(0, (await secured.ArrivalsAsync()).Events);

        settings["CONNECTOR_CA_FILE"] = certificateFile;
        ConnectorRun trusted = await RunWithAsync(settings, "deliver", batch, "--json");
        Assert.Equal(0, trusted.ExitCode);
        Assert.Equal(1_000, (await secured.ArrivalsAsync()).DistinctIds);
    }
}
