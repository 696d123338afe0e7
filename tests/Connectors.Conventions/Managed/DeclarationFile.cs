using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Connectors.Conventions;

/// <summary>
/// A file that declares what an adapter of functions/managed uses of a vendor's package:
/// <c>tests/Connectors.Managed/&lt;adapter&gt;/&lt;package&gt;.cs</c>, or <c>.proto</c> where the package is generated.
/// </summary>
internal sealed partial record DeclarationFile(SourceFile File)
{
    internal const string Folder = "tests/Connectors.Managed";

    internal static IEnumerable<DeclarationFile> All { get; } =
    [
        .. Repository.FilesUnder(Folder)
            .Where(path => Path.GetExtension(path) is ".cs" or ".proto")
            .Select(path => new DeclarationFile(Repository.Read($"{Folder}/{path}"))),
    ];

    internal string Adapter => File.Path.Split('/')[2];

    private bool IsProto => File.Path.EndsWith(".proto", StringComparison.Ordinal);

    /// <summary>Its first line's words: the package and its version, or those of the package that brings it.</summary>
    internal (string Package, string Version) Package
    {
        get
        {
            Match match = FirstLine().Match(File.Text);
            string by = match.Groups["by"].Value;
            return (by.Length > 0 ? by : match.Groups["package"].Value, match.Groups["version"].Value);
        }
    }

    /// <summary>The types that no comment leads to a page about.</summary>
    internal IEnumerable<Finding> WithoutPage() => IsProto
        ? from line in File.Lines.Index()
          where line.Item.StartsWith("message ", StringComparison.Ordinal)
          where !File.Lines[line.Index - 1].StartsWith("// https://", StringComparison.Ordinal)
          select new Finding(File.Path, $"line {line.Index + 1}: names no page about it")
        : from type in File.All<BaseTypeDeclarationSyntax>()
          where !type.GetLeadingTrivia().Any(SyntaxKind.SingleLineCommentTrivia)
              || !type.GetLeadingTrivia().ToFullString().Contains("// https://", StringComparison.Ordinal)
          select File.Found(type, type.Identifier.Text, "names no page about it");

    /// <summary>What is declared and named by nobody.</summary>
    /// <param name="users">The adapter, its tests, and what else declares things for it.</param>
    /// <param name="readers">What reads the JSON that generated messages become.</param>
    internal IEnumerable<Finding> Unused(IEnumerable<SourceFile> users, IEnumerable<SourceFile> readers)
    {
        if (IsProto)
        {
            return Field().Matches(File.Text).Select(match => match.Groups["name"].Value)
                .Where(name => !readers.Any(reader => reader.Text.Contains($"\"{name}\"", StringComparison.Ordinal)))
                .Select(name => new Finding($"{File.Path} {name}", "is declared, and nobody reads it"));
        }

        var named = users.SelectMany(user => user.Root.DescendantTokens()).Where(IsName)
            .Select(token => token.Text).ToHashSet();
        return from member in File.All<MemberDeclarationSyntax>()
               let name = NameOf(member)
               where name is not null && !named.Contains(name) && !named.Contains(WithoutEnding(name))
               select File.Found(member, name, "is declared, and nobody uses it");
    }

    // A name where it is used: not where it is declared, unless that overrides another.
    private static bool IsName(SyntaxToken token) => token.IsKind(SyntaxKind.IdentifierToken)
        && (token.Parent is not MemberDeclarationSyntax member || member.Modifiers.Any(SyntaxKind.OverrideKeyword));

    private static string? NameOf(MemberDeclarationSyntax member) => member switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.Text,
        MethodDeclarationSyntax { Parent: InterfaceDeclarationSyntax } => null, // whoever has the type has to have it
        MethodDeclarationSyntax method => method.Identifier.Text,
        PropertyDeclarationSyntax property => property.Identifier.Text,
        _ => null,
    };

    private static string WithoutEnding(string name) => name.Replace("Attribute", "", StringComparison.Ordinal);

    [GeneratedRegex(@"^// Package: (?<package>\S+) (?<version>[\d.]+)(, by (?<by>\S+))?\n")]
    private static partial Regex FirstLine();

    [GeneratedRegex(@"^  [\w<>, ]+ (?<name>\w+) = \d+;$", RegexOptions.Multiline)]
    private static partial Regex Field();
}
