using System.Reflection;
using Amazon.Lambda.Core;

namespace Connectors.EndToEnd.Managed;

/// <summary>
/// The context of an invocation: tells the time that is left, whatever other members the package's interface has.
/// </summary>
public class LambdaContextStub : DispatchProxy
{
    private TimeSpan left;

    internal static ILambdaContext Of(TimeSpan left)
    {
        ILambdaContext context = Create<ILambdaContext, LambdaContextStub>();
        ((LambdaContextStub)(object)context).left = left;
        return context;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod?.Name == "get_RemainingTime"
            ? left
            : throw new NotSupportedException($"An adapter asks for {targetMethod?.Name}.");
}
