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

    /// <summary>How each target is reached from any other.</summary>
    /// <param name="targets">Targets that <see cref="Arrange"/> has arranged.</param>
    /// <param name="texts">Receives the texts of all steps, and bytes behind them that may be read.</param>
    internal static DocumentStep[] Steps(DocumentTarget[] targets, ByteWriter texts)
    {
        const int firstOfNone = short.MaxValue; // numbers from here on are of no group
        Dictionary<string, ushort> numbers = new(StringComparer.Ordinal);
        Span<ushort> groups = stackalloc ushort[DocumentStep.MostGroups + 1];
        var steps = new DocumentStep[targets.Length];
        for (int index = 0; index < targets.Length; index++)
        {
            groups.Fill((ushort)(firstOfNone + index));
            string[] names = targets[index].Path.Split('.');
            for (int group = 0; group < names.Length - 1; group++)
            {
                string path = string.Join('.', names[..(group + 1)]);
                numbers.TryAdd(path, (ushort)numbers.Count);
                groups[group] = numbers[path];
            }

            steps[index] = new DocumentStep(targets[index], groups, texts);
        }

        texts.GetSpan(DocumentStep.CopiedBytes).Clear();
        texts.Advance(DocumentStep.CopiedBytes);
        return steps;
    }

    private static DocumentTarget Place(DocumentTarget target, string[] names, string[] before)
    {
        if (before.Length > 0 && names.AsSpan().StartsWith(before))
        {
            throw new InvalidDataException($"'{string.Join('.', before)}' is a value and a group, or a value twice");
        }

        DocumentTarget placed = target.WithMemory() with
        {
            Groups = [.. names[..^1].Select(Group)],
            Name = Member(names[^1]),
        };
        int room = DocumentStep.MostTextBytes - placed.Groups.Sum(group => group.Start.Length) - placed.Name.Length;
        if (placed.Groups.Length > DocumentStep.MostGroups || room < 0)
        {
            throw new InvalidDataException($"'{target.Path}' has more than {DocumentStep.MostGroups} groups "
                + $"or {DocumentStep.MostTextBytes} bytes");
        }

        byte[]? constant = target.Constant();
        return constant?.Length <= room
            ? placed with { Name = [.. placed.Name, .. constant], HasValueInName = true }
            : placed;
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
