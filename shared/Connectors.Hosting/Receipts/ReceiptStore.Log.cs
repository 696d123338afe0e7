using Microsoft.Extensions.Logging;

namespace Connectors.Hosting;

/// <content>What is logged: which receipt this process, and what called it, has left.</content>
internal sealed partial class ReceiptStore
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Receipt was written receipt={Receipt}")]
    private partial void LogWritten(string receipt);
}
