namespace Connectors.Terraform;

/// <summary>The part of a README that is made of the module's variables and outputs.</summary>
internal static class VariableTable
{
    private const string Start = "<!-- variables -->";
    private const string End = "<!-- /variables -->";
    private const int LongestDefault = 40;

    /// <summary>The document with its tables made anew; null when it has no place for them.</summary>
    internal static string? Renew(string document, IEnumerable<ModuleBlock> variables, IEnumerable<ModuleBlock> outputs)
    {
        int start = document.IndexOf(Start, StringComparison.Ordinal);
        int end = document.IndexOf(End, StringComparison.Ordinal);
        return start < 0 || end < start
            ? null
            : document[..(start + Start.Length)] + "\n" + Of(variables, outputs) + document[end..];
    }

    private static string Of(IEnumerable<ModuleBlock> variables, IEnumerable<ModuleBlock> outputs) =>
        "| variable | type | default | meaning |\n|---|---|---|---|\n"
        + string.Concat(variables.Select(one =>
            $"| `{one.Name}` | {Kind(one)} | {Default(one)} | {Cell(one.Description)} |\n"))
        + "\n| output | meaning |\n|---|---|\n"
        + string.Concat(outputs.Select(one => $"| `{one.Name}` | {Cell(one.Description)} |\n"));

    // An object's members stand in variables.tf.
    private static string Kind(ModuleBlock variable)
    {
        string type = variable["type"] ?? "";
        bool isLong = type.Contains('\n', StringComparison.Ordinal);
        return isLong ? type[..type.IndexOf('(', StringComparison.Ordinal)] : type;
    }

    private static string Default(ModuleBlock variable) => variable["default"] switch
    {
        null => "must be set",
        "null" => "",
        { Length: > LongestDefault } => "see variables.tf",
        string text when text.Contains('\n', StringComparison.Ordinal) => "see variables.tf",
        string text => $"`{text}`",
    };

    private static string Cell(string text) =>
        text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
