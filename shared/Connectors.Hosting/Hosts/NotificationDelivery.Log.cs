using Microsoft.Extensions.Logging;

namespace Connectors.Hosting;

/// <content>What is logged of notifications.</content>
internal sealed partial class NotificationDelivery
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Notification named no object reason={Reason}")]
    private partial void LogNothing(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Notification was not acknowledged reason={Reason}")]
    private partial void LogFailed(string reason);
}
