using Connectors.Records;
using Microsoft.Extensions.Logging;

namespace Connectors.Delivery;

/// <content>What is logged: counts and reasons, never a record, a header or an address.</content>
public sealed partial class DeliveryClient
{
    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Attempt was not accepted records={Records} bytes={Bytes} verdict={Verdict} code={Code} "
            + "reason={Reason}")]
    private partial void LogAttempt(int records, int bytes, string verdict, ReasonCode code, string reason);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Delivery gave up records={Records} attempts={Attempts} code={Code} reason={Reason}")]
    private partial void LogGaveUp(int records, int attempts, ReasonCode code, string reason);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Credentials were refused and have been read again: they have changed code={Code}")]
    private partial void LogSecretChanged(ReasonCode code);

    [LoggerMessage(
        Level = LogLevel.Error, Message = "Breaker opened: nearly all recent attempts failed code={Code}")]
    private partial void LogBreakerOpened(ReasonCode code);
}
