using Connectors.Records;
using Microsoft.Extensions.Logging;

namespace Connectors.Hosting;

/// <content>What is logged of the queue.</content>
internal sealed partial class WorkLoop
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Queue could not be reached code={Code} reason={Reason}")]
    private partial void LogQueueFailed(ReasonCode code, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message went to somebody else code={Code}")]
    private partial void LogLost(ReasonCode code);

    [LoggerMessage(Level = LogLevel.Information, Message = "Worker was asked to stop inFlight={InFlight}")]
    private partial void LogStopping(int inFlight);
}
