using Microsoft.Extensions.Time.Testing;

namespace Connectors.Hosting.Tests;

/// <summary>What becomes of an object whose time ends before it does.</summary>
public sealed class DeadlineTests
{
    private const int Records = 5_000;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PayloadTime = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider clock = new();

    [Theory]
    [InlineData(60, 30, 38, 58)]
    [InlineData(9, 30, 5.1, 8.1)]
    [InlineData(900, 30, 868, 898)]
    [InlineData(-5, 30, 0, 0)]
    public void Reading_stops_before_deliveries_are_given_up_and_both_before_the_end(
        double left, double forPayload, double lastReading, double end)
    {
        using Deadline deadline = Deadline.In(TimeSpan.FromSeconds(left), TimeSpan.FromSeconds(forPayload), clock);
        var moment = TimeSpan.FromMilliseconds(50);
        Assert.Equal(lastReading <= 0, deadline.IsNear);
        Advance(lastReading - 0.05);
        Assert.Equal(lastReading <= 0, deadline.IsNear);
        Advance(0.1);
        Assert.True(deadline.IsNear);
        Advance(end - lastReading - 0.1);
        Assert.Equal(end <= 0, deadline.Passed.IsCancellationRequested);
        clock.Advance(moment);
        Assert.True(deadline.Passed.IsCancellationRequested);
    }

    [Fact]
    public void A_deadline_comes_nearer_and_never_goes_away()
    {
        using Deadline deadline = Deadline.In(Minute, TimeSpan.Zero, clock);
        deadline.Shorten(TimeSpan.FromSeconds(100), TimeSpan.Zero);
        Advance(58.5);
        Assert.True(deadline.Passed.IsCancellationRequested && deadline.IsNear);
        using Deadline other = Deadline.In(Minute, TimeSpan.Zero, clock);
        other.Shorten(TimeSpan.FromSeconds(10), TimeSpan.Zero);
        Assert.False(other.IsNear);
        Advance(9.5);
        Assert.True(other.Passed.IsCancellationRequested && other.IsNear);
    }

    [Fact]
    public async Task Runs_one_after_the_other_deliver_every_record_once_and_their_ledger_is_of_the_whole_object()
    {
        Bench bench = BenchWithSlowDestination();
        var reference = new BatchReference("batch.log.gz");
        Ledger ledger = await RunAsync(bench, reference);
        int runs = 1;
        for (; ledger.Outcome == BatchOutcome.Continued; runs++)
        {
            Assert.True(ledger.IsBalanced);
            Assert.Equal((ledger.RecordsRead + 1, "the time ended"), (ledger.NextLine, ledger.Reason));
            Assert.Equal(bench.Destination.Accepted.Count, ledger.Delivered);
            ledger = await RunAsync(bench, reference with { Continuation = ledger.ToContinuation() });
        }

        Assert.Equal((BatchOutcome.Delivered, Records, runs), (ledger.Outcome, ledger.RecordsRead, ledger.Runs));
        Assert.InRange(runs, 3, 10);
        Assert.Equal(
            Enumerable.Range(1, Records), bench.Destination.Accepted.Keys.Select(id => int.Parse(id[36..])).Order());
        Assert.Contains($"\"runs\":{runs}", ledger.ToJson());
    }

    [Fact]
    public async Task A_run_that_reads_no_record_is_an_error_and_not_repeated_without_end()
    {
        Bench bench = BenchWithSlowDestination();
        using var passed = Deadline.In(TimeSpan.FromSeconds(60), PayloadTime, clock);
        Advance(45);
        Ledger ledger = await bench.Connector.DeliverAsync(
            new BatchReference("batch.log.gz"), passed, progress: null, CancellationToken.None);
        Assert.Equal((BatchOutcome.Unavailable, 0), (ledger.Outcome, ledger.RecordsRead));
        Assert.StartsWith("the time is too short", ledger.Reason);
    }

    [Fact]
    public async Task What_is_in_flight_when_the_time_has_ended_is_undelivered()
    {
        var bench = new Bench(new FakeDestination { Hangs = true, Requested = () => clock.Advance(Minute) });
        bench.Store("batch.log.gz", Bench.Gzip(Lines()));
        Ledger ledger = await RunAsync(bench, new BatchReference("batch.log.gz"));
        Assert.Equal(BatchOutcome.Unavailable, ledger.Outcome);
        Assert.Equal("the time ended before every delivery was settled", ledger.Reason);
        Assert.True(ledger.IsBalanced && ledger.Undelivered == ledger.RecordsRead && ledger.RecordsRead > 0);
        Assert.True(ledger.MayHaveDoubled); // what was sent may have arrived
    }

