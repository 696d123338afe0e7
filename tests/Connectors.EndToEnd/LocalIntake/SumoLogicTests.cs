using System.Text;

namespace Connectors.EndToEnd.LocalIntake;

public sealed class SumoLogicTests(IntakeProcess intake) : IntakeTest(intake), IClassFixture<IntakeProcess>
{
    private SumoSender Sumo { get; } = new(intake);

    private Task<IntakeArrivals> Arrivals => Intake.ArrivalsAsync("sumologic");

    [Fact]
    public async Task Lines_are_messages_and_the_answer_is_empty()
    {
        Sumo.Headers["X-Sumo-Name"] = "http_requests";
        Sumo.Headers["X-Sumo-Category"] = "cloudflare/logpush";
        IntakeAnswer answer = await Sumo.PostAsync("{\"a\":1}\r\n\n{\"a\":2}\n");
        Assert.Equal((200, ""), (answer.Status, answer.Body));
        IntakeArrivals arrivals = await Arrivals;
        Assert.Equal((2, 2, 0), (arrivals.Events, arrivals.DistinctIds, arrivals.WithoutId));
        Assert.Equal(["http_requests"], arrivals.BySource.Keys);
        Assert.Equal(["cloudflare/logpush"], arrivals.BySourcetype.Keys);
    }

    [Fact]
    public async Task A_line_is_known_by_its_content()
    {
        await Sumo.PostAsync("one\ntwo\none\n");
        IntakeArrivals arrivals = await Arrivals;
        Assert.Equal((3, 2, 1), (arrivals.Events, arrivals.DistinctIds, arrivals.Duplicates));
    }

    [Theory]
    [InlineData("receiver/v1/http/wrong", 401)]
    [InlineData("receiver/v1/http/", 401)]
    [InlineData("receiver/v2/http/local-intake-source", 404)]
    public async Task The_URL_is_the_secret(string path, int status)
    {
        Assert.Equal(status, (await Sumo.PostAsync("line", path)).Status);
        Assert.Equal(0, (await Arrivals).Events);
    }

