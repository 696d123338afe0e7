using System.Net;
using System.Net.Sockets;
using Connectors.Records;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connectors.Delivery.Tests;

public sealed class DeliveryClientTests
{
    private static readonly DeliveryOptions Quick = new()
    {
        Attempts = 3,
        AttemptTimeout = TimeSpan.FromSeconds(5),
        Schedule =
            new RetrySchedule(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(3)),
        QuestionInterval = TimeSpan.FromMilliseconds(1),
        ConfirmationTimeout = TimeSpan.FromMilliseconds(200),
    };

    [Fact]
    public async Task What_is_accepted_is_delivered()
    {
        var destination = new ScriptedDestination(200);
        DeliveryReceipt receipt = await DeliverAsync(destination);
        Assert.Equal(["a b c d"], destination.Sent);
        Assert.Equal((4, 0, 0, 1), (receipt.Delivered, receipt.Duplicates, receipt.Undelivered, receipt.Attempts));
        Assert.False(receipt.IsNearLimit || receipt.MayHaveDoubled || receipt.IsUnavailable);
    }

    [Fact]
    public async Task A_request_is_tried_again_until_it_succeeds()
    {
        var destination = new ScriptedDestination(503, 429, 201);
        DeliveryReceipt receipt = await DeliverAsync(destination);
        Assert.Equal(["a b c d", "a b c d", "a b c d"], destination.Sent);
        Assert.Equal(
            (4, 3, true, false), (receipt.Delivered, receipt.Attempts, receipt.IsNearLimit, receipt.MayHaveDoubled));
    }

    [Fact]
    public async Task Records_are_undelivered_when_the_tries_have_ended()
    {
        DeliveryReceipt receipt = await DeliverAsync(new ScriptedDestination(503));
        Assert.Equal(
            (0, 4, 3, "503"), (receipt.Delivered, receipt.Undelivered, receipt.Attempts, receipt.Problem?.Text));
    }

    [Theory]
    [InlineData(500, 4, true)]
    [InlineData(299, 0, true)] // a success that nobody understands
    [InlineData(404, 0, false)]
    public async Task What_may_have_been_taken_may_have_doubled_records(int status, int delivered, bool mayHaveDoubled)
    {
        DeliveryReceipt receipt = await DeliverAsync(new ScriptedDestination(status, 200));
        Assert.Equal((delivered, mayHaveDoubled), (receipt.Delivered, receipt.MayHaveDoubled));
    }

    [Fact]
    public async Task Only_the_records_that_were_put_off_are_sent_again()
    {
        var destination = new ScriptedDestination(new(207, "daru"), 200);
        DeliveryReceipt receipt = await DeliverAsync(destination);
        Assert.Equal(["a b c d", "b"], destination.Sent);
        Assert.Equal((2, 1, 0), (receipt.Delivered, receipt.Duplicates, receipt.Undelivered));
        Assert.Equal([new RejectedRecord(2, RejectionReason.RefusedByDestination, "400/bad")], receipt.Rejected);
    }

    [Fact]
    public async Task Records_that_are_put_off_again_and_again_are_undelivered()
    {
        var destination = new ScriptedDestination(new(207, "daaa"), new(207, "aaa"));
        DeliveryReceipt receipt = await DeliverAsync(destination);
        Assert.Equal((1, 3, 4), (receipt.Delivered, receipt.Undelivered, destination.Sent.Count));
    }

    [Fact]
    public async Task Progress_starts_the_count_of_tries_anew()
    {
        var destination = new ScriptedDestination(
            new(207, "aaaa"), new(207, "aaaa"), new(207, "daaa"), new(207, "aaa"), new(207, "aaa"), new(207, "ddd"));
        Assert.Equal(4, (await DeliverAsync(destination)).Delivered);
    }

    [Fact]
    public async Task What_is_too_large_is_halved_until_it_fits_and_one_record_that_never_fits_is_rejected()
    {
        var destination = new ScriptedDestination(413, 413, 200, 413, 200);
        DeliveryReceipt receipt = await DeliverAsync(destination);
        Assert.Equal(["a b c d", "a b", "a", "b", "c d"], destination.Sent);
        Assert.Equal(3, receipt.Delivered);
        Assert.Equal([new RejectedRecord(1, RejectionReason.TooLargeForDestination, "413")], receipt.Rejected);
    }

    [Fact]
    public async Task What_is_refused_as_a_whole_is_halved_until_the_record_is_found_that_it_is_about()
    {
        var destination = new ScriptedDestination(400, 200, 400, 400, 200);
        DeliveryReceipt receipt = await DeliverAsync(destination);
        Assert.Equal(["a b c d", "a b", "c d", "c", "d"], destination.Sent);
        Assert.Equal(3, receipt.Delivered);
        Assert.Equal([new RejectedRecord(2, RejectionReason.RefusedByDestination, "400")], receipt.Rejected);
    }

