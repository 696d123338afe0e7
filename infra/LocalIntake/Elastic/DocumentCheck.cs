using System.IO.Hashing;
using System.Text;
using System.Text.Json;

namespace LocalIntake;

/// <summary>
/// Checks one document against the mapping of its index, and adds to the mapping what the document brings. Names with
/// dots are paths. Not for several threads.
/// </summary>
/// <param name="mapping">The mapping.</param>
/// <param name="timestampField">The field that a data stream needs; null for an index.</param>
/// <param name="isOpenSearch">Whose words are used.</param>
internal sealed class DocumentCheck(IndexMapping mapping, string? timestampField, bool isOpenSearch)
{
    private const int MaxPathBytes = 8 * 1024;
    private const int MaxDepth = 64; // of names, as much as of objects
    private static readonly JsonReaderOptions Deep = new() { MaxDepth = 2 * MaxDepth };

    private readonly byte[] path = new byte[MaxPathBytes];
    private readonly HashSet<(int ObjectNumber, ulong Name)> names = [];
    private ItemError? error;
    private int objectCount;
    private string id = "";
    private int timestamps;

    /// <summary>The time of the last document, in seconds since 1970.</summary>
    internal decimal? Time { get; private set; }

    /// <returns>What is wrong; null when nothing is.</returns>
    internal ItemError? Check(ReadOnlySpan<byte> document, string documentId)
    {
        error = null;
        id = documentId;
        timestamps = 0;
        objectCount = 0;
        names.Clear();
        Time = null;
        var json = new Utf8JsonReader(document, Deep);
        try
        {
            json.Read();
            if (json.TokenType != JsonTokenType.StartObject)
            {
                return ItemError.Unparsed(isOpenSearch, "[1:1] failed to parse", "the document is no object");
            }

            ReadObject(ref json, 0);
            json.Read();
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or ArgumentException)
        {
            return ItemError.Unparsed(isOpenSearch, "[1:1] failed to parse", "the document is no JSON");
        }

        return error ?? CheckTimestamp();
    }

    private ItemError? CheckTimestamp()
    {
        if (timestampField is null || (timestamps == 1 && Time is not null))
        {
            return null;
        }

        string cause = timestamps switch
        {
            0 => $"data stream timestamp field [{timestampField}] is missing",
            1 => $"failed to parse field [{timestampField}] of type [date]",
            _ => $"data stream timestamp field [{timestampField}] encountered multiple values",
        };
        return ItemError.Unparsed(isOpenSearch, $"[1:1] failed to parse: {cause}", cause);
    }

    private void ReadObject(ref Utf8JsonReader json, int length)
    {
        int number = objectCount++;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            int start = length == 0 ? 0 : length + 1;
            path[start == 0 ? 0 : length] = (byte)'.';
            int end = start + json.CopyString(path.AsSpan(start));
            if (!names.Add((number, XxHash64.HashToUInt64(path.AsSpan(start, end - start)))))
            {
                error ??= Conflict($"Duplicate field '{Encoding.UTF8.GetString(path.AsSpan(start, end - start))}'");
            }

            AddParents(start, end);
            json.Read();
            ReadValue(ref json, end);
        }
    }

    private void AddParents(int start, int end)
    {
        for (int at = start; at < end; at++)
        {
            if (path[at] == '.')
            {
                Expect(path.AsSpan(0, at), FieldType.Object);
            }
        }
    }

    private void ReadValue(ref Utf8JsonReader json, int end)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.StartArray:
                while (json.Read() && json.TokenType != JsonTokenType.EndArray)
                {
                    ReadValue(ref json, end);
                }

                break;
            case JsonTokenType.StartObject:
                if (mapping.Find(path.AsSpan(0, end)) is FieldType.Flattened or FieldType.Other
                    || !Expect(path.AsSpan(0, end), FieldType.Object))
                {
                    json.Skip();
                    break;
                }

                ReadObject(ref json, end);
                break;
            case JsonTokenType.Null:
                break;
            default:
                ReadPlain(ref json, path.AsSpan(0, end));
                break;
        }
    }

    private void ReadPlain(ref Utf8JsonReader json, ReadOnlySpan<byte> name)
    {
        if (timestampField is not null && name.SequenceEqual(Encoding.UTF8.GetBytes(timestampField)))
        {
            timestamps++;
            Time = EventDate.Read(ref json);
            return;
        }

        FieldType type = mapping.Find(name) ?? FieldTypes.OfFirst(ref json);
        if (!type.Takes(ref json))
        {
            string field = Encoding.UTF8.GetString(name);
            error ??= type == FieldType.Object
                ? Conflict($"object mapping for [{field}] tried to parse field [{field}] as object, "
                    + "but found a concrete value")
                : WrongType(field, type);
            return;
        }

        Expect(name, type);
    }

    // Whether the field has this type, or gets it now.
    private bool Expect(ReadOnlySpan<byte> name, FieldType type)
    {
        FieldType? there = mapping.Find(name);
        if (there is null && mapping.IsStrict)
        {
            string field = Encoding.UTF8.GetString(name);
            error ??= new ItemError(
                StatusCodes.Status400BadRequest,
                "strict_dynamic_mapping_exception",
                $"[1:1] mapping set to strict, dynamic introduction of [{field}] within [_doc] is not allowed")
            {
                IsOfDocument = true,
            };
            return false;
        }

        if (there is null && mapping.IsDynamic)
        {
            mapping.Add(name, type);
        }

        bool isRight = there is null || there == type;
        if (!isRight && type == FieldType.Object)
        {
            string field = Encoding.UTF8.GetString(name);
            error ??= WrongType(field, there!.Value);
        }

        return isRight;
    }

    private ItemError Conflict(string reason) => ItemError.Unparsed(isOpenSearch, $"[1:1] {reason}");

    private ItemError WrongType(string field, FieldType type) => Conflict(
        $"failed to parse field [{field}] of type [{type.ToString().ToLowerInvariant()}] in document with id '{id}'");
}
