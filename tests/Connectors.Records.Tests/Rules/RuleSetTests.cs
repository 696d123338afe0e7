using System.Security.Cryptography;
using System.Text;

namespace Connectors.Records.Tests;

public sealed class RuleSetTests
{
    private const string Key = "a key of more than sixteen bytes";

    private const string Record = """
        {"Host":"www.example.com","Status":404,"Path":"/health/live","Bot":true,"Empty":"","Null":null,
        "Text":"a \"b\" c",
        "Headers":{"cookie":"secret","Accept":"*/*","list":[{"token":"t1"},{"token":"t2","x":1}]},"Tags":["red","blue"]}
        """;

    [Theory]
    [InlineData("""{"Host":"www.example.com"}""", true)]
    [InlineData("""{"Host":"WWW.example.com"}""", false)]
    [InlineData("""{"Host":["other","www.example.com"]}""", true)]
    [InlineData("""{"Status":404}""", true)]
    [InlineData("""{"Status":"404"}""", true)]
    [InlineData("""{"Status":{"isNot":404}}""", false)]
    [InlineData("""{"Missing":{"isNot":404}}""", true)]
    [InlineData("""{"Bot":true}""", true)]
    [InlineData("""{"Text":"a \"b\" c"}""", true)]
    [InlineData("""{"Path":{"startsWith":"/health"}}""", true)]
    [InlineData("""{"Path":{"startsWith":["/live","/health"]}}""", true)]
    [InlineData("""{"Path":{"endsWith":"/live","contains":"alth"}}""", true)]
    [InlineData("""{"Path":{"endsWith":"/live","contains":"nope"}}""", false)]
    [InlineData("""{"Status":{"atLeast":404,"below":405}}""", true)]
    [InlineData("""{"Status":{"above":404}}""", false)]
    [InlineData("""{"Status":{"atMost":403.99}}""", false)]
    [InlineData("""{"Host":{"above":0}}""", false)]
    [InlineData("""{"Host":{"exists":true},"Missing":{"exists":false},"Null":{"exists":false}}""", true)]
    [InlineData("""{"Empty":{"exists":true}}""", true)]
    [InlineData("""{"Headers.Accept":"*/*"}""", true)]
    [InlineData("""{"Headers.list.token":"t2"}""", true)]
    [InlineData("""{"Headers.list.token":{"isNot":"t2"}}""", false)]
    [InlineData("""{"Tags":"blue"}""", true)]
    [InlineData("""{"Host.inner":"x"}""", false)]
    public void A_condition_holds_when_every_test_passes(string tests, bool holds)
    {
        Assert.Equal(holds ? RuleOutcome.Filtered : RuleOutcome.Unchanged, Run($$"""[{"drop":{{tests}}}]""").Outcome);
        Assert.Equal(holds ? RuleOutcome.Unchanged : RuleOutcome.Filtered, Run($$"""[{"keep":{{tests}}}]""").Outcome);
    }

    [Theory]
    [InlineData("""[{"keep":{"Status":500},"when":{"Host":"other"}}]""", RuleOutcome.Unchanged)]
    [InlineData("""[{"keep":{"Status":500},"when":{"Host":"www.example.com"}}]""", RuleOutcome.Filtered)]
    [InlineData("""[{"drop":{"Status":404},"dataset":"other"}]""", RuleOutcome.Unchanged)]
    [InlineData("""[{"drop":{"Status":404},"dataset":["other","http_requests"]}]""", RuleOutcome.Filtered)]
    [InlineData("""[{"keep":{"Status":404}},{"drop":{"Bot":true}}]""", RuleOutcome.Filtered)]
    [InlineData("""[]""", RuleOutcome.Unchanged)]
    public void Rules_are_for_the_records_and_datasets_that_they_name(string rules, RuleOutcome outcome) =>
        Assert.Equal(outcome, Run(rules).Outcome);

    [Theory]
    [InlineData("mask", "Host", "\"Host\":\"[redacted]\"")]
    [InlineData("drop", "Host", "{\"Status\":404,")]
    [InlineData("drop", "Tags", "\"x\":1}]}}")]
    [InlineData("mask", "Status", "\"Status\":\"[redacted]\"")]
    [InlineData("mask", "Tags", "\"Tags\":\"[redacted]\"}")]
    [InlineData("drop", "Headers.cookie", "\"Headers\":{\"Accept\":")]
    [InlineData("mask", "Headers.list.token", "[{\"token\":\"[redacted]\"},{\"token\":\"[redacted]\",\"x\":1}]")]
    [InlineData("drop", "Headers.list.token", "\"list\":[{},{\"x\":1}]")]
    [InlineData("mask", "Null", "\"Null\":null")]
    [InlineData("mask", "Empty.inner", "\"Empty\":\"\"")]
    [InlineData("mask", "Missing", "\"Host\":\"www.example.com\"")]
    public void A_redaction_reaches_its_field_wherever_it_is(string how, string field, string expected)
    {
        (RuleOutcome outcome, string record) = Run(Redact(field, how));
        Assert.Equal(RuleOutcome.Rewritten, outcome);
        Assert.Contains(expected, record);
    }

