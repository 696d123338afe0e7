using Microsoft.Extensions.Logging;

namespace Connectors.Hosting;

/// <content>What is logged of the queue.</content>
internal sealed partial class WorkLoop
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Queue could not be reached reason={Reason}")]
    private partial void LogQueueFailed(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message went to somebody else message={Message}")]
    private partial void LogLost(string message);

    [LoggerMessage(Level = LogLevel.Information, Message = "Worker was asked to stop inFlight={InFlight}")]
    private partial void LogStopping(int inFlight);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Message failed by a fault message={Message}")]
    private partial void LogFault(Exception fault, string message);
}
