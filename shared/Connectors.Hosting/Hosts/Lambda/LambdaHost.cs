using System.Globalization;
using System.Net;
using Connectors.Records;
using Microsoft.Extensions.Logging;

namespace Connectors.Hosting;

/// <summary>
/// AWS Lambda: asks the Runtime API for one event after the other. What fails is told to the platform, which
/// redelivers; when the platform itself answers wrongly, the process ends.
/// </summary>
internal sealed partial class LambdaHost(
    RuntimeApi api, NotificationDelivery delivery, ConnectorParts parts,
    IReadOnlyDictionary<string, string> environment)
{
    private readonly ILogger log = parts.Outside.Logs.CreateLogger<LambdaHost>();
    private readonly LambdaAnswers answers = new(delivery, parts.Options.Host.Objects);

    // Managed instances send several events at a time, and want as many loops.
    private int Loops => environment.TryGetValue("AWS_LAMBDA_MAX_CONCURRENCY", out string? text)
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int loops)
            ? Math.Max(1, loops)
            : 1;

    /// <summary>Works until the platform ends the process.</summary>
    /// <returns>The exit code: never success, since nobody asks a function to end.</returns>
    internal async Task<int> RunAsync(CancellationToken cancel)
    {
        MemoryLimit.Tell(environment);
        int loops = Loops;
        await Task.WhenAll(Enumerable.Range(0, loops).Select(_ => LoopAsync(loops == 1, cancel)));
        return ExitCode.NotDelivered;
    }

    private async Task LoopAsync(bool isAlone, CancellationToken cancel)
    {
        try
        {
            while (!cancel.IsCancellationRequested)
            {
                Invocation invocation = await api.NextAsync(cancel);
                if (isAlone)
                {
                    Environment.SetEnvironmentVariable("_X_AMZN_TRACE_ID", invocation.TraceId);
                }

                await HandleAsync(invocation, cancel);
            }
        }
        catch (HttpRequestException fault)
        {
            LogPlatformFailed(ReasonCodes.PlatformFailed, fault.Message);
        }
        catch (OperationCanceledException)
        {
            LogStopped();
        }
    }

    private async Task HandleAsync(Invocation invocation, CancellationToken cancel)
    {
        using IDisposable? scope = log.Within(("requestId", invocation.Id), ("traceId", invocation.TraceId));
        LambdaAnswer answer;
        try
        {
            using Deadline deadline = delivery.In(TimeLeft(invocation));
            answer = await answers.AnswerAsync(invocation.Event, deadline, cancel);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // A fault of ours must cost this event its success, and not the process its life.
            LogFault(fault, ReasonCodes.Fault);
            answer = LambdaAnswer.Failed("Connector.Fault", fault.GetType().Name);
        }

        // The platform may freeze the process as soon as it has the answer, and kills it when its time is over.
        await parts.FlushMetricsAsync(TimeLeft(invocation));
        try
        {
            await (answer.Failure is { } failure
                ? api.FailAsync(invocation.Id, failure, cancel)
                : api.RespondAsync(invocation.Id, answer.Json, cancel));
        }
        catch (HttpRequestException fault) when (IsAboutThisAnswer(fault.StatusCode))
        {
            // Too late or too large: the platform has failed this event already, and goes on.
            LogAnswerRefused(ReasonCodes.AnswerRefused, fault.Message);
        }
    }

    private TimeSpan TimeLeft(Invocation invocation) => invocation.Deadline is { } deadline
        ? deadline - parts.Outside.Time.GetUtcNow()
        : parts.Options.Host.TimeLimit;

    private static bool IsAboutThisAnswer(HttpStatusCode? status) =>
        status is HttpStatusCode.BadRequest or HttpStatusCode.Forbidden or HttpStatusCode.RequestEntityTooLarge;
}
