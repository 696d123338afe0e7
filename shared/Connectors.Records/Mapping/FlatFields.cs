using System.Text;

namespace Connectors.Records;

/// <summary>
/// Writes the mapped fields of a record as members of one flat object, for destinations that index names and values:
/// texts and numbers stay, true and false become texts, arrays stay when they hold no objects or arrays, and what is
/// nested is left out. Made for the records of one batch; not for several threads.
/// </summary>
public sealed class FlatFields
{
    private readonly (byte[] Name, ValueExpression Value, int NameId)[] fields;

    /// <param name="map">What the destination calls the common names.</param>
    /// <param name="dataset">The dataset of the batch.</param>
    /// <param name="names">The field names of the batch.</param>
    /// <param name="besideRecord">Whether the record's own members stand in the same object: a name that is one of
    /// these is then left out.</param>
    public FlatFields(FieldMap map, Dataset dataset, FieldNames names, bool besideRecord = false)
    {
        var compiler = new RecipeCompiler(dataset, names);
        fields = [.. map.FieldsOf(dataset).Select(field => (
            Member(field.Key),
            compiler.CompileCommon(field.Value),
            besideRecord ? names.Want(field.Key) : FieldNames.None)).Where(field => !field.Item2.IsNever)];
    }

    /// <summary>Whether any of the fields has a value, flat or not.</summary>
    public bool HasAny(RecordView record)
    {
        foreach ((_, ValueExpression expression, _) in fields)
        {
            if (expression.TryGet(record, out _))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Writes <c>"name":value</c> for each field that has a value, into an object that is open.</summary>
    public void Write(RecordView record, ByteWriter output)
    {
        foreach ((byte[] name, ValueExpression expression, int nameId) in fields)
        {
            bool isOwn = nameId != FieldNames.None && record.Fields.TryGet(nameId, out _);
            if (isOwn || !expression.TryGet(record, out FieldValue value) || !IsFlat(value))
            {
                continue;
            }

            JsonText.Separate(output);
            output.Write(name);
            bool isTruth = value.Kind is ValueKind.True or ValueKind.False;
            if (isTruth)
            {
                JsonText.WriteString(value.Json, output);
            }
            else
            {
                output.Write(value.Json);
            }
        }
    }

    private static bool IsFlat(FieldValue value)
    {
        if (value.Kind is not (ValueKind.Object or ValueKind.Array))
        {
            return true;
        }

        bool isFlat = value.Kind == ValueKind.Array;
        var elements = new JsonMembers(value.Json, 0);
        while (isFlat && elements.MoveNext())
        {
            isFlat = elements.Kind is not (ValueKind.Object or ValueKind.Array);
        }

        return isFlat;
    }

    private static byte[] Member(string name)
    {
        var member = new ByteWriter(name.Length);
        JsonText.WriteString(Encoding.UTF8.GetBytes(name), member);
        member.Write((byte)':');
        return member.Written.ToArray();
    }
}
