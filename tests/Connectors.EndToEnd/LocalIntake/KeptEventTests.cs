namespace Connectors.EndToEnd.LocalIntake;

public sealed class KeptEventTests(KeptEventTests.KeepingIntake intake)
    : IntakeTest(intake), IClassFixture<KeptEventTests.KeepingIntake>
{
    [Fact]
    public async Task Every_event_is_one_line_as_it_was_received()
    {
        await Hec.PostAsync("""{"event":"a", "time":1.50}""" + "{\n\"event\":\n\"b\\n\"\n}");
        await Hec.PostAsync("a \"line\"", "services/collector/raw");
        string[] expected = ["""{"event":"a", "time":1.50}""", """{ "event": "b\n" }""", "\"a \\u0022line\\u0022\""];
        Assert.Equal(expected, await Intake.EventsAsync());
    }

    [Fact]
    public async Task Forgetting_empties_the_file()
    {
        await Hec.PostAsync(HecSender.Event("1"));
        await Intake.ResetAsync();
        Assert.Empty(await Intake.EventsAsync());
        await Hec.PostAsync(HecSender.Event("2"));
        Assert.Equal([HecSender.Event("2")], await Intake.EventsAsync());
    }

    /// <summary>An intake that keeps every event.</summary>
    public sealed class KeepingIntake() : IntakeProcess("--keep-events");
}
