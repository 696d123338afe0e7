using System.Reflection;
using Amazon.Lambda.Core;

namespace Connectors.EndToEnd.Managed;

/// <summary>
/// The context of an invocation: tells its id and the time that is left, whatever other members the package's
/// interface has.
/// </summary>
public class LambdaContextStub : DispatchProxy
{
    internal const string RequestId = "the-request";

    private TimeSpan left;

    internal static ILambdaContext Of(TimeSpan left)
    {
        ILambdaContext context = Create<ILambdaContext, LambdaContextStub>();
        ((LambdaContextStub)(object)context).left = left;
        return context;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod?.Name switch
        {
            "get_RemainingTime" => left,
            "get_AwsRequestId" => RequestId,
            var name => throw new NotSupportedException($"An adapter asks for {name}."),
        };
}
