using Connectors.Records;
using Microsoft.Extensions.Logging;

namespace Connectors.Hosting;

/// <content>What is logged of runs.</content>
internal sealed partial class DeliveryRuns
{
    [LoggerMessage(Level = LogLevel.Critical, Message = "Notification failed by a fault code={Code}")]
    private partial void LogFault(Exception fault, ReasonCode code);
}
