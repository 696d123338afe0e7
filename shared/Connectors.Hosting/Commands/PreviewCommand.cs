using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Records;

namespace Connectors.Hosting;

/// <summary><c>preview</c>: shows records as they are and as they would be delivered. Sends nothing.</summary>
internal sealed class PreviewCommand(CommandRun run)
{
    private static readonly JsonWriterOptions Readable =
        new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal async Task<int> RunAsync(string reference, int records, CancellationToken cancel)
    {
        Preview? preview = null;
        Ledger ledger = await new Connector(run.Parts).PreviewAsync(
            new BatchReference(reference), origin => preview = new Preview(run.Parts, origin, records), cancel);
        foreach (PreviewedRecord record in preview?.Records ?? [])
        {
            Write(record);
        }

        if (ledger.Outcome is BatchOutcome.Unreadable or BatchOutcome.Ignored)
        {
            run.Terminal.Error.WriteLine($"{ledger.Object}: {ledger.Reason}");
        }

        return ledger.Outcome == BatchOutcome.Unreadable ? ExitCode.NotDelivered : ExitCode.Success;
    }

    private void Write(PreviewedRecord record)
    {
        if (run.WritesJson)
        {
            run.Terminal.Output.WriteLine(new JsonObject
            {
                ["line"] = record.Location.Line,
                ["outcome"] = record.Outcome,
                ["source"] = Encoding.UTF8.GetString(record.Source),
                ["delivered"] = Encoding.UTF8.GetString(record.Delivered),
            }.ToJsonString());
            return;
        }

        run.Terminal.Output.WriteLine(
            $"--- line {record.Location.Line}, byte {record.Location.ByteOffset}: {record.Outcome}");
        run.Terminal.Output.WriteLine(Indent(record.Source));
        if (record.Delivered.Length > 0)
        {
            run.Terminal.Output.WriteLine("--- becomes");
            run.Terminal.Output.WriteLine(Indent(record.Delivered));
        }
    }

    private static string Indent(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            using var bytes = new MemoryStream();
            using (var writer = new Utf8JsonWriter(bytes, Readable))
            {
                document.WriteTo(writer);
            }

            return Encoding.UTF8.GetString(bytes.ToArray());
        }
        catch (JsonException)
        {
            return Encoding.UTF8.GetString(json);
        }
    }
}
