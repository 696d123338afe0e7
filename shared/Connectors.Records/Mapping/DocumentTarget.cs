using System.Runtime.CompilerServices;

namespace Connectors.Records;

/// <summary>One place in a document, and the value that goes there.</summary>
/// <param name="Path">The name, with dots between groups.</param>
/// <param name="Value">The value.</param>
internal sealed record DocumentTarget(string Path, ValueExpression Value)
{
    private readonly FieldExpression? own = Value as FieldExpression;

    /// <summary>What the value must be; null for whatever it is.</summary>
    internal FieldType? Type { get; init; }

    /// <summary>Whether elements of another type are left out of an array.</summary>
    internal bool OmitsMisfits { get; init; }

    /// <summary>The field that the value is of, or <see cref="FieldNames.None"/> when it is made of others.</summary>
    internal int FieldId { get; init; } = FieldNames.None;

    /// <summary>
    /// The field without which there is no value, or <see cref="FieldNames.None"/> when there may be one without it.
    /// </summary>
    internal int NeededId => own?.NameId ?? FieldNames.None;

    /// <summary>The groups around it, from the outside in.</summary>
    internal DocumentGroup[] Groups { get; init; } = [];

    /// <summary>Its own name as <c>"name":</c>.</summary>
    internal byte[] Name { get; init; } = [];

    /// <summary>Its own name behind another member of its group, as <c>,"name":</c>.</summary>
    internal byte[] NextName { get; init; } = [];

    /// <summary>How many of the groups, from the outside in, are those of the target before it.</summary>
    internal int Shared { get; init; }

    /// <summary>Finds the value; most are those of a field, which is then not called but inlined.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryGet(RecordView record, out FieldValue value) =>
        own is null ? Value.TryGet(record, out value) : own.TryGet(record, out value);

    /// <summary>Whether the value says that there is none.</summary>
    internal bool IsNothing(FieldValue found) => Type?.IsNothing(found) ?? false;

    /// <summary>
    /// Writes the value; false when it has another type than it must: what was written then has no meaning.
    /// </summary>
    internal bool TryWrite(FieldValue found, ByteWriter output)
    {
        if (Type is null || Type.IsPlain(found))
        {
            output.Write(found.Json);
            return true;
        }

        return Type.TryWrite(found, OmitsMisfits, output);
    }
}

/// <summary>A group of members: an object, or an array of one object.</summary>
/// <param name="Start"><c>"name":{</c> or <c>"name":[{</c></param>
/// <param name="End">The brackets that close it.</param>
internal readonly record struct DocumentGroup(byte[] Start, byte[] End);
