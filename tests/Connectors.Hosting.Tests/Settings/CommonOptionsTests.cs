using Connectors.Records;
using Microsoft.Extensions.Logging;

namespace Connectors.Hosting.Tests;

public sealed class CommonOptionsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Without_settings_there_are_defaults()
    {
        CommonOptions options = Read(out IReadOnlyList<string> problems);
        Assert.Empty(problems);
        Assert.Equal(
            ("dead-letters", 4, 5), (options.DeadLetters, options.Delivery.Concurrency, options.Delivery.Attempts));
        Assert.Equal(
            (4_194_304, LogLevel.Warning, LogForm.Text),
            (options.MaxRecordBytes, options.LogLevel, options.LogForm));
    }

    [Fact]
    public void Settings_are_read()
    {
        CommonOptions options = Read(
            out IReadOnlyList<string> problems,
            ("CONNECTOR_ROUTES", "logs/http/=http_requests, logs/=unknown"),
            ("CONNECTOR_RULES", "file:" + folder.Write("rules.json", """[{"drop":{"RayID":1}}]""")),
            ("CONNECTOR_DEAD_LETTERS", "file:///var/dead"),
            ("CONNECTOR_LOG_LEVEL", "DEBUG"),
            ("CONNECTOR_LOG_FORMAT", " json "));
        Assert.Empty(problems);
        Assert.Equal(
            new Dictionary<string, string> { ["logs/http/"] = "http_requests", ["logs/"] = "unknown" }, options.Routes);
        Assert.Equal(("/var/dead", LogLevel.Debug, LogForm.Json),
            (options.DeadLetters, options.LogLevel, options.LogForm));
        Assert.NotSame(RuleSet.None, options.Rules);
    }

    [Theory]
    [InlineData("dead", "dead")]
    [InlineData("/var/dead", "/var/dead")]
    [InlineData("file:/var/dead", "/var/dead")]
    [InlineData("FILE:///var/dead%20letters", "/var/dead letters")]
    [InlineData("s3://bucket/dead/", "s3://bucket/dead/")]
    public void A_place_is_a_folder_or_how_URIs_begin(string text, string place)
    {
        CommonOptions options = Read(
            out IReadOnlyList<string> problems, ("CONNECTOR_DEAD_LETTERS", text), ("CONNECTOR_RECEIPTS", text));
        Assert.Empty(problems);
        Assert.Equal((place, place), (options.DeadLetters, options.Receipts));
    }

    [Theory]
    [InlineData("file:dead")]
    [InlineData("file:")]
    [InlineData("file://host/dead")]
    [InlineData("file:////host/dead")]
    [InlineData("s3://")]
    public void A_place_that_is_none_is_told(string text)
    {
        Read(out IReadOnlyList<string> problems, ("CONNECTOR_DEAD_LETTERS", text), ("CONNECTOR_RECEIPTS", text));
        Assert.Equal(["CONNECTOR_DEAD_LETTERS", "CONNECTOR_RECEIPTS"], problems.Select(one => one.Split(' ')[0]));
        Assert.All(problems, problem => Assert.EndsWith($"; it is '{text}'", problem));
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once()
    {
        string noCertificate = folder.Write("ca.pem", "nothing");
        Read(
            out IReadOnlyList<string> problems,
            ("CONNECTOR_HOST", "moon"),
            ("CONNECTOR_ROUTES", "logs/,a=http_request,a=unknown,"),
            ("CONNECTOR_RULES", """[{"keep":{}},{"drop":1}]"""),
            ("CONNECTOR_DEAD_LETTERS", "ftp://host/dead"),
            ("CONNECTOR_CHANGED_OBJECT", "perhaps"),
            ("CONNECTOR_CONCURRENCY", "0"),
            ("CONNECTOR_ATTEMPTS", "many"),
            ("CONNECTOR_CA_FILE", noCertificate),
            ("CONNECTOR_LOG_LEVEL", "loud"));
        Assert.Equal(
            [
                "CONNECTOR_HOST must be one of command, lambda, azure, cloudrun, worker; it is 'moon'",
                "CONNECTOR_ROUTES must be pairs of key prefix and dataset: "
                + "logs/http/=http_requests,logs/fw/=firewall_events; 'logs/' has no '='",
                "CONNECTOR_ROUTES names the unknown dataset 'http_request'; known are "
                    + string.Join(", ", DatasetCatalog.Load().Names) + ", unknown",
                "CONNECTOR_ROUTES has the prefix 'a' twice",
                "CONNECTOR_RULES rule 1 must name fields and their tests: {\"Field\": \"value\"}",
                "CONNECTOR_RULES rule 2 must name fields and their tests: {\"Field\": \"value\"}",
                "CONNECTOR_DEAD_LETTERS must be a folder, or where their URIs begin: s3://bucket/dead/, "
                + "r2://account/bucket/dead/, az://account/container/dead/, gs://bucket/dead/ or file:///path/; "
                + "it is 'ftp://host/dead'",
                "CONNECTOR_CONCURRENCY must be a whole number from 1 to 64; it is '0'",
                "CONNECTOR_ATTEMPTS must be a whole number from 1 to 100; it is 'many'",
                $"CONNECTOR_CA_FILE must be a file of certificates in PEM form; there is none in '{noCertificate}'",
                "CONNECTOR_CHANGED_OBJECT must be one of deliver, fail; it is 'perhaps'",
                "CONNECTOR_LOG_LEVEL must be one of debug, info, warning, error; it is 'loud'",
            ],
            problems);
    }

    [Fact]
    public void A_rule_of_a_file_whose_names_lead_nowhere_is_told_with_file_and_line()
    {
        string file = folder.Write("wrong.json", """
            [
              { "drop": { "RayID": "a", "NewField": "b" }, "dataset": ["http_requests", "unknown"] },
              { "redact": { "field": "ClientIp", "how": "mask" } },
              { "keep": { "QueryName": "a" }, "dataset": "http_requests" },
              { "keep": { "QueryName": "a" }, "dataset": "dns_log" },
              { "sample": { "key": "Nothing.inner", "rate": 0.5 }, "when": { "Nobody": 1 } },
              { "add": { "team": "edge" } }
            ]
            """);
        Read(out IReadOnlyList<string> problems, ("CONNECTOR_RULES", "file:" + file));
        Assert.Equal(
            [
                "line 3: rule 2 names the field 'ClientIp', which no dataset has; is it 'ClientIP'?",
                "line 4: rule 3 names the field 'QueryName', which http_requests does not have",
                "line 5: rule 4 names the unknown dataset 'dns_log'",
                "line 6: rule 5 names the field 'Nobody', which no dataset has",
                "line 6: rule 5 names the field 'Nothing', which no dataset has",
            ],
            problems.Select(problem => problem.Replace($"CONNECTOR_RULES file:{file}: ", "")));
    }

    [Fact]
    public void A_file_that_is_not_there_is_told()
    {
        Read(
            out IReadOnlyList<string> problems,
            ("CONNECTOR_RULES", "file:/no/rules"), ("CONNECTOR_CA_FILE", "/no/ca.pem"));
        Assert.Equal(
            [
                "CONNECTOR_RULES names a file that cannot be read: file:/no/rules",
                "CONNECTOR_CA_FILE names a file that cannot be read: '/no/ca.pem'",
            ],
            problems);
    }

    [Fact]
    public async Task A_secret_is_read_again_from_its_place()
    {
        string file = folder.Write("token", "old\n");
        var setting = SettingKinds.Secret("TOKEN", "A token.");
        var reader = new SettingsReader(new Dictionary<string, string> { ["TOKEN"] = "file:" + file });
        Delivery.Secret secret = reader.GetSecret(setting)!;
        Assert.Equal("old", secret.Value);
        Assert.Equal("***", secret.ToString());
        Assert.False(await secret.ReadAgainAsync("old", CancellationToken.None));
        folder.Write("token", "new");
        Assert.True(await secret.ReadAgainAsync("old", CancellationToken.None));
        Assert.Equal("new", secret.Value);
        File.Delete(file);
        Assert.False(await secret.ReadAgainAsync("new", CancellationToken.None));
    }

    [Fact]
    public async Task A_secret_of_several_lines_is_told_and_never_taken_up_later()
    {
        var setting = SettingKinds.Secret("TOKEN", "A token.");
        string file = folder.Write("token", "one\ntwo");
        var reader = new SettingsReader(new Dictionary<string, string> { ["TOKEN"] = "file:" + file });
        Assert.Null(reader.GetSecret(setting));
        Assert.Equal(
            [$"TOKEN must be one line of text; it is read from file:{file}"], reader.Problems);

        folder.Write("token", "good");
        Delivery.Secret secret = reader.GetSecret(setting)!;
        foreach (string bad in (string[])["one\ntwo", ""])
        {
            folder.Write("token", bad);
            Assert.False(await secret.ReadAgainAsync("good", CancellationToken.None));
        }
    }

    [Theory]
    [InlineData("https://user:hidden@splunk.example.com")]
    [InlineData("https://splunk.example.com/?token=hidden")]
    [InlineData("htps://user:hidden@splunk.example.com")]
    public void A_wrong_url_is_told_without_the_secrets_in_it(string url)
    {
        var reader = new SettingsReader(new Dictionary<string, string> { ["URL"] = url });
        reader.Get(SettingKinds.Url("URL", "A URL."));
        Assert.Equal(
            "URL must be an https URL without user, query or fragment; its value is not shown",
            Assert.Single(reader.Problems));
    }

    [Theory]
    [InlineData("SPLUNK_HEC_URL", "--splunk-hec-url")]
    [InlineData("CONNECTOR_MAX_RECORD_BYTES", "--max-record-bytes")]
    public void Each_setting_has_a_command_line_option(string name, string option) =>
        Assert.Equal(option, SettingKinds.Text(name, "").Option);

    public void Dispose() => folder.Dispose();

    private static CommonOptions Read(out IReadOnlyList<string> problems, params (string Name, string Text)[] values)
    {
        var settings = new SettingsReader(values.ToDictionary(value => value.Name, value => value.Text));
        CommonOptions options = CommonOptions.Read(settings, DatasetCatalog.Load());
        problems = settings.Problems;
        return options;
    }
}
