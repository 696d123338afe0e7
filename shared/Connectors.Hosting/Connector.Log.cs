using Connectors.Records;
using Microsoft.Extensions.Logging;

namespace Connectors.Hosting;

/// <content>What is logged: one line for each object, and what became dead letters of it.</content>
public sealed partial class Connector
{
    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Object was handled object={Object} outcome={Outcome} code={Code} reason={Reason} dataset={Dataset} "
            + "read={Read} delivered={Delivered} duplicates={Duplicates} filtered={Filtered} sampledOut={SampledOut} "
            + "deadLettered={DeadLettered} undelivered={Undelivered} payloads={Payloads} attempts={Attempts} "
            + "runs={Runs} nextLine={NextLine} bytesRead={BytesRead} seconds={Seconds}")]
    private partial void LogLedger(
        string @object, BatchOutcome outcome, ReasonCode? code, string reason, string dataset, long read,
        long delivered, long duplicates, long filtered, long sampledOut, long deadLettered, long undelivered,
        long payloads, long attempts, int runs, long? nextLine, long bytesRead, double seconds);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Object had fields that its dataset does not know; they were delivered object={Object} "
            + "dataset={Dataset} fields={Fields} others={Others}")]
    private partial void LogUnknownFields(string @object, string dataset, UnknownFieldCounts fields, long others);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Ledger did not balance object={Object} code={Code}")]
    private partial void LogUnbalanced(string @object, ReasonCode code);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Records became dead letters records={Records} code={Code} reason={Reason}")]
    private partial void LogRejected(long records, ReasonCode? code, string reason);
}