    [Fact]
    public async Task What_is_accepted_with_a_warning_is_delivered_and_the_warning_counted()
    {
        DeliveryReceipt all = await DeliverAsync(new ScriptedDestination(203));
        Assert.Equal((4, 4), (all.Delivered, all.Warnings["lukewarm"]));
        DeliveryReceipt some =
            await DeliverAsync(new ScriptedDestination(new ScriptedDestination.Answer(207, "wdaw"), 203));
        Assert.Equal((4, 2, 1), (some.Delivered, some.Warnings["kept_apart"], some.Warnings["lukewarm"]));
    }

    [Fact]
    public async Task A_request_is_told_where_its_records_come_from()
    {
        var destination = new ScriptedDestination(503, 200);
        await DeliverAsync(destination);
        Assert.Equal([Some.Origin, Some.Origin], destination.Origins);
    }

    [Fact]
    public async Task A_refused_secret_is_read_again_once()
    {
        var destination = new ScriptedDestination(401, 200)
        {
            Credentials = new Secret("old", _ => ValueTask.FromResult<string?>("new")),
        };
        Assert.Equal(4, (await DeliverAsync(destination)).Delivered);
        Assert.Equal(["old", "new"], destination.SentWith);
    }

    [Theory]
    [InlineData("old")]
    [InlineData(null)]
    public async Task A_secret_that_is_still_the_same_stops_the_delivery_and_loses_nothing(string? read)
    {
        var destination = new ScriptedDestination(401)
        {
            Credentials = new Secret("old", _ => ValueTask.FromResult(read)),
        };
        DeliveryReceipt receipt = await DeliverAsync(destination);
        Assert.Equal((4, 1), (receipt.Undelivered, receipt.Attempts));
        Assert.Equal("401: the destination refused the credentials", receipt.Problem?.Text);
    }

    [Fact]
    public async Task What_will_not_succeed_is_not_tried_again()
    {
        DeliveryReceipt receipt = await DeliverAsync(new ScriptedDestination(404));
        Assert.Equal(
            (4, 1, "404: look at the address"), (receipt.Undelivered, receipt.Attempts, receipt.Problem?.Text));
    }

    [Fact]
    public async Task What_must_be_confirmed_is_delivered_when_it_is()
    {
        var destination = new ScriptedDestination(202, 204, 204, 200);
        DeliveryReceipt receipt = await DeliverAsync(destination);
        Assert.Equal(["a b c d", "?7", "?7", "?7"], destination.Sent);
        Assert.Equal((4, 1), (receipt.Delivered, receipt.Attempts));
    }

    [Fact]
    public async Task A_destination_that_confirms_nothing_is_believed() =>
        Assert.Equal(4, (await DeliverAsync(new ScriptedDestination(202, 400))).Delivered);

