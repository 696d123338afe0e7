using System.Collections.Concurrent;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Connectors.Records.Tests;

/// <summary>The lines under tests/corpus/batches, and what they become beside them.</summary>
internal static class Corpus
{
    internal static DatasetCatalog Datasets { get; } = DatasetCatalog.Load();

    internal static string Root { get; } = FindRoot(new DirectoryInfo(AppContext.BaseDirectory));

    private static readonly ConcurrentDictionary<string, JObject> Files = new();

    internal static string[] Lines(string dataset) =>
        File.ReadAllLines(Path.Combine(Root, "tests", "corpus", "batches", dataset + ".ndjson"));

    /// <summary>
    /// Compares the documents with those of the file, byte for byte. <c>UPDATE_EXPECTED=1 dotnet test --project
    /// tests/Connectors.Records.Tests</c> writes the file anew; read it before committing it.
    /// </summary>
    internal static void AssertExpected(string folder, string dataset, IEnumerable<string> documents)
    {
        string file = Path.Combine(Root, "tests", "corpus", folder, dataset + ".ndjson");
        string actual = string.Concat(documents.Select(document => document + "\n"));
        if (Environment.GetEnvironmentVariable("UPDATE_EXPECTED") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual);
        }

        Assert.Equal(File.ReadAllText(file), actual);
    }

    /// <summary>What a writer makes of each line.</summary>
    internal static List<string> Write(IEnumerable<string> lines, Func<FieldNames, DocumentWriter> create)
    {
        var names = new FieldNames();
        DocumentWriter writer = create(names);
        var scanner = new RecordScanner(names);
        var fields = new RecordFields();
        var documents = new List<string>();
        foreach (string line in lines)
        {
            byte[] record = Encoding.UTF8.GetBytes(line);
            Assert.True(scanner.Scan(record, fields).IsWhole, line);
            var output = new ByteWriter(0);
            writer.Write(new RecordView(record, fields), output);
            documents.Add(Encoding.UTF8.GetString(output.Written));
        }

        return documents;
    }

    /// <summary>Another parser than ours, kept from being clever about dates and numbers.</summary>
    internal static JObject Parse(string json)
    {
        using var reader = new JsonTextReader(new StringReader(json))
        {
            DateParseHandling = DateParseHandling.None,
            FloatParseHandling = FloatParseHandling.Decimal,
        };
        return JObject.Load(reader);
    }

    /// <summary>Whether an object, or one inside it, has a name twice.</summary>
    internal static bool HasNameTwice(string json)
    {
        try
        {
            JObject.Parse(
                json, new JsonLoadSettings { DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error });
            return false;
        }
        catch (JsonReaderException)
        {
            return true;
        }
    }

    /// <summary>A file of the repository, which nobody may change: it is read once.</summary>
    internal static JObject ReadJson(params string[] path) =>
        Files.GetOrAdd(Path.Combine([Root, .. path]), file => Parse(File.ReadAllText(file)));

    /// <summary>
    /// The first place where two values differ, in words; null when they do not. Texts that are both JSON are the same
    /// when they mean the same.
    /// </summary>
    internal static string? FirstDifference(JToken? expected, JToken? actual)
    {
        if (expected is JObject left && actual is JObject right)
        {
            return left.Properties().Concat(right.Properties())
                .Select(member => FirstDifference(left[member.Name], right[member.Name])).FirstOrDefault(one =>
                    one is not null);
        }

        return JToken.DeepEquals(expected, actual) || Meaning(expected) is { } meant && meant == Meaning(actual)
            ? null
            : $"{expected?.Path ?? actual?.Path}: "
                + $"the reference says {expected ?? "nothing"}, not {actual ?? "nothing"}";
    }

    private static string? Meaning(JToken? text) =>
        text is JValue { Value: string and (['{', ..] or ['[', ..] or ['"', ..]) }
        ? Parse($$"""{"json":{{text}}}""").ToString()
        : null;

    private static string FindRoot(DirectoryInfo folder) =>
        File.Exists(Path.Combine(folder.FullName, "Connectors.sln")) ? folder.FullName : FindRoot(folder.Parent!);
}