    [Fact]
    public async Task Only_POST_delivers() =>
        Assert.Equal(405, (await Sumo.SendAsync(HttpMethod.Get, SumoSender.Path)).Status);

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("zstd")]
    public async Task A_body_may_be_compressed(string coding)
    {
        Sumo.Headers["Content-Encoding"] = coding;
        byte[] packed = IntakeSender.Encode(coding, Encoding.UTF8.GetBytes("one\ntwo\n"));
        Assert.Equal(200, (await Sumo.SendAsync(HttpMethod.Post, SumoSender.Path, packed)).Status);
        Assert.Equal(2, (await Arrivals).Events);
        Assert.Equal(400, (await Sumo.SendAsync(HttpMethod.Post, SumoSender.Path, packed[..^6])).Status);
    }

    [Fact]
    public async Task Another_encoding_is_refused()
    {
        Sumo.Headers["Content-Encoding"] = "br";
        Assert.Equal(415, (await Sumo.PostAsync("line")).Status);
    }

    [Theory]
    [InlineData(1_000_000, 200)]
    [InlineData(1_000_001, 413)]
    public async Task A_body_has_1_MB_at_most_before_compression(int bytes, int status) =>
        Assert.Equal(status, (await Sumo.PostAsync(new string('\n', bytes))).Status);

    [Theory]
    [InlineData(65_536, 1)]
    [InlineData(65_537, 2)]
    [InlineData(200_000, 4)]
    public async Task A_line_over_64_KB_is_sliced(int bytes, int slices)
    {
        Assert.Equal(200, (await Sumo.PostAsync(new string('x', bytes) + "\nshort\n")).Status);
        IntakeArrivals arrivals = await Arrivals;
        Assert.Equal((slices + 1, slices > 1 ? 1 : 0), (arrivals.Events, arrivals.Altered));
    }

    [Fact]
    public async Task A_line_that_is_no_UTF_8_is_dropped_without_a_word()
    {
        IntakeAnswer answer = await Sumo.SendAsync(HttpMethod.Post, SumoSender.Path, [(byte)'a', (byte)'\n', 0xff]);
        Assert.Equal((200, ""), (answer.Status, answer.Body));
        Assert.Equal((1, 1), ((await Arrivals).Events, (await Arrivals).Dropped));
    }

    [Theory]
    [InlineData("X-Sumo-Name", 1024, 200)]
    [InlineData("X-Sumo-Host", 1025, 400)]
    [InlineData("X-Sumo-Category", 1025, 400)]
    public async Task Metadata_has_1024_letters_at_most(string header, int letters, int status)
    {
        Sumo.Headers[header] = new string('x', letters);
        Assert.Equal(status, (await Sumo.PostAsync("line")).Status);
    }

    [Theory]
    [InlineData("a=b,c=d", 200)]
    [InlineData("a", 400)]
    [InlineData("=b", 400)]
    [InlineData("a=", 400)]
    public async Task Fields_are_keys_and_values(string fields, int status)
    {
        Sumo.Headers["X-Sumo-Fields"] = fields;
        Assert.Equal(status, (await Sumo.PostAsync("line")).Status);
    }

    [Theory]
    [InlineData(30, 255, 200, 200)]
    [InlineData(31, 1, 1, 400)]
    [InlineData(1, 256, 1, 400)]
    [InlineData(1, 1, 201, 400)]
    public async Task Fields_have_limits(int count, int key, int value, int status)
    {
        string field = $"{new string('k', key)}={new string('v', value)}";
        Sumo.Headers["X-Sumo-Fields"] = string.Join(',', Enumerable.Repeat(field, count));
        Assert.Equal(status, (await Sumo.PostAsync("line")).Status);
    }

    [Theory]
    [InlineData("region=a", 0)]
    [InlineData("region=a,other=b", 1)]
    public async Task A_field_that_nobody_defined_is_left_out_without_a_word(string fields, int altered)
    {
        await Intake.SetSumoLogicAsync("""{"fields":["region"]}""");
        Sumo.Headers["X-Sumo-Fields"] = fields;
        Assert.Equal((200, ""), ((await Sumo.PostAsync("line")).Status, (await Sumo.PostAsync("")).Body));
        Assert.Equal(altered, (await Arrivals).Altered);
    }

    [Fact]
    public async Task Over_budget_everything_is_dropped_without_a_word()
    {
        await Intake.SetSumoLogicAsync("""{"isOverBudget":true}""");
        IntakeAnswer answer = await Sumo.PostAsync("one\ntwo\n");
        Assert.Equal((200, ""), (answer.Status, answer.Body));
        Assert.Equal((0, 2), ((await Arrivals).Events, (await Arrivals).Dropped));
    }

    [Fact]
    public async Task Time_runs_out_when_a_part_is_taken()
    {
        await Intake.SetFaultsAsync("""{"script":[408]}""");
        Assert.Equal(408, (await Sumo.PostAsync("one\ntwo\nthree\nfour\n")).Status);
        Assert.Equal(2, (await Arrivals).Events);
        Assert.Equal(200, (await Sumo.PostAsync("one\ntwo\nthree\nfour\n")).Status);
        IntakeArrivals arrivals = await Arrivals;
        Assert.Equal((6, 4, 2), (arrivals.Events, arrivals.DistinctIds, arrivals.Duplicates));
    }

    [Fact]
    public async Task Near_the_limit_everything_is_taken_and_the_answer_is_200_with_an_error()
    {
        await Intake.SetFaultsAsync("""{"nearLimitProbability":1}""");
        IntakeAnswer answer = await Sumo.PostAsync("one");
        Assert.Equal((200, "internal.error"), (answer.Status, (string?)answer.Json["errors"]!.Single()["code"]));
        Assert.Equal(1, (await Arrivals).Events);
    }
}
