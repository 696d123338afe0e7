using System.Text;

namespace Connectors.Records;

/// <summary>
/// Tells which dataset a batch is of, as no record says so itself: by the routes that an operator has set, else by a
/// name in the object's key, else by the field names of its first records.
/// </summary>
/// <param name="datasets">The datasets to choose from.</param>
/// <param name="routes">Key prefix to dataset; the longest prefix that fits wins.</param>
public sealed class DatasetDetector(DatasetCatalog datasets, IReadOnlyDictionary<string, string> routes)
{
    private const int RecordsToLookAt = 10;

    // A field list is any subset of a dataset's fields, and new fields come monthly.
    private const double LeastShareKnown = 0.6;

    /// <summary>The dataset that the routes or the key tell, or null.</summary>
    public Dataset? FromKey(string key)
    {
        string? prefix =
            routes.Keys.Where(route => key.StartsWith(route, StringComparison.Ordinal)).MaxBy(route => route.Length);
        if (prefix is not null)
        {
            return datasets.Find(routes[prefix]);
        }

        // The longest name, so that audit_logs_v2 is not taken for audit_logs.
        string? name = datasets.Names.Where(name => IsWordOf(key, name)).MaxBy(name => name.Length);
        return name is null ? null : datasets.Find(name);
    }

    /// <summary>The dataset that most of the field names belong to, or the unknown one.</summary>
    /// <param name="head">The first bytes of the batch, inflated.</param>
    /// <param name="maxRecordBytes">Longest record in bytes.</param>
    public Dataset FromRecords(ReadOnlySpan<byte> head, int maxRecordBytes)
    {
        HashSet<string> names = CollectNames(head, maxRecordBytes);
        var best = datasets.All
            .Select(dataset => (Dataset: dataset, Share: Share(dataset, names)))
            .OrderByDescending(candidate => candidate.Share)
            .ThenByDescending(candidate => candidate.Dataset.Fields.Count)
            .ToList();

        bool isClear = best.Count == 1
            || (best.Count > 1 && (best[0].Share > best[1].Share || IsSeveralTimes(best[0].Dataset, best[1].Dataset)));
        return isClear && best[0].Share >= LeastShareKnown ? best[0].Dataset : Dataset.Unknown;
    }

    // Small datasets are mostly sent whole, with the names that tell them apart: few names that fit both are of the
    // large one.
    private static bool IsSeveralTimes(Dataset large, Dataset small)
    {
        const int several = 4;
        return large.Fields.Count >= several * small.Fields.Count;
    }

    // The share of the names that the dataset knows; without its time field, it is hardly that dataset.
    private static double Share(Dataset dataset, HashSet<string> names)
    {
        const double withoutTime = 0.5;
        double share =
            names.Count == 0 ? 0 : (double)dataset.Fields.Count(field => names.Contains(field.Name)) / names.Count;
        return dataset.TimeFields.Any(names.Contains) ? share : share * withoutTime;
    }

    private HashSet<string> CollectNames(ReadOnlySpan<byte> head, int maxRecordBytes)
    {
        using var reader = new RecordReader(maxRecordBytes, datasets.IsField);
        while (!head.IsEmpty)
        {
            Span<byte> room = reader.GetMemory().Span;
            int length = Math.Min(room.Length, head.Length);
            head[..length].CopyTo(room);
            reader.Advance(length);
            head = head[length..];
        }

        // The last record may be cut off: it is then no JSON, and adds no names.
        reader.Complete();
        var names = new FieldNames(wantsAll: true);
        var fields = new RecordFields();
        var scanner = new RecordScanner(names);
        var found = new HashSet<string>();
        for (int count = 0; count < RecordsToLookAt && reader.TryRead(out RawRecord record); count++)
        {
            if (scanner.Scan(record.Bytes, fields).IsWhole)
            {
                AddNames(fields, names, found);
            }
        }

        return found;
    }

    private static void AddNames(RecordFields fields, FieldNames names, HashSet<string> found)
    {
        foreach (FieldSlice field in fields.All)
        {
            if (field.NameId >= 0)
            {
                found.Add(Encoding.UTF8.GetString(names.Name(field.NameId)));
            }
        }
    }

    private static bool IsWordOf(string key, string word)
    {
        for (int at = key.IndexOf(word, StringComparison.Ordinal);
            at >= 0;
            at = key.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            int end = at + word.Length;
            bool startsWord = at == 0 || !IsWordCharacter(key[at - 1]);
            bool endsWord = end == key.Length || !IsWordCharacter(key[end]);
            if (startsWord && endsWord)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsWordCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character == '_';
}
