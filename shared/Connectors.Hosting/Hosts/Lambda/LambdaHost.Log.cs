using Microsoft.Extensions.Logging;

namespace Connectors.Hosting;

/// <content>What is logged of invocations.</content>
internal sealed partial class LambdaHost
{
    [LoggerMessage(Level = LogLevel.Critical, Message = "Runtime API failed reason={Reason}")]
    private partial void LogPlatformFailed(string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Process was asked to stop")]
    private partial void LogStopped();

    [LoggerMessage(Level = LogLevel.Critical, Message = "Invocation failed by a fault requestId={RequestId}")]
    private partial void LogFault(Exception fault, string requestId);

    [LoggerMessage(
        Level = LogLevel.Error, Message = "Answer was refused requestId={RequestId} reason={Reason}")]
    private partial void LogAnswerRefused(string requestId, string reason);
}
