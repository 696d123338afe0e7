using Connectors.Records;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace Connectors.Delivery;

/// <summary>
/// Delivers payloads: sends, lets the destination judge, and sends again what it must, until every record is settled or
/// the tries have ended. Its receipts are values; it throws only when cancelled. For several threads.
/// </summary>
public sealed partial class DeliveryClient
{
    // The breaker opens when nine of ten recent attempts failed: where some get through, as in throttling, is no
    // outage.
    private const double BreakerFailureRatio = 0.9;
    private static readonly TimeSpan BreakerWindow = TimeSpan.FromSeconds(30);

    private readonly IDestination destination;
    private readonly DeliveryOptions options;
    private readonly Surroundings outside;
    private readonly ILogger log;
    private readonly BodyCompressor compressor;
    private readonly HttpExchange exchange;
    private readonly ResiliencePipeline<Verdict> attempts;

    /// <param name="destination">Where to.</param>
    /// <param name="http">Sends requests; follows no redirects.</param>
    /// <param name="options">How hard to try.</param>
    /// <param name="outside">The clock for waits, chance for jitter, the log for failed attempts.</param>
    public DeliveryClient(
        IDestination destination, HttpMessageInvoker http, DeliveryOptions options, Surroundings outside)
    {
        this.destination = destination;
        this.options = options;
        this.outside = outside;
        log = outside.Logs.CreateLogger<DeliveryClient>();
        compressor = new BodyCompressor(destination.Coding, destination.Framing, options.Processors);
        exchange = new HttpExchange(http, options.AttemptTimeout, outside.Time);
        attempts = BuildPipeline();
    }

