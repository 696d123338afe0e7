using Connectors.Records;
using Microsoft.Extensions.Logging;

namespace Connectors.Hosting;

/// <content>What is logged of invocations.</content>
internal sealed partial class LambdaHost
{
    [LoggerMessage(Level = LogLevel.Critical, Message = "Runtime API failed code={Code} reason={Reason}")]
    private partial void LogPlatformFailed(ReasonCode code, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Process was asked to stop")]
    private partial void LogStopped();

    [LoggerMessage(Level = LogLevel.Critical, Message = "Invocation failed by a fault code={Code}")]
    private partial void LogFault(Exception fault, ReasonCode code);

    [LoggerMessage(Level = LogLevel.Error, Message = "Answer was refused code={Code} reason={Reason}")]
    private partial void LogAnswerRefused(ReasonCode code, string reason);
}
