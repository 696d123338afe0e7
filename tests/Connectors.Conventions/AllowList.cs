namespace Connectors.Conventions;

/// <summary>
/// What may break a rule, and why: <c>allowed.txt</c>, a line each, <c>rule | place | reason</c>. An entry that nothing
/// needs any more breaks the rule itself.
/// </summary>
internal sealed class AllowList
{
    private readonly (string Rule, string Place)[] entries;

    internal AllowList(IEnumerable<string> lines) => entries =
    [
        .. lines.Where(line => line.Length > 0 && !line.StartsWith('#')).Select(ReadEntry),
    ];

    private static AllowList OfProject { get; } =
        new(File.ReadLines(Repository.FullPath("tests/Connectors.Conventions/allowed.txt")));

    /// <summary>Fails with all that breaks the rule and is not allowed to.</summary>
    internal static void AssertKept(string rule, IEnumerable<Finding> findings)
    {
        string[] problems = [.. OfProject.Apply(rule, [.. findings])];
        Assert.True(problems.Length == 0, $"{rule}:\n  {string.Join("\n  ", problems)}");
    }

    internal IEnumerable<string> Apply(string rule, IReadOnlyList<Finding> findings)
    {
        HashSet<string> allowed = [.. entries.Where(entry => entry.Rule == rule).Select(entry => entry.Place)];
        IEnumerable<string> broken = findings
            .Where(finding => !allowed.Contains(finding.Place))
            .Select(finding => $"{finding.Place}: {finding.Says}");
        return broken.Concat(allowed
            .Except(findings.Select(finding => finding.Place))
            .Select(place => $"{place}: needs no entry in allowed.txt any more"));
    }

    private static (string Rule, string Place) ReadEntry(string line)
    {
        string[] parts = line.Split('|', StringSplitOptions.TrimEntries);
        return parts.Length == 3 && parts[2].Length > 0
            ? (parts[0], parts[1])
            : throw new FormatException($"An entry is 'rule | place | reason'; this is not: {line}");
    }
}
