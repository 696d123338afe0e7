using System.Text.RegularExpressions;

namespace Connectors.Conventions;

/// <summary>The links of a document to files beside it.</summary>
internal static partial class Links
{
    /// <summary>Links that lead nowhere.</summary>
    /// <param name="document">A file in Markdown.</param>
    /// <param name="exists">Whether there is a file or folder of this path from the root.</param>
    internal static IEnumerable<Finding> Broken(SourceFile document, Func<string, bool> exists) =>
        from Match match in Link().Matches(document.Text)
        let target = match.Groups["target"].Value
        where !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith('#')
        let path = Path.Combine(Path.GetDirectoryName(document.Path)!, target.Split('#')[0])
        where !exists(Path.GetRelativePath(".", path))
        select new Finding($"{document.Path} {target}", "leads nowhere");

    // [text](target) and [name]: target
    [GeneratedRegex(@"\]\((?<target>[^)\s]+)[^)]*\)|^\[[^\]]+\]:\s*(?<target>\S+)", RegexOptions.Multiline)]
    private static partial Regex Link();
}