    [Fact]
    public async Task A_dead_letter_that_was_not_stored_when_the_time_ended_is_none()
    {
        var bench = new Bench(new FakeDestination { Hangs = true, Requested = () => clock.Advance(Minute) });
        bench.Store("batch.log.gz", Bench.Gzip("not JSON\n" + Lines()));
        Ledger ledger = await RunAsync(bench, new BatchReference("batch.log.gz"));
        Assert.Empty(bench.Letters);
        Assert.Equal((0, ledger.RecordsRead), (ledger.DeadLettered, ledger.Undelivered));
    }

    [Fact]
    public void A_deadline_that_is_brought_nearer_when_its_run_has_just_ended_is_no_fault()
    {
        Deadline deadline = Deadline.In(Minute, PayloadTime, clock);
        CancellationToken passed = deadline.Passed;
        deadline.Dispose();
        deadline.Shorten(TimeSpan.FromSeconds(1), PayloadTime);
        clock.Advance(Minute);
        Assert.False(passed.IsCancellationRequested);
    }

    [Fact]
    public async Task An_object_that_was_changed_between_two_runs_is_delivered_from_its_first_line_on_and_told()
    {
        var bench = new Bench();
        bench.Store("batch.log.gz", Bench.Gzip(Lines()));
        Ledger ledger = await RunAsync(bench, ContinuedAsAnother);
        Assert.Equal((BatchOutcome.Delivered, Records, 1), (ledger.Outcome, ledger.Delivered, ledger.Runs));
        Assert.Equal(
            "the object was changed after 100 lines of it were delivered: this is the new one, from its first line on",
            ledger.Reason);
    }

    [Fact]
    public async Task An_object_that_was_changed_between_two_runs_fails_where_the_operator_wants_it_to()
    {
        var bench = new Bench { DeliversChanged = false };
        bench.Store("batch.log.gz", Bench.Gzip(Lines()));
        Ledger ledger = await RunAsync(bench, ContinuedAsAnother);
        Assert.Equal((BatchOutcome.Unreadable, 0), (ledger.Outcome, bench.Destination.Requests));
        Assert.StartsWith(
            "the object was changed after 100 lines of it were delivered: CONNECTOR_CHANGED_OBJECT=deliver",
            ledger.Reason);
    }

    [Fact]
    public async Task An_object_that_ends_before_the_line_to_continue_with_is_unreadable()
    {
        Bench bench = BenchWithSlowDestination();
        Ledger first = await RunAsync(bench, new BatchReference("batch.log.gz"));
        Continuation beyond = first.ToContinuation() with { NextLine = Records + 2 };
        Ledger ledger = await RunAsync(bench, new BatchReference("batch.log.gz") { Continuation = beyond });
        Assert.Equal(
            (BatchOutcome.Unreadable, "the object ends before line 5002, where it is to be continued"),
            (ledger.Outcome, ledger.Reason));
    }

    private static BatchReference ContinuedAsAnother => new("batch.log.gz")
    {
        Continuation = new Continuation(101, "another") { RecordsRead = 100, Delivered = 100 },
    };

    private static string Lines() => string.Concat(Enumerable.Range(1, Records).Select(n => $"{{\"n\":{n}}}\n"));

    // Each request takes a second of the fake clock.
    private Bench BenchWithSlowDestination()
    {
        var bench = new Bench(new FakeDestination { Requested = () => Advance(1) }) { Concurrency = 1 };
        bench.Store("batch.log.gz", Bench.Gzip(Lines()));
        return bench;
    }

    private async Task<Ledger> RunAsync(Bench bench, BatchReference reference)
    {
        using Deadline deadline = Deadline.In(Minute, PayloadTime, clock);
        return await bench.Connector.DeliverAsync(reference, deadline, progress: null, CancellationToken.None);
    }

    private void Advance(double seconds)
    {
        if (seconds > 0)
        {
            clock.Advance(TimeSpan.FromSeconds(seconds));
        }
    }
}
