using Connectors.Records;
using Microsoft.Extensions.Logging;

namespace Connectors.Hosting;

/// <content>What is logged of notifications.</content>
internal sealed partial class NotificationDelivery
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Notification named no object reason={Reason}")]
    private partial void LogNothing(string reason);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Notification was not acknowledged object={Object} code={Code} reason={Reason}")]
    private partial void LogFailed(string @object, ReasonCode code, string reason);

    [LoggerMessage(
        Level = LogLevel.Critical,
        Message = "Message failed its last try object={Object} code={Code} cause={Cause} reason={Reason} "
            + "tries={Tries} command={Command}")]
    private partial void LogLastTry(
        string @object, ReasonCode code, ReasonCode cause, string reason, int tries, string command);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Notification failed by a fault code={Code}")]
    private partial void LogFault(Exception fault, ReasonCode code);
}
