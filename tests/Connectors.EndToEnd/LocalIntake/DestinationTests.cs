namespace Connectors.EndToEnd.LocalIntake;

public sealed class DestinationTests(IntakeProcess intake) : IntakeTest(intake), IClassFixture<IntakeProcess>
{
    private const string Cut = "cut";

    private DatadogSender Datadog { get; } = new(intake);

    private SumoSender Sumo { get; } = new(intake);

    private ElasticSender Elastic { get; } = new(intake);

    [Fact]
    public async Task What_arrives_is_counted_for_each_destination_and_together()
    {
        await DeliverAsync("splunk");
        await DeliverAsync("datadog");
        await DeliverAsync("sumologic");
        await DeliverAsync("elastic");
        await DeliverAsync("elastic");
        IntakeArrivals arrivals = await Intake.ArrivalsAsync();
        Assert.Equal((4, 4, 0), (arrivals.Events, arrivals.DistinctIds, arrivals.Duplicates));
        Assert.Equal((5, 1), (arrivals.Requests.Total, arrivals.AlreadyThere));
        Assert.Equal(["splunk", "datadog", "sumologic", "elastic"], arrivals.ByDestination.Keys);
        Assert.All(arrivals.ByDestination.Values, one => Assert.Equal(1, one.Events));
        Assert.Equal(1, (await Intake.ArrivalsAsync("elastic")).AlreadyThere);
        Assert.Equal(
            ["elastic", "sumologic", "datadog", "splunk"],
            (await Intake.LastAsync(4)).Select(last => (string?)last["destination"]));
    }

    [Fact]
    public async Task A_destination_that_nobody_knows_is_refused()
    {
        HecAnswer answer = await Hec.SendAsync(HttpMethod.Get, "control/arrivals?destination=syslog");
        Assert.Equal(
            (400, "destination must be one of splunk, datadog, sumologic, elastic; it is syslog\n"),
            (answer.Status, answer.Body));
    }

    [Theory]
    [InlineData("datadog", "202")]
    [InlineData("sumologic", "200")]
    [InlineData("elastic", "200")]
    public async Task The_knobs_work_for_every_destination(string destination, string good)
    {
        await Intake.SetFaultsAsync(
            """{"script":[503,"reset",{"status":429,"code":26,"retryAfter":"1"},"resetAfter",200]}""");
        List<string> ends = [];
        for (int request = 0; request < 5; request++)
        {
            ends.Add(await DeliverAsync(destination));
        }

        Assert.Equal(["503", Cut, "429", Cut, good], ends);
        IntakeArrivals arrivals = await Intake.ArrivalsAsync(destination);
        Assert.Equal(2, arrivals.Events + arrivals.AlreadyThere);
        Assert.Equal(1, arrivals.DistinctIds);
        await Intake.SetFaultsAsync("""{"isDown":true}""");
        Assert.Equal(Cut, await DeliverAsync(destination));
    }

    [Theory]
    [InlineData("datadog", "400")]
    [InlineData("sumologic", "200")]
    [InlineData("elastic", "200")]
    public async Task Records_are_refused_by_their_id_in_the_way_of_each_destination(string destination, string status)
    {
        await Intake.SetFaultsAsync("""{"refuseEvery":1}""");
        Assert.Equal(status, await DeliverAsync(destination));
        IntakeArrivals arrivals = await Intake.ArrivalsAsync(destination);
        Assert.Equal((0, 1), (arrivals.Events, arrivals.Refused));
    }

    [Theory]
    [InlineData("control/datadog", "maxAgeHours", "18")]
    [InlineData("control/sumologic", "maxBodyBytes", "1000000")]
    [InlineData("control/elastic", "maxBodyBytes", "104857600")]
    public async Task The_settings_of_each_destination_are_told(string path, string member, string value)
    {
        HecAnswer answer = await Hec.SendAsync(HttpMethod.Get, path);
        Assert.Equal(value, answer.Json[member]!.ToString());
    }

    private async Task<string> DeliverAsync(string destination)
    {
        try
        {
            return destination switch
            {
                "splunk" => $"{(await Hec.PostAsync(HecSender.Event("1"))).Status}",
                "datadog" => $"{(await Datadog.PostAsync(DatadogSender.Entry("1"))).Status}",
                "sumologic" => $"{(await Sumo.PostAsync("line")).Status}",
                _ => $"{(await Elastic.BulkAsync(ElasticSender.Create("1"))).Status}",
            };
        }
        catch (HttpRequestException)
        {
            return Cut;
        }
    }
}
