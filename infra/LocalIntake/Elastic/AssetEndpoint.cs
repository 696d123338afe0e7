using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace LocalIntake;

/// <summary>Takes, tells and forgets templates and pipelines, on the paths that they have in the product.</summary>
internal sealed class AssetEndpoint(ElasticAssets assets, ElasticReplies replies, bool isOpenSearch)
{
    private const int MaxBytes = 10_000_000;

    internal async Task<IntakeReply> AnswerAsync(HttpRequest request, string[] parts)
    {
        AssetKind kind = parts[0] switch
        {
            "_index_template" => AssetKind.IndexTemplate,
            "_component_template" => AssetKind.ComponentTemplate,
            _ => AssetKind.Pipeline,
        };
        string name = parts.Length > (kind == AssetKind.Pipeline ? 2 : 1) ? parts[^1] : "*";
        return request.Method switch
        {
            "PUT" or "POST" => await PutAsync(request, kind, name),
            "GET" => Tell(kind, name),
            "HEAD" => assets.Find(kind, name) is null ? Missing(kind, name) : replies.Ok(new JObject()),
            "DELETE" => assets.Remove(kind, name) ? replies.Acknowledged() : Missing(kind, name),
            _ => replies.BadRequest($"Incorrect HTTP method for uri [{request.Path}] and method [{request.Method}]"),
        };
    }

    private async Task<IntakeReply> PutAsync(HttpRequest request, AssetKind kind, string name)
    {
        if (request.Query["create"] == "true" && assets.Find(kind, name) is not null)
        {
            return replies.BadRequest($"[{name}] already exists");
        }

        using RequestBody body = await ContentCoding.ReadAsync(request, MaxBytes);
        JObject asset;
        try
        {
            asset = JObject.Parse(Encoding.UTF8.GetString(body.Bytes.Span));
        }
        catch (JsonException fault)
        {
            return replies.Error(StatusCodes.Status400BadRequest, "x_content_parse_exception", fault.Message);
        }

        if (AssetRules.Refuse(kind, name, asset, part => assets.HasComponent(part, isOpenSearch)) is var (type, reason))
        {
            return replies.Error(StatusCodes.Status400BadRequest, type, reason);
        }

        assets.Put(kind, name, asset);
        return replies.Acknowledged();
    }

    private IntakeReply Tell(AssetKind kind, string pattern)
    {
        IReadOnlyList<(string Name, JObject Asset)> found = assets.List(kind, pattern);
        if (found.Count == 0 && !pattern.Contains('*', StringComparison.Ordinal))
        {
            return Missing(kind, pattern);
        }

        return replies.Ok(kind switch
        {
            AssetKind.IndexTemplate => Listed("index_templates", "index_template", found),
            AssetKind.ComponentTemplate => Listed("component_templates", "component_template", found),
            _ => new JObject(found.Select(asset => new JProperty(asset.Name, asset.Asset))),
        });
    }

    private static JObject Listed(string list, string member, IEnumerable<(string Name, JObject Asset)> found) => new()
    {
        [list] = new JArray(found.Select(asset => new JObject { ["name"] = asset.Name, [member] = asset.Asset })),
    };

    private IntakeReply Missing(AssetKind kind, string name) => kind == AssetKind.Pipeline
        ? replies.Ok(new JObject(), StatusCodes.Status404NotFound)
        : replies.Error(
            StatusCodes.Status404NotFound, "resource_not_found_exception", $"template matching [{name}] not found");
}
