using System.Text;
using Newtonsoft.Json.Linq;

namespace Connectors.EndToEnd.LocalIntake;

public sealed class ControlTests(IntakeProcess intake) : IntakeTest(intake), IClassFixture<IntakeProcess>
{
    [Fact]
    public async Task The_settings_of_the_collector_are_told()
    {
        JObject expected = JObject.Parse("""
            {"flavour":"enterprise","tokens":["local-intake-token"],"disabledTokens":[],"usesAck":false,"indexes":[],
             "maxBodyBytes":838860800,"ackDelayMs":1000}
            """);
        Assert.Equal(expected, (await Hec.SendAsync(HttpMethod.Get, "control/splunk")).Json);
    }

    [Fact]
    public async Task The_faults_are_told_as_they_were_put()
    {
        const string faults = """
            {"seed":3,"script":[503,"reset","resetAfter",200,{"status":429,"code":27,"retryAfter":"1"}],
             "statusProbability":[{"status":503,"code":9,"retryAfter":"1","probability":0.2}],"resetProbability":0.05,
             "resetAfterProbability":0.02,"nearLimitProbability":0.1,"latencyMs":{"least":1,"most":50},"refuseEvery":7,
             "isDown":true}
            """;
        HecAnswer answer = await PutAsync("control/faults", faults);
        Assert.Equal(200, answer.Status);
        Assert.Equal(JObject.Parse(faults), answer.Json);
        Assert.Equal(answer.Json, (await Hec.SendAsync(HttpMethod.Get, "control/faults")).Json);
    }

    [Theory]
    [InlineData("control/splunk", """{"usesAck":true}""", "flavour", "\"enterprise\"")]
    [InlineData("control/splunk", """{"flavour":"cloud"}""", "usesAck", "false")]
    [InlineData("control/faults", """{"isDown":true}""", "refuseEvery", "0")]
    [InlineData("control/faults", """{"latencyMs":{"most":5}}""", "latencyMs", """{"least":0,"most":5}""")]
    public async Task What_is_not_given_stays(string path, string change, string other, string value)
    {
        HecAnswer answer = await PutAsync(path, change);
        Assert.Equal(200, answer.Status);
        Assert.Equal(value, answer.Json[other]!.ToString(Newtonsoft.Json.Formatting.None));
    }

    [Theory]
    [InlineData("control/splunk", """{"flavor":"cloud"}""", "flavor is unknown; there are flavour, tokens")]
    [InlineData("control/splunk", """{"flavour":"Cloud"}""", "flavour must be one of enterprise, cloud; it is")]
    [InlineData("control/splunk", """{"tokens":"a"}""", "tokens must be a list of texts; it is \"a\"")]
    [InlineData("control/splunk", """{"tokens":[1]}""", "tokens must be a list of texts; it is [1]")]
    [InlineData("control/splunk", """{"usesAck":"yes"}""", "usesAck must be true or false; it is \"yes\"")]
    [InlineData("control/splunk", """{"maxBodyBytes":0}""", "maxBodyBytes must be a whole number from 1 to 2000000000")]
    [InlineData("control/splunk", """{"ackDelayMs":1.5}""", "ackDelayMs must be a whole number from 0 to 600000")]
    [InlineData("control/splunk", "[]", "The body must be one JSON object")]
    [InlineData("control/splunk", "{}{}", "The body must be one JSON object")]
    [InlineData("control/splunk", "", "The body must be one JSON object")]
    [InlineData("control/splunk", """{"usesAck":true,"usesAck":true}""", "The body must be one JSON object")]
    [InlineData("control/faults", """{"resetProbability":1.5}""", "resetProbability must be a number from 0 to 1")]
    [InlineData("control/faults", """{"script":[201]}""", "script must be a list of 200, 300 to 599, \"reset\"")]
    [InlineData("control/faults", """{"script":["reboot"]}""", "script must be a list of 200, 300 to 599, \"reset\"")]
    [InlineData("control/faults", """{"script":[{"status":503,"cod":9}]}""", "script[0].cod is unknown")]
    [InlineData("control/faults", """{"script":[99999999999999999999]}""", "script must be a list of")]
    [InlineData("control/faults", """{"script":[{"status":503,"retryAfter":"1\n"}]}""", "script[0].retryAfter must be")]
    [InlineData("control/faults", """{"statusProbability":[{"status":200}]}""", "statusProbability must be a list of")]
    [InlineData(
        "control/faults",
        """{"statusProbability":[{"status":503,"probability":0.6}],"resetProbability":0.5}""",
        "statusProbability must not exceed 1 together with resetProbability and resetAfterProbability")]
    [InlineData("control/faults", """{"latencyMs":{"least":5}}""", "latencyMs must have a least that is not more")]
    [InlineData("control/faults", """{"latencyMs":{"lest":5}}""", "latencyMs.lest is unknown; there are least, most")]
    public async Task A_wrong_member_is_refused_in_words_and_nothing_changes(string path, string body, string problem)
    {
        string before = (await Hec.SendAsync(HttpMethod.Get, path)).Body;
        HecAnswer answer = await PutAsync(path, body);
        Assert.Equal((400, "text/plain"), (answer.Status, answer.ContentType));
        Assert.StartsWith(problem, answer.Body, StringComparison.Ordinal);
        Assert.Equal(before, (await Hec.SendAsync(HttpMethod.Get, path)).Body);
    }

    [Fact]
    public async Task All_problems_are_told_together()
    {
        HecAnswer answer = await PutAsync("control/splunk", """{"usesAck":1,"flavour":"x","b":1}""");
        Assert.Equal(3, answer.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task The_state_is_told_again_and_again_while_somebody_listens()
    {
        using Stream stream = await Intake.Http.GetStreamAsync("control/live", TestContext.Current.CancellationToken);
        using var lines = new StreamReader(stream);
        await Hec.PostAsync(HecSender.Event("1"));
        long events = 0;
        for (int told = 0; told < 10 && events == 0; told++)
        {
            string? line = await lines.ReadLineAsync(TestContext.Current.CancellationToken);
            Assert.StartsWith("data: {", line, StringComparison.Ordinal);
            Assert.Equal("", await lines.ReadLineAsync(TestContext.Current.CancellationToken));
            events = (long)JObject.Parse(line![6..])["arrivals"]!["events"]!;
        }

        Assert.Equal(1, events);
    }

    private Task<HecAnswer> PutAsync(string path, string json) =>
        Hec.SendAsync(HttpMethod.Put, path, new StringContent(json, Encoding.UTF8, "application/json"));
}
