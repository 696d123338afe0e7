using Connectors.Records;
using Microsoft.Extensions.Logging;

namespace Connectors.Hosting;

/// <content>What is logged of metrics.</content>
internal sealed partial class OtlpTransport
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Metrics were not sent code={Code} reason={Reason}")]
    private partial void LogNotSent(ReasonCode code, string reason);
}
