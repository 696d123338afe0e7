using System.Buffers;
using System.Text.Json;
using Connectors.Records;

namespace Connectors.Hosting;

/// <summary>What became of one object.</summary>
public enum BatchOutcome
{
    /// <summary>Every record is accounted for, and none is a dead letter.</summary>
    Delivered,

    /// <summary>Every record is accounted for; some are dead letters.</summary>
    Partial,

    /// <summary>The destination, or the store of dead letters, was not there. Nothing is acknowledged.</summary>
    Unavailable,

    /// <summary>The object cannot be read, or not to its end. Nothing is acknowledged.</summary>
    Unreadable,

    /// <summary>
    /// The time ended: every line before <see cref="Ledger.NextLine"/> is accounted for. Acknowledged only once
    /// somebody is sure to continue with that line.
    /// </summary>
    Continued,

    /// <summary>The object holds no records by its nature: empty, an ownership challenge, a test upload.</summary>
    Ignored,
}

/// <summary>
/// The account of one object: every record that was read is in exactly one of the counts. Filled by one thread; others
/// may look at the counts meanwhile.
/// </summary>
public sealed class Ledger
{
    private readonly ReasonCounts unstored = []; // dead letters: they count as such while they can still be stored

    /// <summary>The object's URI, or what was asked for when it could not be opened.</summary>
    public required string Object { get; set; }

    /// <summary>Version, etag, or content hash.</summary>
    public string Etag { get; set; } = "";

    public BatchOutcome Outcome { get; set; }

    /// <summary>Why, where the outcome is not Delivered; for a person.</summary>
    public string Reason { get; set; } = "";

    /// <summary>What kind of reason that is; null where nothing is wrong.</summary>
    public ReasonCode? Code { get; set; }

    public string Dataset { get; set; } = "";

    /// <summary>How many runs this object has had, this one included. The counts are those of all of them.</summary>
    public int Runs { get; private set; } = 1;

    /// <summary>What earlier runs had counted; null in the first run.</summary>
    public Continuation? Before { get; private set; }

    /// <summary>The first line that nobody has taken, where the outcome is Continued.</summary>
    public long? NextLine { get; set; }

    public long RecordsRead { get; set; }

    public long Delivered { get; set; }

    public long Duplicates { get; set; }

    public long Filtered { get; set; }

    public long SampledOut { get; set; }

    public long DeadLettered { get; set; }

    /// <summary>
    /// Read, and neither accepted nor refused when time or tries ended. The object is to be delivered again.
    /// </summary>
    public long Undelivered { get; set; }

    /// <summary>Bytes read as they are stored.</summary>
    public long BytesRead { get; set; }

    public long BytesInflated { get; set; }

    public long Payloads { get; set; }

    /// <summary>HTTP requests that carried records.</summary>
    public long Attempts { get; set; }

    /// <summary>
    /// Whether an attempt failed after it was sent, so that records may be there twice (with the same id).
    /// </summary>
    public bool MayHaveDoubled { get; set; }

    /// <summary>What is wrong with records that were sent all the same: a short name to their number.</summary>
    public SortedDictionary<string, long> Warnings { get; } = new(StringComparer.Ordinal);

    /// <summary>Fields of this run's records that their dataset does not know.</summary>
    public UnknownFieldCounts UnknownFields { get; } = new();

    /// <summary>Why records became dead letters in this run, and how many.</summary>
    public ReasonCounts Rejected { get; } = [];

    public EventTime? FirstEventTime { get; set; }

    public EventTime? LastEventTime { get; set; }

    /// <summary>Seconds from opening the object to the last receipt.</summary>
    public double Seconds { get; set; }

    /// <summary>Whether the sum is right: every record that was read is in one count.</summary>
    public bool IsBalanced =>
        RecordsRead == Delivered + Duplicates + Filtered + SampledOut + DeadLettered + Undelivered
        && (Undelivered == 0 || Outcome is BatchOutcome.Unavailable or BatchOutcome.Unreadable);

    /// <summary>Takes over the counts of earlier runs.</summary>
    internal void GoOnFrom(Continuation before)
    {
        Before = before;
        Runs = before.Runs + 1;
        RecordsRead = before.RecordsRead;
        Delivered = before.Delivered;
        Duplicates = before.Duplicates;
        Filtered = before.Filtered;
        SampledOut = before.SampledOut;
        DeadLettered = before.DeadLettered;
        Payloads = before.Payloads;
        Attempts = before.Attempts;
        MayHaveDoubled = before.MayHaveDoubled;
    }

    /// <summary>What the next run must know.</summary>
    internal Continuation ToContinuation() => new(NextLine ?? 1, Etag)
    {
        Runs = Runs,
        RecordsRead = RecordsRead,
        Delivered = Delivered,
        Duplicates = Duplicates,
        Filtered = Filtered,
        SampledOut = SampledOut,
        DeadLettered = DeadLettered,
        Payloads = Payloads,
        Attempts = Attempts,
        MayHaveDoubled = MayHaveDoubled,
    };