    [Fact]
    public void A_keyed_hash_is_hmac_sha256_of_what_the_text_means()
    {
        (_, string record) = Run(Redact("Text", "hash\",\"key\":\"" + Key));
        byte[] hash = HMACSHA256.HashData(Some.Utf8(Key), Some.Utf8("a \"b\" c"));
        Assert.Contains($"\"Text\":\"{Convert.ToHexStringLower(hash)}\"", record);
    }

    [Theory]
    [InlineData("Host.inner")] // a text where an object should be: the secret may be in it
    [InlineData("Status.inner")]
    [InlineData("Tags.inner")]
    [InlineData("Headers.cookie.inner")]
    public void A_record_whose_redaction_cannot_be_applied_does_not_go_on(string field) =>
        Assert.Equal(RuleOutcome.NotRedactable, Run(Redact(field, "mask")).Outcome);

    [Fact]
    public void A_dot_behind_a_backslash_belongs_to_the_name() => Assert.Equal(
        """{"a.b":{"c.d":"[redacted]","c":{"d":1}},"a":{"b":2}}""",
        Run("""[{"redact":{"field":"a\\.b.c\\.d","how":"mask"},"when":{"a\\.b.c\\.d":"x","a.b":2}}]""",
            """{"a.b":{"c.d":"x","c":{"d":1}},"a":{"b":2}}""").Record);

    [Fact]
    public void Every_field_of_the_name_is_redacted_also_one_with_an_escape_in_its_name()
    {
        (_, string record) = Run(
            """[{"redact":{"field":"Token","how":"mask"}}]""",
            """{"Token":"a","other":1,"T\u006fken":"b","Token":{"c":"d"}}""");
        Assert.Equal("""{"Token":"[redacted]","other":1,"T\u006fken":"[redacted]","Token":"[redacted]"}""", record);
    }

    [Fact]
    public void Fields_are_added_and_never_replace_what_is_there()
    {
        (_, string record) =
            Run("""[{"add":{"team":"edge \"one\"","Status":1,"more":{"a":[1, 2]}}}]""", """{"Status":404}""");
        Assert.Equal("""{"Status":404,"team":"edge \u0022one\u0022","more":{"a":[1,2]}}""", record);
        Assert.Equal("""{"team":"edge"}""", Run("""[{"add":{"team":"edge"}}]""", "{}").Record);
    }

    [Theory]
    [InlineData(404, "missing")]
    [InlineData(200, "other")]
    public void Of_several_rules_that_add_a_field_the_first_that_is_for_the_record_counts(int status, string kind)
    {
        (_, string record) = Run(
            """[{"add":{"kind":"missing"},"when":{"Status":404}},{"add":{"kind":"other","Status":1,"kind":"none"}}]""",
            $$"""{"Status":{{status}}}""");
        Assert.Equal($$"""{"Status":{{status}},"kind":"{{kind}}"}""", record);
    }

    [Fact]
    public void The_same_key_always_falls_the_same_way_and_the_share_is_right()
    {
        const int keys = 20_000;
        int kept = Enumerable.Range(0, keys).Count(IsKept);
        Assert.InRange(kept, 0.28 * keys, 0.32 * keys);
        Assert.All(Enumerable.Range(0, 100), key => Assert.Equal(IsKept(key), IsKept(key)));

        // By another XXH64 than ours. Whatever changes the hash doubles some users' records and loses others': these
        // must stay.
        Assert.Equal([2, 3, 6], Enumerable.Range(0, 12).Where(IsKept));

        static bool IsKept(int key) =>
            RuleOutcome.Unchanged
            == Run("""[{"sample":{"key":"RayID","rate":0.3}}]""", $$"""{"RayID":"ray-{{key}}"}""").Outcome;
    }

    [Theory]
    [InlineData("""[{"sample":{"key":"Missing","rate":0}}]""", RuleOutcome.Unchanged)]
    [InlineData("""[{"sample":{"key":"Host","rate":0}}]""", RuleOutcome.SampledOut)]
    [InlineData("""[{"sample":{"key":"Host","rate":1}}]""", RuleOutcome.Unchanged)]
    [InlineData("""[{"sample":{"key":"Host","rate":0},"when":{"Status":200}}]""", RuleOutcome.Unchanged)]
    public void A_sample_keeps_what_has_no_key_and_what_it_is_not_about(string rules, RuleOutcome outcome) =>
        Assert.Equal(outcome, Run(rules).Outcome);

