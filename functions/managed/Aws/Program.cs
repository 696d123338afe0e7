using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.Lambda.SQSEvents;
using Connectors.Managed.Aws;

// Where the handler is the assembly's name alone, or in an image. A handler with "::" calls Function without this.
var function = new Function();
await LambdaBootstrapBuilder
    .Create<SQSEvent, SQSBatchResponse>(function.HandleAsync, new DefaultLambdaJsonSerializer())
    .Build()
    .RunAsync();
