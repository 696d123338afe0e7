using System.Text.RegularExpressions;

namespace Connectors.Terraform;

/// <summary>
/// The variables and outputs of a module or an example, read from its files as <c>fmt</c> leaves them.
/// </summary>
internal static partial class ModuleFile
{
    internal static IEnumerable<ModuleBlock> Variables(string folder) => Blocks(folder, "variable");

    internal static IEnumerable<ModuleBlock> Outputs(string folder) => Blocks(folder, "output");

    /// <summary>The blocks of one kind in a text.</summary>
    internal static IEnumerable<ModuleBlock> BlocksIn(string text, string kind) =>
        from Match block in Block().Matches(text)
        where block.Groups["kind"].Value == kind
        select new ModuleBlock(block.Groups["name"].Value, ArgumentsIn(block.Groups["body"].Value));

    private static IEnumerable<ModuleBlock> Blocks(string folder, string kind) =>
        Directory.GetFiles(Repository.PathOf(folder), "*.tf")
            .OrderBy(file => Path.GetFileName(file) != "variables.tf") // what must be chosen, then what may be
            .ThenBy(file => file, StringComparer.Ordinal)
            .SelectMany(file => BlocksIn(File.ReadAllText(file), kind));

    // An argument of the block itself stands two blanks in; what is further in belongs to it.
    private static Dictionary<string, string> ArgumentsIn(string body) => Argument().Matches(body)
        .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value.Trim());

    [GeneratedRegex("""^(?<kind>variable|output) "(?<name>\w+)" \{\n(?<body>.*?)^\}""",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^  (?<name>\w+) += (?<value>.*\n((    .*|  [\])}]+.*)?\n)*)", RegexOptions.Multiline)]
    private static partial Regex Argument();
}

/// <summary>A variable or an output.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Arguments">Name to text, as it stands in the file.</param>
internal sealed record ModuleBlock(string Name, IReadOnlyDictionary<string, string> Arguments)
{
    internal string? this[string argument] => Arguments.GetValueOrDefault(argument);

    internal string Description =>
        (this["description"] ?? "").Trim('"').Replace("\\\"", "\"", StringComparison.Ordinal);
}
