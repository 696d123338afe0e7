using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Connectors.Records;

/// <summary>
/// How one member of a document is reached from the one before it, and which values go there as they are. 64 bytes, a
/// line of the processor's cache.
/// </summary>
/// <remarks>
/// Which fields of a record are empty is not to be foreseen, and so neither is which member follows which. A jump that
/// cannot be foreseen costs as much as all the copying for one member: so this has none. More is copied than is meant,
/// and what is too much is written over by what follows.
/// </remarks>
[StructLayout(LayoutKind.Sequential, Size = Bytes)]
internal readonly struct DocumentStep
{
    /// <summary>Groups around a member at most.</summary>
    internal const int MostGroups = 7;

    /// <summary>Bytes of a member's names at most, with those of its groups, quotes and brackets.</summary>
    internal const int MostTextBytes = byte.MaxValue;

    /// <summary>Bytes of room that <see cref="Reach"/> takes for what it writes and for what is too much.</summary>
    internal const int Room = 16 + 1 + MostTextBytes + CopiedBytes;

    /// <summary>Bytes that are copied at a time: so many must lie behind all texts of a document.</summary>
    internal const int CopiedBytes = 64;

    private const int Bytes = 64;

    private readonly Vector128<ushort> groups; // a number for each, and of this step alone where there is none
    private readonly Vector128<byte> ends; // the brackets that close them, from the inside out
    private readonly ulong endLengths; // a byte for each: of the brackets that close this group and those inside it
    private readonly ulong openings; // a byte for each: where its text starts; then for the member's own name
    private readonly int textStart;
    private readonly short textLength;
    private readonly byte plainLooks;
    private readonly PlainForm form;
    private readonly bool isConstant;

    /// <param name="target">What stands there.</param>
    /// <param name="numbers">A number for each of its groups, and one for all others.</param>
    /// <param name="texts">Receives <c>"group":{"group":{"name":</c>.</param>
    internal DocumentStep(DocumentTarget target, ReadOnlySpan<ushort> numbers, ByteWriter texts)
    {
        groups = Vector128.Create(numbers);
        plainLooks = target.PlainLooks;
        form = target.Form;
        isConstant = target.HasValueInName;
        textStart = texts.Length;
        foreach (DocumentGroup group in target.Groups)
        {
            texts.Write(group.Start);
        }

        texts.Write(target.Name);
        textLength = (short)(texts.Length - textStart);
        int opening = 0;
        int end = 0;
        Span<byte> brackets = stackalloc byte[Vector128<byte>.Count];
        for (int group = target.Groups.Length - 1; group >= 0; group--)
        {
            target.Groups[group].End.CopyTo(brackets[end..]);
            end += target.Groups[group].End.Length;
            endLengths |= (ulong)end << (8 * group);
        }

        for (int group = 0; group <= target.Groups.Length; group++)
        {
            openings |= (ulong)opening << (8 * group);
            opening += group < target.Groups.Length ? target.Groups[group].Start.Length : 0;
        }

        ends = Vector128.Create((ReadOnlySpan<byte>)brackets);
    }

    private DocumentStep(ushort number) => groups = Vector128.Create(number);

    /// <summary>Before the first member: in no group.</summary>
    internal static DocumentStep Start { get; } = new(ushort.MaxValue);

    /// <summary>Whether there are values that are written as they stand in the record.</summary>
    internal bool TakesFields => plainLooks != 0;

    /// <summary>Whether the value is written together with the names.</summary>
    internal bool IsConstant => isConstant;

    /// <summary>
    /// Writes what stands between the member before this one and this one's value: closes and opens groups.
    /// </summary>
    /// <param name="last">The member before, or <see cref="Start"/>.</param>
    /// <param name="comma">1, or 0 when nothing stands before it in the document.</param>
    /// <param name="texts">The texts of all steps.</param>
    /// <param name="room">Where it goes; has <see cref="Room"/>.</param>
    /// <returns>Bytes written.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal nint Reach(in DocumentStep last, int comma, ref byte texts, ref byte room)
    {
        int shared = BitOperations.TrailingZeroCount(
            ~Vector128.Equals(groups, last.groups).ExtractMostSignificantBits());
        last.ends.StoreUnsafe(ref room);
        nint length = (nint)((last.endLengths >> (8 * shared)) & byte.MaxValue);
        Unsafe.Add(ref room, length) = (byte)',';
        length += comma;
        nint opening = (nint)((openings >> (8 * shared)) & byte.MaxValue);
        Copy(ref Unsafe.Add(ref texts, textStart + opening), ref Unsafe.Add(ref room, length), textLength - opening);
        return length + textLength - opening;
    }

    /// <summary>Closes all groups.</summary>
    internal void End(ByteWriter output)
    {
        Span<byte> room = output.GetSpan(Vector128<byte>.Count);
        ends.CopyTo(room);
        output.Advance((int)(endLengths & byte.MaxValue));
    }

    /// <summary>
    /// Whether a value is known at a glance to be of the type that it must have here, so that it is written as it is.
    /// One that is not may still be.
    /// </summary>
    /// <param name="field">The field.</param>
    /// <param name="json">Its value, with at least <see cref="CopiedBytes"/> from its start on.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool Takes(in FieldSlice field, ref byte json) => (plainLooks & field.Looks) != 0
        && (form == PlainForm.Any || PlainValue.Has(form, ref json, field.ValueEnd - field.ValueStart));

    /// <summary>Copies bytes, and some more.</summary>
    /// <param name="from">The first; a multiple of <see cref="CopiedBytes"/> is read.</param>
    /// <param name="to">Where they go, with as much room.</param>
    /// <param name="length">Bytes that are meant.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Copy(ref byte from, ref byte to, nint length)
    {
        nuint place = 0;
        do
        {
            Vector256.LoadUnsafe(ref from, place).StoreUnsafe(ref to, place);
            Vector256.LoadUnsafe(ref from, place + 32).StoreUnsafe(ref to, place + 32);
            place += CopiedBytes;
        }
        while ((nint)place < length);
    }
}
