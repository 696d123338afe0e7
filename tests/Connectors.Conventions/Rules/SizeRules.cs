using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Connectors.Conventions;

/// <summary>How large things may be.</summary>
internal static class SizeRules
{
    private const int MostColumns = 120;
    private const int MostFileLines = 300;
    private const int MostMethodLines = 50;
    private const int MostNesting = 3;
    private const int MostParameters = 5;

    /// <summary>Lines, but not those of a table or a literal address, which cannot be broken.</summary>
    internal static IEnumerable<Finding> LongLines(SourceFile file) => file.Lines
        .Index()
        .Where(line => line.Item.Length > MostColumns && !IsUnbreakable(line.Item))
        .Select(line => new Finding(file.Path, $"line {line.Index + 1} has {line.Item.Length} columns"));

    internal static IEnumerable<Finding> LongFiles(SourceFile file)
    {
        int lines = file.Lines.Length;
        return lines > MostFileLines ? [new Finding(file.Path, $"has {lines} lines")] : [];
    }

    internal static IEnumerable<Finding> LongMethods(SourceFile file) =>
        from method in Methods(file)
        let span = method.GetLocation().GetLineSpan()
        let lines = span.EndLinePosition.Line - span.StartLinePosition.Line + 1
        where lines > MostMethodLines
        select file.Found(method, NameOf(method), $"has {lines} lines");

    internal static IEnumerable<Finding> DeepMethods(SourceFile file) =>
        from method in Methods(file)
        let depth = DepthOf(method)
        where depth > MostNesting
        select file.Found(method, NameOf(method), $"nests {depth} deep");

    /// <summary>Not those of records, which name their members, nor of log lines, nor what others prescribe.</summary>
    internal static IEnumerable<Finding> ManyParameters(SourceFile file) =>
        from list in file.All<ParameterListSyntax>()
        let owner = list.Parent!
        where list.Parameters.Count > MostParameters && owner is not RecordDeclarationSyntax
        where owner is not MethodDeclarationSyntax method
            || !(method.Modifiers.Any(SyntaxKind.OverrideKeyword) || HasAttribute(method, "LoggerMessage"))
        select file.Found(owner, NameOf(owner), $"has {list.Parameters.Count} parameters");

    internal static bool HasAttribute(MemberDeclarationSyntax member, string name) =>
        member.AttributeLists.SelectMany(list => list.Attributes).Any(one => one.Name.ToString() == name);

    private static bool IsUnbreakable(string line)
    {
        string text = line.Trim().TrimStart('/', ' ');
        return text.StartsWith('|') || (text.Contains("://", StringComparison.Ordinal) && text.Split(' ').Length <= 2);
    }

    private static IEnumerable<SyntaxNode> Methods(SourceFile file) => file.All<SyntaxNode>()
        .Where(node =>
            node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax);

    private static string NameOf(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        LocalFunctionStatementSyntax function => function.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
        BaseTypeDeclarationSyntax type => type.Identifier.Text,
        DelegateDeclarationSyntax type => type.Identifier.Text,
        AccessorDeclarationSyntax { Parent.Parent: PropertyDeclarationSyntax property } => property.Identifier.Text,
        _ => node.Kind().ToString(),
    };

    private static int DepthOf(SyntaxNode node) => node.ChildNodes()
        .Select(child => DepthOf(child) + (Nests(child) ? 1 : 0))
        .DefaultIfEmpty(0)
        .Max();

    // An "else if" goes on beside its "if", not inside it.
    private static bool Nests(SyntaxNode node) => node switch
    {
        IfStatementSyntax => node.Parent is not ElseClauseSyntax,
        ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax => true,
        SwitchStatementSyntax or TryStatementSyntax or UsingStatementSyntax or LockStatementSyntax => true,
        _ => false,
    };
}
