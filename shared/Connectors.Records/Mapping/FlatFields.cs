using System.Text;

namespace Connectors.Records;

/// <summary>
/// Writes the mapped fields of a record as members of one flat object, for destinations that index names and values:
/// texts and numbers stay, true and false become texts, arrays stay when they hold no objects or arrays, and what is
/// nested is left out. Made for the records of one batch; not for several threads.
/// </summary>
public sealed class FlatFields
{
    private readonly (byte[] Name, ValueExpression Value)[] fields;

    /// <param name="map">What the destination calls the common names.</param>
    /// <param name="dataset">The dataset of the batch.</param>
    /// <param name="names">The field names of the batch.</param>
    public FlatFields(FieldMap map, Dataset dataset, FieldNames names)
    {
        var compiler = new RecipeCompiler(dataset, names);
        fields = [.. map.FieldsOf(dataset).Select(field => (Member(field.Key), compiler.CompileCommon(field.Value)))];
    }

    /// <summary>Whether any of the fields has a value, flat or not.</summary>
    public bool HasAny(RecordView record)
    {
        foreach ((_, ValueExpression expression) in fields)
        {
            if (expression.TryGet(record, out _))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Writes <c>,"name":value</c> for each field that has a value.</summary>
    public void Write(RecordView record, ByteWriter output)
    {
        foreach ((byte[] name, ValueExpression expression) in fields)
        {
            if (!expression.TryGet(record, out FieldValue value) || !IsFlat(value))
            {
                continue;
            }

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
        member.Write((byte)',');
        JsonText.WriteString(Encoding.UTF8.GetBytes(name), member);
        member.Write((byte)':');
        return member.Written.ToArray();
    }
}
