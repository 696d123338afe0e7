using Grpc.Core;
using TerraformSchemas.Protocol;

namespace TerraformSchemas;

/// <summary>A provider that has a schema and nothing behind it: Terraform checks configurations against it.</summary>
internal sealed class SchemaProvider(ProviderSchema schema) : Provider.ProviderBase
{
    public override Task<ProviderSchema> GetProviderSchema(Nothing request, ServerCallContext context) =>
        Task.FromResult(schema);

    public override Task<Nothing> ValidateProviderConfig(Nothing request, ServerCallContext context) => AnswerAsync();

    public override Task<Nothing> ValidateResourceConfig(Nothing request, ServerCallContext context) => AnswerAsync();

    public override Task<Nothing> ValidateDataResourceConfig(Nothing request, ServerCallContext context) =>
        AnswerAsync();

    public override Task<Nothing> StopProvider(Nothing request, ServerCallContext context) => AnswerAsync();

    private static Task<Nothing> AnswerAsync() => Task.FromResult(new Nothing());
}