    /// <summary>Delivers one payload.</summary>
    public async Task<DeliveryReceipt> DeliverAsync(Payload payload, CancellationToken cancel)
    {
        var state = new DeliveryState(payload);
        using var deadline = new CancellationTokenSource(options.Deadline, outside.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        try
        {
            await DeliverAsync(state, either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            Stop(state, payload.Count, new Problem(ReasonCodes.DeliveryDeadline, "deadline"));
        }

        return state.ToReceipt();
    }

    private async Task DeliverAsync(DeliveryState state, CancellationToken cancel)
    {
        while (state.TryNext(out PayloadPart part))
        {
            using CompressedBody body = await compressor.CompressAsync(part, cancel);
            var sending = new Sending(state, body, new SentBody(part.Count, part.BodyBytes(destination.Framing)));
            Verdict verdict = await SendUntilJudgedAsync(sending, cancel);
            Settle(state, part, verdict);
            if (verdict is Verdict.EachApart { MustWait: true })
            {
                await Task.Delay(
                    options.Schedule.Delay(state.RoundsWithoutProgress, outside.Chance()), outside.Time, cancel);
            }
        }
    }

    /// <summary>Asks the destination whether it is there and well.</summary>
    /// <returns>What is wrong, in words for a person; null when nothing is.</returns>
    public async Task<string?> ProbeAsync(CancellationToken cancel)
    {
        using HttpRequestMessage request = destination.CreateProbe();
        using ExchangeResult result = await exchange.SendAsync(request, cancel);
        return result switch
        {
            ExchangeResult.Answered answer => destination.JudgeProbe(answer.Reply),
            ExchangeResult.Failed failure => failure.Verdict.ToProblem().Text,
            _ => "no answer",
        };
    }

    private void Settle(DeliveryState state, PayloadPart part, Verdict verdict)
    {
        switch (verdict)
        {
            case Verdict.Accepted accepted:
                state.Accept(part, accepted.Warning);
                state.IsNearLimit |= accepted.IsNearLimit;
                break;
            case Verdict.EachApart apart:
                state.Sort(part, apart);
                if (state.RoundsWithoutProgress >= options.Attempts)
                {
                    Stop(state, part.Count, new Problem(ReasonCodes.PutOff, "records put off again and again"));
                }

                break;
            case Verdict.TooLarge large:
                state.Split(part, RejectionReason.TooLargeForDestination, large.Reason);
                break;
            case Verdict.RefusedTogether refused:
                state.Split(part, RejectionReason.RefusedByDestination, refused.Reason);
                break;
            default:
                Stop(state, part.Count, verdict.ToProblem());
                break;
        }
    }

    private void Stop(DeliveryState state, int records, Problem problem)
    {
        state.Stop(problem);
        LogGaveUp(records, state.Attempts, problem.Code, problem.Text);
    }

    private async Task<Verdict> SendUntilJudgedAsync(Sending sending, CancellationToken cancel)
    {
        try
        {
            return await attempts.ExecuteAsync(
                static (state, inner) => state.Self.AttemptAsync(state.Sending, inner),
                (Self: this, Sending: sending),
                cancel);
        }
        catch (BrokenCircuitException)
        {
            return Verdict.NoAnswer(ReasonCodes.BreakerOpen);
        }
    }

    // One attempt; two when the secret was refused and there is a new one.
    private async ValueTask<Verdict> AttemptAsync(Sending sending, CancellationToken cancel)
    {
        string secret = destination.Credentials.Value;
        Verdict verdict = await SendOnceAsync(sending, cancel);
        if (verdict is Verdict.CredentialsRefused && await destination.Credentials.ReadAgainAsync(secret, cancel))
        {
            LogSecretChanged(ReasonCodes.CredentialsRenewed);
            verdict = await SendOnceAsync(sending, cancel);
        }

        return verdict;
    }

    private async Task<Verdict> SendOnceAsync(Sending sending, CancellationToken cancel)
    {
        using HttpRequestMessage request = destination.CreateRequest(
            sending.State.Payload.Origin, sending.Body.ToContent());
        sending.State.Attempts++;
        bool hadDoubled = sending.State.MayHaveDoubled;
        sending.State.MayHaveDoubled = true; // until there is an answer
        using ExchangeResult result = await exchange.SendAsync(request, cancel);
        Verdict verdict = result switch
        {
            ExchangeResult.Answered answer => destination.Judge(answer.Reply, sending.Sent),
            ExchangeResult.Failed failure => failure.Verdict,
            _ => throw new InvalidOperationException("An exchange has either an answer or a failure."),
        };
        if (verdict is Verdict.Accepted { Receipt: not null } or Verdict.EachApart { Receipt: not null })
        {
            verdict = await ConfirmAsync(verdict, cancel);
        }

        sending.State.MayHaveDoubled = hadDoubled || verdict is Verdict.TryAgain { MayBeTaken: true }
            || (verdict is Verdict.Misconfigured && IsSuccess(result));
        if (verdict is not Verdict.Accepted { IsNearLimit: false, Warning: null })
        {
            (ReasonCode code, string reason) = verdict.ToProblem();
            LogAttempt(sending.Sent.Records, sending.Sent.BodyBytes, verdict.GetType().Name, code, reason);
        }

        return verdict;
    }

    // One that nobody understands may be one all the same.
    private static bool IsSuccess(ExchangeResult result) =>
        result is ExchangeResult.Answered { Reply.Status: >= 200 and < 300 };

    // What is accepted counts only when it is confirmed; if it never is, all is sent again.
    private async Task<Verdict> ConfirmAsync(Verdict verdict, CancellationToken cancel)
    {
        string receipt = (verdict as Verdict.Accepted)?.Receipt ?? ((Verdict.EachApart)verdict).Receipt!;
        if (destination is not IConfirmingDestination confirming)
        {
            return verdict;
        }

        DateTimeOffset last = outside.Time.GetUtcNow() + options.ConfirmationTimeout;
        while (outside.Time.GetUtcNow() < last)
        {
            await Task.Delay(options.QuestionInterval, outside.Time, cancel);
            using HttpRequestMessage question = confirming.CreateQuestion(receipt);
            using ExchangeResult result = await exchange.SendAsync(question, cancel);
            bool isConfirmed = result is ExchangeResult.Answered answer
                && confirming.JudgeAnswer(answer.Reply, receipt) is not Confirmation.Pending;
            if (isConfirmed)
            {
                return verdict;
            }
        }

        return Verdict.NoAnswer(ReasonCodes.NotConfirmed, mayBeTaken: true);
    }

    private ResiliencePipeline<Verdict> BuildPipeline()
    {
        var pipeline = new ResiliencePipelineBuilder<Verdict> { TimeProvider = outside.Time };
        if (options.Attempts > 1)
        {
            pipeline.AddRetry(new RetryStrategyOptions<Verdict>
            {
                ShouldHandle = static arguments => ValueTask.FromResult(arguments.Outcome.Result is Verdict.TryAgain),
                MaxRetryAttempts = options.Attempts - 1,
                DelayGenerator = arguments => ValueTask.FromResult<TimeSpan?>(options.Schedule.Delay(
                    arguments.AttemptNumber, outside.Chance(), (arguments.Outcome.Result as Verdict.TryAgain)?.After)),
            });
        }

        return pipeline.AddCircuitBreaker(new CircuitBreakerStrategyOptions<Verdict>
        {
            ShouldHandle = static arguments => ValueTask.FromResult(arguments.Outcome.Result is Verdict.TryAgain),
            FailureRatio = BreakerFailureRatio,
            MinimumThroughput = options.BreakerThreshold,
            SamplingDuration = BreakerWindow,
            BreakDuration = options.BreakerPause,
            OnOpened = _ =>
            {
                LogBreakerOpened(ReasonCodes.BreakerOpen);
                return default;
            },
        }).Build();
    }

    private sealed record Sending(DeliveryState State, CompressedBody Body, SentBody Sent);
}