    /// <summary>Counts all that is not known as undelivered; what of it was in flight may be there all the same.
    /// </summary>
    internal void GiveUpRest()
    {
        LoseLetters(unstored);
        Undelivered = RecordsRead - Delivered - Duplicates - Filtered - SampledOut - DeadLettered;
        MayHaveDoubled |= Undelivered > 0 && Payloads > (Before?.Payloads ?? 0);
    }

    /// <summary>Notes that a record of this time was read.</summary>
    public void Note(EventTime time)
    {
        FirstEventTime = FirstEventTime is { } first && first.Nanoseconds <= time.Nanoseconds ? first : time;
        LastEventTime = LastEventTime is { } last && last.Nanoseconds >= time.Nanoseconds ? last : time;
    }

    /// <summary>Ends otherwise than delivered.</summary>
    internal void End(BatchOutcome outcome, Problem problem)
    {
        Outcome = outcome;
        Code = problem.Code;
        Reason = problem.Text;
    }

    /// <summary>Ends when every receipt is in.</summary>
    /// <param name="stopReason">Why reading stopped; null when nothing stopped it.</param>
    /// <param name="fault">Why the object could not be read to its end; null when it could.</param>
    internal void Settle(Problem? stopReason, Problem? fault)
    {
        Outcome = DeadLettered > 0 ? BatchOutcome.Partial : BatchOutcome.Delivered;
        if ((stopReason ?? fault) is { } problem)
        {
            End(stopReason is null ? BatchOutcome.Unreadable : BatchOutcome.Unavailable, problem);
        }
    }

    /// <summary>
    /// Ends in mid-object, as the time ended. A run that came no further than the one before would be repeated without
    /// end.
    /// </summary>
    internal void ContinueAt(long nextLine)
    {
        bool isProgress = nextLine > (Before?.NextLine ?? 1);
        NextLine = isProgress ? nextLine : null;
        if (isProgress)
        {
            End(BatchOutcome.Continued, new Problem(ReasonCodes.TimeEnded, "the time ended"));
            return;
        }

        End(BatchOutcome.Unavailable, new Problem(
            ReasonCodes.TimeTooShort, "the time is too short: not one record could be read before it ended"));
    }

    /// <summary>Notes that the object is not the one that was told of, if nothing worse is known; empty for nothing.
    /// </summary>
    internal void NoteChange(string note)
    {
        if (Reason.Length == 0 && note.Length > 0)
        {
            Reason = note;
            Code = ReasonCodes.ObjectChanged;
        }
    }

    /// <summary>Counts a record as a dead letter.</summary>
    internal void Bury(RejectionReason reason)
    {
        DeadLettered++;
        Rejected.Add(reason);
        unstored.Add(reason);
    }

    /// <summary>Notes that these dead letters are stored.</summary>
    internal void KeepLetters(ReasonCounts letters) => unstored.Subtract(letters);

    /// <summary>Notes that these dead letters cannot be stored: nobody has these records.</summary>
    internal void LoseLetters(ReasonCounts letters)
    {
        Undelivered += letters.Total;
        DeadLettered -= letters.Total;
        Rejected.Subtract(letters);
        unstored.Subtract(letters);
    }

    /// <summary>Notes that something is wrong with some records that are sent all the same.</summary>
    public void Warn(string warning, long records) => Warnings[warning] = Warnings.GetValueOrDefault(warning) + records;

    /// <summary>The ledger as one JSON object without line ends.</summary>
    public string ToJson()
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("object", Object);
            json.WriteString("etag", Etag);
            json.WriteString("outcome", Outcome.ToString().ToLowerInvariant());
            json.WriteString("reason", Reason);
            json.WriteString("code", Code?.ToString() ?? "");
            json.WriteString("dataset", Dataset);
            WriteCounts(json);
            json.WriteBoolean("mayHaveDoubled", MayHaveDoubled);
            Write(json, "warnings", Warnings);
            Write(json, "rejected", Rejected.Select(pair => KeyValuePair.Create(pair.Key.Code(), pair.Value)));
            UnknownFields.Write(json);
            json.WriteString("firstEventTime", FirstEventTime?.ToString());
            json.WriteString("lastEventTime", LastEventTime?.ToString());
            json.WriteNumber("seconds", Math.Round(Seconds, 3));
            if (Runs > 1 || NextLine is not null)
            {
                json.WriteNumber("runs", Runs);
            }

            if (NextLine is { } line)
            {
                json.WriteNumber("nextLine", line);
            }

            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, long>> counts)
    {
        json.WriteStartObject(name);
        foreach ((string reason, long records) in counts)
        {
            json.WriteNumber(reason, records);
        }

        json.WriteEndObject();
    }

    private void WriteCounts(Utf8JsonWriter json)
    {
        json.WriteNumber("recordsRead", RecordsRead);
        json.WriteNumber("delivered", Delivered);
        json.WriteNumber("duplicates", Duplicates);
        json.WriteNumber("filtered", Filtered);
        json.WriteNumber("sampledOut", SampledOut);
        json.WriteNumber("deadLettered", DeadLettered);
        json.WriteNumber("undelivered", Undelivered);
        json.WriteNumber("bytesRead", BytesRead);
        json.WriteNumber("bytesInflated", BytesInflated);
        json.WriteNumber("payloads", Payloads);
        json.WriteNumber("attempts", Attempts);
    }
}
