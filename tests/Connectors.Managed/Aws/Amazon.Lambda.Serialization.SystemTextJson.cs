// Package: Amazon.Lambda.Serialization.SystemTextJson 3.0.0
using Amazon.Lambda.Core;

namespace Amazon.Lambda.Serialization.SystemTextJson;

// https://docs.aws.amazon.com/lambda/latest/dg/csharp-handler.html#csharp-handler-serializer
public sealed class DefaultLambdaJsonSerializer : ILambdaSerializer;
