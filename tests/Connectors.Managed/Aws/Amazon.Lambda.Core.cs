// Package: Amazon.Lambda.Core 3.2.0
namespace Amazon.Lambda.Core;

// https://docs.aws.amazon.com/lambda/latest/dg/csharp-context.html
public interface ILambdaContext
{
    string AwsRequestId { get; }

    TimeSpan RemainingTime { get; }
}

// https://docs.aws.amazon.com/lambda/latest/dg/csharp-handler.html#csharp-handler-serializer
public interface ILambdaSerializer;

// https://docs.aws.amazon.com/lambda/latest/dg/csharp-handler.html#csharp-handler-serializer
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Assembly)]
public sealed class LambdaSerializerAttribute : Attribute
{
    public LambdaSerializerAttribute(Type serializerType)
    {
    }
}
