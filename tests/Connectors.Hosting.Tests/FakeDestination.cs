using System.IO.Compression;
using System.Net;
using System.Text;
using Connectors.Delivery;
using Connectors.Records;

namespace Connectors.Hosting.Tests;

/// <summary>
/// A destination that takes lines <c>id record</c> and keeps them. Refuses what it is told to refuse, with a reason;
/// everything when it is down.
/// </summary>
internal sealed class FakeDestination : HttpMessageHandler, IDestination, IEnvelope
{
    private readonly Lock gate = new();
    private int seen;

    /// <summary>What was accepted: id to record.</summary>
    internal Dictionary<string, string> Accepted { get; } = [];

    internal int Requests { get; private set; }

    /// <summary>Records that contain this are refused.</summary>
    internal string Refuses { get; init; } = "\0";

    /// <summary>Called with every request.</summary>
    internal Action Requested { get; init; } = () => { };

    /// <summary>Whether requests are never answered.</summary>
    internal bool Hangs { get; init; }

    /// <summary>Every answer waits for this.</summary>
    internal Task Gate { get; init; } = Task.CompletedTask;

    /// <summary>Requests that have come, answered or not.</summary>
    internal int Seen => Volatile.Read(ref seen);

    /// <summary>From this request on, every answer is 503.</summary>
    internal int DownFrom { get; init; } = int.MaxValue;

    public PayloadLimits Limits { get; init; } = new(1000, 2000, 1000);

    public PayloadFraming Framing => PayloadFraming.Lines;

    public Secret Credentials => Secret.Fixed("secret");

    internal DestinationModule Module => new()
    {
        Name = "fake",
        Title = "Fake",
        Settings = [],
        Assets = new Assets(typeof(FakeDestination).Assembly),
        ReadFieldMap = datasets => FieldMap.Read(
            "fields.json", """
            {"models":[{"when":{},"fields":{
              "where_from":"source.ip","seconds":{"of":"event.duration","as":"seconds"}}}]}
            """u8.ToArray(), datasets),
        Create = (_, _) => this,
    };

    public IEnvelope CreateEnvelope(PayloadOrigin origin, FieldNames names) => this;

    public int Write(in MappedRecord record, ByteWriter output)
    {
        output.Write(record.Id);
        output.Write((byte)' ');
        int offset = output.Length;
        record.WriteBody(output);
        return offset;
    }

    public HttpRequestMessage CreateRequest(PayloadOrigin origin, HttpContent body) =>
        new(HttpMethod.Post, "https://fake.example") { Content = body };

    public Verdict Judge(HttpReply reply, SentBody sent) => reply.Status switch
    {
        200 => new Verdict.EachApart([.. Encoding.ASCII.GetString(reply.Body.Span).Select(letter => letter == 'd'
            ? new RecordVerdict(RecordOutcome.Delivered)
            : new RecordVerdict(RecordOutcome.Rejected, "400/refused"))], MustWait: false),
        _ => new Verdict.TryAgain(reply.Status.ToString()),
    };

    public HttpRequestMessage CreateProbe() => new(HttpMethod.Get, "https://fake.example");

    public string? JudgeProbe(HttpReply reply) => null;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await using var inflated = new GZipStream(
            await request.Content!.ReadAsStreamAsync(cancellationToken), CompressionMode.Decompress);
        using var reader = new StreamReader(inflated);
        string[] lines = (await reader.ReadToEndAsync(cancellationToken)).TrimEnd('\n').Split('\n');
        Interlocked.Increment(ref seen);
        Requested();
        await Gate.WaitAsync(cancellationToken);
        if (Hangs)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        lock (gate)
        {
            return ++Requests >= DownFrom
                ? new HttpResponseMessage(HttpStatusCode.ServiceUnavailable)
                : new HttpResponseMessage { Content = new StringContent(string.Concat(lines.Select(Take))) };
        }
    }

    private char Take(string line)
    {
        string record = line[(line.IndexOf(' ') + 1)..];
        if (record.Contains(Refuses, StringComparison.Ordinal))
        {
            return 'r';
        }

        Accepted.Add(line[..line.IndexOf(' ')], record);
        return 'd';
    }
}
