using System.Text;
using System.Text.RegularExpressions;

namespace Connectors.Records;

/// <summary>
/// The way to a field: its name, and the names inside it. <c>RequestHeaders.authorization</c> is the field
/// <c>authorization</c> in the object <c>RequestHeaders</c>. An array on the way stands for each of its elements. A dot
/// behind a backslash belongs to the name: <c>Cookies.session\.id</c>.
/// </summary>
public sealed partial class FieldPath
{
    private readonly byte[][] inner;

    public FieldPath(string path)
    {
        string[] names = NamesOf(path);
        Text = path;
        Name = names[0];
        inner = [.. names.Skip(1).Select(Encoding.UTF8.GetBytes)];
    }

    /// <summary>The whole path as it was written.</summary>
    public string Text { get; }

    /// <summary>The top-level field.</summary>
    public string Name { get; }

    /// <summary>The names inside the top-level field, from the outside in; often none.</summary>
    public ReadOnlySpan<byte[]> Inner => inner;

    /// <summary>Whether the text is a path: no empty name in it.</summary>
    public static bool IsValid(string path) => !NamesOf(path).Contains("");

    public override string ToString() => Text;

    private static string[] NamesOf(string path) =>
        [.. DotBetween().Split(path).Select(name => name.Replace("\\.", ".", StringComparison.Ordinal))];

    [GeneratedRegex(@"(?<!\\)\.", RegexOptions.CultureInvariant)]
    private static partial Regex DotBetween();
}
