// Package: Amazon.Lambda.RuntimeSupport 2.1.2
using Amazon.Lambda.Core;

#pragma warning disable CA1822 // the package's members are no static ones

namespace Amazon.Lambda.RuntimeSupport;

// https://docs.aws.amazon.com/lambda/latest/dg/csharp-handler.html#csharp-executable-assembly-handlers
public sealed class LambdaBootstrapBuilder
{
    public static LambdaBootstrapBuilder Create<TInput, TOutput>(
        Func<TInput, ILambdaContext, Task<TOutput>> handler, ILambdaSerializer serializer) =>
        throw new NotSupportedException($"A declaration of {handler} and {serializer} runs nothing.");

    public LambdaBootstrap Build() => new();
}

// https://github.com/aws/aws-lambda-dotnet/blob/master/Libraries/src/Amazon.Lambda.RuntimeSupport/README.md
public sealed class LambdaBootstrap
{
    public Task RunAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;
}