    [Fact]
    public async Task What_is_never_confirmed_is_sent_again_and_told()
    {
        DeliveryReceipt receipt = await DeliverAsync(new ScriptedDestination(202, 204), Quick with { Attempts = 1 });
        Assert.Equal((4, "not_confirmed", true), (receipt.Undelivered, receipt.Problem?.Text, receipt.MayHaveDoubled));
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, "name_not_resolved", 3, false)]
    [InlineData(HttpRequestError.ConnectionError, "no_connection", 3, false)]
    [InlineData(HttpRequestError.ResponseEnded, "connection_lost", 3, true)]
    [InlineData(HttpRequestError.SecureConnectionError, "tls_refused", 1, false)]
    public async Task A_request_without_an_answer_has_a_reason(
        HttpRequestError error, string reason, int attempts, bool mayHaveDoubled)
    {
        DeliveryReceipt receipt = await DeliverAsync(new ScriptedDestination(
            new ScriptedDestination.Answer(0, Fault: new HttpRequestException(error))));
        Assert.StartsWith(reason, receipt.Problem?.Text);
        Assert.Equal((attempts, mayHaveDoubled), (receipt.Attempts, receipt.MayHaveDoubled));
    }

    [Fact]
    public async Task An_attempt_that_takes_too_long_is_ended()
    {
        DeliveryReceipt receipt = await DeliverAsync(
            new ScriptedDestination(0), Quick with { AttemptTimeout = TimeSpan.FromMilliseconds(10) });
        Assert.Equal(("timeout", 3, true), (receipt.Problem?.Text, receipt.Attempts, receipt.MayHaveDoubled));
    }

    [Fact]
    public async Task A_connection_that_takes_too_long_to_open_is_a_failed_attempt_and_no_cancellation()
    {
        // What SocketsHttpHandler throws when its ConnectTimeout ends: a firewall that drops packets, for example.
        var fault = new TaskCanceledException("connect", new TimeoutException());
        DeliveryReceipt receipt = await DeliverAsync(new ScriptedDestination(
            new ScriptedDestination.Answer(0, Fault: fault)));
        Assert.Equal(
            ("no_connection", 4, 3, false),
            (receipt.Problem?.Text, receipt.Undelivered, receipt.Attempts, receipt.MayHaveDoubled));
    }

    [Fact]
    public async Task A_handshake_that_was_cut_off_is_tried_again_as_nobody_has_refused_a_certificate()
    {
        using var listener = new TcpListener(IPAddress.Loopback, port: 0);
        listener.Start();
        _ = HangUpAsync(listener); // until the listener is gone
        using HttpMessageInvoker http = HttpTransport.Create([], connections: 1);
        var destination = new ScriptedDestination(200) { Address = $"https://{listener.LocalEndpoint}" };
        var client = new DeliveryClient(destination, http, Quick with { Attempts = 2 }, Outside);
        DeliveryReceipt receipt = await client.DeliverAsync(Some.Payload("a"), CancellationToken.None);
        Assert.Equal(
            ("handshake_cut_off", 2, false), (receipt.Problem?.Text, receipt.Attempts, receipt.MayHaveDoubled));
    }

    [Theory]
    [InlineData(0)] // no answer
    [InlineData(503)] // which asks for a long wait
    public async Task A_payload_has_a_deadline_over_all_its_attempts_and_waits(int status)
    {
        var destination = new ScriptedDestination(new ScriptedDestination.Answer(status, RetryAfter: "60"));
        DeliveryReceipt receipt = await DeliverAsync(destination, Quick with
        {
            Deadline = TimeSpan.FromSeconds(1), // more than the first attempt of a process takes
            Schedule = RetrySchedule.Default,
        });
        Assert.Equal(("deadline", 4, 1), (receipt.Problem?.Text, receipt.Undelivered, receipt.Attempts));
        Assert.Equal(status == 0, receipt.MayHaveDoubled);
    }

    [Fact]
    public async Task The_breaker_spares_a_destination_that_is_down_and_our_time()
    {
        var destination = new ScriptedDestination(503);
        DeliveryClient client = Client(destination, Quick with { BreakerThreshold = 4 });
        await client.DeliverAsync(Some.Payload("a"), CancellationToken.None);
        await client.DeliverAsync(Some.Payload("b"), CancellationToken.None);
        DeliveryReceipt receipt = await client.DeliverAsync(Some.Payload("c"), CancellationToken.None);
        Assert.Equal(("breaker_open", 1, 0), (receipt.Problem?.Text, receipt.Undelivered, receipt.Attempts));
        Assert.Equal(["a", "a", "a", "b"], destination.Sent);
    }

    [Theory]
    [InlineData("2")]
    [InlineData("date")]
    public async Task A_wait_that_the_destination_asks_for_is_kept(string retryAfter)
    {
        string header = retryAfter == "date" ? DateTimeOffset.UtcNow.AddSeconds(30).ToString("R") : retryAfter;
        var destination = new ScriptedDestination(new(429, RetryAfter: header), 200);
        var schedule = new RetrySchedule(TimeSpan.Zero, TimeSpan.Zero, LongestAsked: TimeSpan.FromMilliseconds(60));
        long start = TimeProvider.System.GetTimestamp();
        await DeliverAsync(destination, Quick with { Schedule = schedule });
        Assert.True(TimeProvider.System.GetElapsedTime(start) >= TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task Cancelling_ends_a_delivery_with_an_exception()
    {
        using var cancel = new CancellationTokenSource(20);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Client(new ScriptedDestination(0), Quick).DeliverAsync(Some.Payload("a"), cancel.Token));
    }

    [Theory]
    [InlineData(200, null)]
    [InlineData(503, "it says 503")]
    public async Task A_probe_tells_what_is_wrong(int status, string? problem) =>
        Assert.Equal(problem, await Client(new ScriptedDestination(status), Quick).ProbeAsync(CancellationToken.None));

    private static Task<DeliveryReceipt> DeliverAsync(
        ScriptedDestination destination, DeliveryOptions? options = null) =>
        Client(destination, options ?? Quick).DeliverAsync(Some.Payload("a", "b", "c", "d"), CancellationToken.None);

    private static DeliveryClient Client(ScriptedDestination destination, DeliveryOptions options) => new(
        destination,
        new HttpMessageInvoker(destination),
        options,
        Outside);

    private static Surroundings Outside => new(TimeProvider.System, () => 1.0, NullLoggerFactory.Instance);

    private static async Task HangUpAsync(TcpListener listener)
    {
        while (true)
        {
            using TcpClient caller = await listener.AcceptTcpClientAsync();
            await caller.GetStream().ReadAtLeastAsync(new byte[16], 16);
        }
    }
}
