using System.Text;

namespace Connectors.Records;

/// <summary>
/// Brings targets into an order in which every group stands in one piece, so that a document is written in one pass: by
/// name, and what stands beside the rest at the end, as the rest is known last.
/// </summary>
internal static class DocumentLayout
{
    private const string ArrayMark = "[]"; // behind a group's name: an array of one object

    /// <summary>
    /// Arranges the targets; throws <see cref="InvalidDataException"/> when a name is a value and a group.
    /// </summary>
    /// <param name="targets">The targets in any order.</param>
    /// <param name="rest">Where the rest goes, or null; it becomes the last target.</param>
    internal static DocumentTarget[] Arrange(IEnumerable<DocumentTarget> targets, string? rest)
    {
        string restGroup = rest is null ? "" : new FieldPath(rest).Name;
        var ordered = targets
            .OrderBy(target => new FieldPath(target.Path).Name == restGroup)
            .ThenBy(target => target.Path.Replace('.', '\0'), StringComparer.Ordinal)
            .ToList();
        if (rest is not null)
        {
            ordered.Add(new DocumentTarget(rest, new ConstantExpression(null)));
        }

        string[] before = [];
        return [.. ordered.Select(target =>
        {
            string[] names = target.Path.Split('.');
            DocumentTarget placed = Place(target, names, before);
            before = names;
            return placed;
        })];
    }

    private static DocumentTarget Place(DocumentTarget target, string[] names, string[] before)
    {
        int shared = 0;
        while (shared < names.Length && shared < before.Length && names[shared] == before[shared])
        {
            shared++;
        }

        if (shared == before.Length && before.Length > 0)
        {
            throw new InvalidDataException($"'{string.Join('.', before)}' is a value and a group, or a value twice");
        }

        return target with
        {
            Groups = [.. names[..^1].Select(Group)],
            Name = Member(names[^1]),
            NextName = [(byte)',', .. Member(names[^1])],
            Shared = Math.Min(shared, names.Length - 1),
        };
    }

    private static DocumentGroup Group(string name) => name.EndsWith(ArrayMark, StringComparison.Ordinal)
        ? new DocumentGroup([.. Member(name[..^ArrayMark.Length]), .. "[{"u8], "}]"u8.ToArray())
        : new DocumentGroup([.. Member(name), .. "{"u8], "}"u8.ToArray());

    private static byte[] Member(string name)
    {
        var member = new ByteWriter(name.Length);
        JsonText.WriteString(Encoding.UTF8.GetBytes(name), member);
        member.Write((byte)':');
        return member.Written.ToArray();
    }
}
