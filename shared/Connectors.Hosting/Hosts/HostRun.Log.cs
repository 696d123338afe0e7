using Connectors.Records;
using Microsoft.Extensions.Logging;

namespace Connectors.Hosting;

/// <content>The first line of the log.</content>
internal sealed partial class HostRun
{
    [LoggerMessage(
        Level = LogLevel.Information, Message = "Host was chosen host={Host} why={Why} version={Version}")]
    private static partial void LogChoice(ILogger log, HostKind host, string why, string version);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Settings cannot be used code={Code} reason={Reason}")]
    private static partial void LogSetting(ILogger log, ReasonCode code, string reason);
}
