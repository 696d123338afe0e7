using Microsoft.Extensions.Logging;

namespace Connectors.Hosting;

/// <content>What is logged of the server.</content>
internal sealed partial class PushHost
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Server listens address={Address}")]
    private partial void LogListening(string address);

    [LoggerMessage(Level = LogLevel.Information, Message = "Server was asked to stop inFlight={InFlight}")]
    private partial void LogStopping(int inFlight);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Request was aborted by whoever sent it")]
    private partial void LogAborted();

    [LoggerMessage(Level = LogLevel.Warning, Message = "Request was refused reason={Reason}")]
    private partial void LogRefused(string reason);
}
