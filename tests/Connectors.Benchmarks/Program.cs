using System.Diagnostics;
using System.IO.Compression;
using Connectors.Benchmarks;
using Connectors.Delivery;
using Connectors.Hosting;
using Connectors.Records;
using Connectors.Splunk;
using Microsoft.Extensions.Logging.Abstractions;

Process.GetCurrentProcess().ProcessorAffinity = 1;
var datasets = DatasetCatalog.Load();
var ds = datasets.Find("http_requests")!;
var ms = new MemoryStream();
long n = new BatchGenerator(ds, 1).WriteBytes(ms, 64_000_000);
byte[] raw = ms.ToArray();
Console.WriteLine($"{n} records, {raw.Length / n} bytes each");
var z = new MemoryStream(); using (var g = new GZipStream(z, CompressionLevel.Optimal, true)) g.Write(raw);
byte[] gz = z.ToArray();
Console.WriteLine($"gz {gz.Length} ratio {raw.Length / (double)gz.Length:f1}");
double Best(Action a) { double b = 1e9; for (int i = 0; i < 7; i++) { var sw = Stopwatch.StartNew(); a(); b = Math.Min(b, sw.Elapsed.TotalSeconds); } return raw.Length / 1e6 / b; }
var buf = new byte[256 * 1024];
double inflate = Best(() => { using var g = new GZipStream(new MemoryStream(gz), CompressionMode.Decompress); while (g.Read(buf) > 0) { } });
Console.WriteLine($"inflate {inflate}"); var o = new byte[4 << 20];
double deflate = Best(() => { for (int off = 0; off < raw.Length; off += 2 << 20) { using var g = new GZipStream(new MemoryStream(o), CompressionLevel.Fastest, true); g.Write(raw, off, Math.Min(2 << 20, raw.Length - off)); } });
Console.WriteLine($"deflate {deflate}"); var names = new FieldNames(ds.Fields.Select(f => f.Name)); var fields = new RecordFields(); var scanner = new RecordScanner(names);
double scan = Best(() => { var d = raw.AsSpan(); for (int pos = 0; pos < d.Length;) { int nl = d[pos..].IndexOf((byte)'\n'); if (!scanner.Scan(d.Slice(pos, nl), fields).IsWhole) throw new Exception(); pos += nl + 1; } });
Console.WriteLine($"scan {scan}"); var options = new SettingsReader(new Dictionary<string, string> { ["SPLUNK_HEC_URL"] = "http://localhost", ["SPLUNK_HEC_TOKEN"] = "x", ["CONNECTOR_CONCURRENCY"]="1", ["SPLUNK_MAX_PAYLOAD_BYTES"]="4194304" });
var common = CommonOptions.Read(options, datasets);
var dest = SplunkDestination.Module.Create(options, new DestinationContext(datasets, false, Guid.Empty));
var mapper = new RecordMapper(ds, RuleSet.None, nn => dest.CreateEnvelope(ds, "x", nn));
var w = new ByteWriter(1 << 20);
double map = Best(() => { var d = raw.AsSpan(); long line = 0; for (int pos = 0; pos < d.Length;) { int nl = d[pos..].IndexOf((byte)'\n'); w.Clear(); mapper.Map(new RawRecord { Bytes = d.Slice(pos, nl), Location = new RecordLocation(++line, pos) }, "v1-0123456789abcdef0123456789abcdef-123"u8, w); pos += nl + 1; } });
Console.WriteLine($"map {map}"); var outside = new Surroundings(TimeProvider.System, Random.Shared.NextDouble, NullLoggerFactory.Instance);
Ledger? last = null;
var parts = new ConnectorParts { Datasets = datasets, Objects = new Mem(gz), DeadLetters = new FolderDeadLetterStore("/tmp/dl"), Destination = dest, Client = new DeliveryClient(dest, new HttpMessageInvoker(new NullTransport("{\"text\":\"Success\",\"code\":0}")), common.Delivery, outside), Options = common, Outside = outside };
var connector = new Connector(parts);
for (int r = 0; r < 40; r++) connector.DeliverAsync(new BatchReference("x"), null, default).GetAwaiter().GetResult(); double whole = Best(() => last = connector.DeliverAsync(new BatchReference("x"), null, default).GetAwaiter().GetResult());
Console.WriteLine(last!.ToJson());
double limit = 1 / (1 / inflate + 1 / deflate);
Console.WriteLine($"inflate {inflate:f0} deflate {deflate:f0} limit {limit:f0} scan {scan:f0} map {map:f0} whole {whole:f0} ratio {whole / limit:f3}");

class Mem(byte[] gz) : IObjectStore { public Task<ObjectOpening> OpenAsync(BatchReference r, CancellationToken c) => Task.FromResult<ObjectOpening>(new ObjectOpening.Opened(new ObjectIdentity("s3", "b", "http_requests/x", "1"), new MemoryStream(gz), gz.Length)); }
