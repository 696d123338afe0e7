using System.Globalization;

namespace Connectors.Hosting;

/// <summary>Tells what became of each object, one line each, and keeps the exit code of them all.</summary>
internal sealed class LedgerReport(TextWriter output, bool isJson)
{
    private readonly SortedDictionary<string, UnknownFieldCounts> unknownFields = new(StringComparer.Ordinal);

    /// <summary>The highest exit code so far.</summary>
    internal int ExitCode { get; private set; }

    /// <summary>Tells about one object.</summary>
    internal void Add(Ledger ledger)
    {
        ExitCode = Math.Max(ExitCode, Hosting.ExitCode.Of(ledger.Outcome));
        output.WriteLine(isJson ? ledger.ToJson() : Line(ledger));
        output.Flush();
        if (!ledger.UnknownFields.IsEmpty)
        {
            unknownFields.TryAdd(ledger.Dataset, new UnknownFieldCounts());
            unknownFields[ledger.Dataset].Add(ledger.UnknownFields);
        }
    }

    /// <summary>Tells people what concerns all objects together.</summary>
    internal void Finish()
    {
        if (isJson || unknownFields.Count == 0)
        {
            return;
        }

        output.WriteLine("Fields that their dataset does not know, and how many times they were read and passed on.");
        output.WriteLine("Please report them: see \"New fields\" in shared/Connectors.Records/Datasets/README.md.");
        foreach ((string dataset, UnknownFieldCounts counts) in unknownFields)
        {
            IEnumerable<string> words = counts.ByName
                .Select(pair => $"{pair.Key} {Number(pair.Value)}")
                .Append($"others {Number(counts.OfOthers)}")
                .SkipLast(counts.OfOthers == 0 ? 1 : 0);
            output.WriteLine($"  {dataset}: {string.Join(", ", words)}");
        }
    }

    private static string Line(Ledger ledger)
    {
        string name = ledger.Outcome.ToString().ToLowerInvariant();
        string reason = (ledger.Reason.Length > 0 ? $": {ledger.Reason}" : "")
            + (ledger.Code is { } code ? $" [{code}]" : "");
        return ledger.RecordsRead == 0
            ? $"{name,-11} {ledger.Object}{reason}"
            : $"{name,-11} {ledger.Object}: {ledger.Dataset}, {Counts(ledger)}{reason}";
    }

    private static string Counts(Ledger ledger)
    {
        (string Word, long Count)[] counts =
        [
            ("delivered", ledger.Delivered), ("duplicate", ledger.Duplicates), ("filtered", ledger.Filtered),
            ("sampled out", ledger.SampledOut), ("dead-lettered", ledger.DeadLettered),
            ("undelivered", ledger.Undelivered),
        ];
        IEnumerable<string> words = counts
            .Where(pair => pair.Count > 0).Select(pair => $"{Number(pair.Count)} {pair.Word}")
            .Concat(ledger.Warnings.Select(warning => $"{Number(warning.Value)} with the warning {warning.Key}"));
        string records = ledger.RecordsRead == 1 ? "record" : "records";
        string seconds = ledger.Seconds.ToString("0.0", CultureInfo.InvariantCulture);
        return $"{Number(ledger.RecordsRead)} {records} read, {string.Join(", ", words)} "
            + $"({Size(ledger.BytesInflated)} in {seconds} s)";
    }

    private static string Size(long bytes) => bytes switch
    {
        < 1_000 => $"{bytes} bytes",
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.0} kB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB"),
    };

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
