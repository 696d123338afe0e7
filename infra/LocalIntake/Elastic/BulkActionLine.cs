using System.Text.Json;

namespace LocalIntake;

/// <summary>Reads the line of an action: <c>{"create":{"_index":"..","_id":".."}}</c>.</summary>
internal static class BulkActionLine
{
    /// <returns>The action, or what is malformed.</returns>
    /// <exception cref="JsonException">It is no JSON.</exception>
    internal static (BulkAction? Action, string? Problem) Read(ReadOnlyMemory<byte> line, BulkAction usual, int number)
    {
        var json = new Utf8JsonReader(line.Span);
        string malformed = $"Malformed action/metadata line [{number}], expected";
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            return (null, $"{malformed} START_OBJECT but found [{NameOf(json.TokenType)}]");
        }

        json.Read();
        string operation = json.TokenType == JsonTokenType.PropertyName ? json.GetString()! : "END_OBJECT";
        if (operation is not ("create" or "index" or "update" or "delete"))
        {
            return (null, $"{malformed} field [create], [delete], [index] or [update] but found [{operation}]");
        }

        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            return (null, $"{malformed} START_OBJECT but found [{NameOf(json.TokenType)}]");
        }

        BulkAction action = usual with { Operation = operation };
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string name = json.GetString()!;
            json.Read();
            if (ReadMember(ref json, action, name, line) is not { } read)
            {
                return (null, $"Action/metadata line [{number}] contains an unknown parameter [{name}]");
            }

            action = read;
        }

        return json.Read() && json.TokenType == JsonTokenType.EndObject && !json.Read()
            ? (action, null)
            : (null, $"{malformed} END_OBJECT but found [{NameOf(json.TokenType)}]");
    }

    private static BulkAction? ReadMember(
        ref Utf8JsonReader json, BulkAction action, string name, ReadOnlyMemory<byte> line)
    {
        switch (name)
        {
            case "_index":
                return action with { Index = json.GetString() ?? "" };
            case "_id" when json.TokenType == JsonTokenType.Null:
                return action;
            case "_id":
                return action with { Id = JsonSlice.Of(ref json, line) };
            case "pipeline":
                return action with { Pipeline = json.GetString() };
            case "require_data_stream":
                return action with { RequiresDataStream = json.GetBoolean() };
            case "routing" or "_routing" or "require_alias" or "dynamic_templates" or "if_seq_no" or "if_primary_term"
                or "version" or "version_type" or "retry_on_conflict" or "op_type" or "list_executed_pipelines":
                json.Skip();
                return action;
            default:
                return null;
        }
    }

    private static string NameOf(JsonTokenType token) => token switch
    {
        JsonTokenType.StartArray => "START_ARRAY",
        JsonTokenType.StartObject => "START_OBJECT",
        JsonTokenType.PropertyName => "FIELD_NAME",
        JsonTokenType.String => "VALUE_STRING",
        JsonTokenType.Number => "VALUE_NUMBER",
        JsonTokenType.Null => "VALUE_NULL",
        _ => "VALUE_BOOLEAN",
    };
}
