using System.Text.Json;
using Google.Protobuf;
using TerraformSchemas.Protocol;
using BlockNesting = TerraformSchemas.Protocol.Schema.Types.NestedBlock.Types.NestingMode;
using ObjectNesting = TerraformSchemas.Protocol.Schema.Types.Object.Types.NestingMode;

namespace TerraformSchemas;

/// <summary>Reads the schema of one provider. README.md describes the file.</summary>
internal static class SchemaFile
{
    internal static ProviderSchema Read(string path)
    {
        using JsonDocument file = JsonDocument.Parse(File.ReadAllBytes(path));
        var schema = new ProviderSchema { Provider = SchemaOf(file.RootElement.GetProperty("provider")) };
        foreach (JsonProperty resource in file.RootElement.GetProperty("resources").EnumerateObject())
        {
            schema.ResourceSchemas.Add(resource.Name, SchemaOf(resource.Value));
        }

        foreach (JsonProperty source in file.RootElement.GetProperty("data").EnumerateObject())
        {
            schema.DataSourceSchemas.Add(source.Name, SchemaOf(source.Value));
        }

        return schema;
    }

    private static Schema SchemaOf(JsonElement json) => new() { Block = BlockOf(json) };

    private static Schema.Types.Block BlockOf(JsonElement json)
    {
        var block = new Schema.Types.Block();
        block.Attributes.AddRange(Members(json, "attributes").Select(AttributeOf));
        block.BlockTypes.AddRange(Members(json, "blocks").Select(member => new Schema.Types.NestedBlock
        {
            TypeName = member.Name,
            Block = BlockOf(member.Value),
            Nesting = Enum.Parse<BlockNesting>(member.Value.GetProperty("nesting").GetString()!, ignoreCase: true),
            MinItems = Number(member.Value, "min"),
            MaxItems = Number(member.Value, "max"),
        }));
        return block;
    }

    private static Schema.Types.Attribute AttributeOf(JsonProperty member)
    {
        var attribute = new Schema.Types.Attribute
        {
            Name = member.Name,
            Required = IsTrue(member.Value, "required"),
            Optional = IsTrue(member.Value, "optional"),
            Computed = IsTrue(member.Value, "computed"),
        };
        if (member.Value.TryGetProperty("nested", out JsonElement nested))
        {
            attribute.NestedType = new Schema.Types.Object
            {
                Nesting = Enum.Parse<ObjectNesting>(nested.GetProperty("nesting").GetString()!, ignoreCase: true),
            };
            attribute.NestedType.Attributes.AddRange(Members(nested, "attributes").Select(AttributeOf));
        }
        else
        {
            attribute.Type = ByteString.CopyFromUtf8(member.Value.GetProperty("type").GetRawText());
        }

        return attribute;
    }

    private static JsonElement.ObjectEnumerator Members(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement members) ? members.EnumerateObject() : default;

    private static bool IsTrue(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.GetBoolean();

    private static int Number(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) ? value.GetInt32() : 0;
}
