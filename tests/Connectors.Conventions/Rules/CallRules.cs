using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Connectors.Conventions;

/// <summary>What may not be called: time, chance and the environment come in as parameters.</summary>
internal static class CallRules
{
    private static readonly HashSet<string> Members =
    [
        "DateTime.Now", "DateTime.UtcNow", "DateTime.Today", "DateTimeOffset.Now", "DateTimeOffset.UtcNow",
        "Environment.GetEnvironmentVariable", "Environment.GetEnvironmentVariables", "Environment.TickCount",
        "Environment.TickCount64", "Guid.NewGuid", "Random.Shared", "Stopwatch.StartNew", "Stopwatch.GetTimestamp",
        "TimeProvider.System",
    ];

    internal static IEnumerable<Finding> HiddenInputs(SourceFile file)
    {
        IEnumerable<Finding> read =
            from access in file.All<MemberAccessExpressionSyntax>()
            let name = $"{LastName(access.Expression)}.{access.Name}"
            where Members.Contains(name)
            select file.Found(access, name, "comes in as a parameter");
        IEnumerable<Finding> made =
            from creation in file.All<ObjectCreationExpressionSyntax>()
            where LastName(creation.Type) is "Random" or "Stopwatch"
            select file.Found(creation, $"new {LastName(creation.Type)}", "comes in as a parameter");
        IEnumerable<Finding> madeByType =
            from creation in file.All<ImplicitObjectCreationExpressionSyntax>()
            let type = (creation.Parent?.Parent?.Parent as VariableDeclarationSyntax)?.Type
            where type is not null && LastName(type) is "Random" or "Stopwatch"
            select file.Found(creation, $"new {LastName(type)}", "comes in as a parameter");
        return read.Concat(made).Concat(madeByType);
    }

    private static string LastName(ExpressionSyntax expression) => expression.ToString().Split('.')[^1];
}