    [Theory]
    [InlineData("{", "is not JSON: line 1, byte 2")]
    [InlineData("{}", "must be a JSON array of rules")]
    [InlineData("[1]", "rule 1 must be an object")]
    [InlineData("[{}]", "rule 1 must have one of keep, drop, sample, redact, add")]
    [InlineData("""[{"keep":{"A":1},"drop":{"A":1}}]""", "rule 1 must have one verb only")]
    [InlineData("""[{"delete":{"A":1}}]""", "rule 1 does not know 'delete': use keep, drop, sample, redact or add")]
    [InlineData("""[{"keep":{}}]""", "rule 1 must name fields and their tests: {\"Field\": \"value\"}")]
    [InlineData("""[{"keep":{"A":{"like":1}}}]""", "rule 1 does not know the test 'like' of A")]
    [InlineData("""[{"keep":{"A":{"above":"x"}}}]""", "rule 1 needs a number for 'above' of A")]
    [InlineData("""[{"keep":{"A":{"exists":1}}}]""", "rule 1 needs true or false for 'exists' of A")]
    [InlineData(
        """[{"keep":{"A":null}}]""", "rule 1 needs a text, a number, true or false, or an array of them, for a test")]
    [InlineData("""[{"keep":{"A..B":1}}]""", "rule 1 has an empty name in the field 'A..B'")]
    [InlineData("""[{"sample":{"rate":0.5}}]""", "rule 1 needs 'key', a field")]
    [InlineData("""[{"sample":{"key":"A","rate":2}}]""", "rule 1 needs 'rate', the share to keep, from 0 to 1")]
    [InlineData("""[{"redact":{"field":"A","how":"hide"}}]""", "rule 1 needs 'how': drop, mask or hash")]
    [InlineData(
        """[{"redact":{"field":"A","how":"hash","key":"short"}}]""",
        "rule 1 needs 'key', a secret of 16 bytes or more, or its place: file:/path")]
    [InlineData("""[{"keep":{"A":1}},{"add":1}]""", "rule 2 must name the fields to add: {\"field\": \"value\"}")]
    public void A_wrong_rule_is_told_with_its_number_and_never_with_a_secret(string rules, string problem)
    {
        new RuleReader(text => text).Read(rules, out IReadOnlyList<string> problems);
        Assert.StartsWith(problem, Assert.Single(problems));
    }

    [Theory]
    [InlineData("", RuleOutcome.Unchanged)]
    [InlineData(",\"dataset\":\"audit_logs\"", RuleOutcome.SampledOut)]
    [InlineData(""","dataset":["http_requests","audit_logs"]""", RuleOutcome.SampledOut)]
    [InlineData(",\"dataset\":\"http_requests\"", RuleOutcome.Unchanged)]
    public void An_audit_log_is_sampled_only_by_a_rule_that_names_it(string naming, RuleOutcome outcome)
    {
        var audit = new Dataset("audit_logs", "Audit logs", [], []) { IsAudit = true };
        string rules = $$"""[{"sample":{"key":"Host","rate":0}{{naming}} }]""";
        Assert.Equal(outcome, Run(rules, dataset: audit).Outcome);
        Assert.Equal(RuleOutcome.Filtered, Run("""[{"drop":{"Status":404}}]""", dataset: audit).Outcome);
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once()
    {
        new RuleReader(text => text)
            .Read("""[{"keep":1},{"sample":{}},{"what":1}]""", out IReadOnlyList<string> problems);
        Assert.Equal(4, problems.Count);
    }

    private static string Redact(string field, string how) =>
        $"[{{\"redact\":{{\"field\":\"{field}\",\"how\":\"{how}\"}}}}]";

    private static (RuleOutcome Outcome, string Record) Run(string rules, string record = Record, Dataset? dataset =
        null)
    {
        RuleSet set = new RuleReader(text => text).Read(rules, out IReadOnlyList<string> problems);
        Assert.Empty(problems);
        var names = new FieldNames();
        var fields = new RecordFields();
        var scanner = new RecordScanner(names);
        byte[] bytes = Some.Utf8(record);
        RuleProgram program = set.Prepare(dataset ?? new Dataset("http_requests", "HTTP requests", [], []), names);
        Assert.True(scanner.Scan(bytes, fields).IsWhole);
        var rewritten = new ByteWriter(0);
        RuleOutcome outcome = program.Run(bytes, fields, rewritten);
        Assert.True(outcome != RuleOutcome.Rewritten || scanner.Scan(rewritten.Written, fields).IsWhole);
        return (outcome, Encoding.UTF8.GetString(rewritten.Written));
    }
}
