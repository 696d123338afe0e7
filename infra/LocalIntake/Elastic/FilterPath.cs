using System.IO.Enumeration;
using Newtonsoft.Json.Linq;

namespace LocalIntake;

/// <summary>
/// Leaves in an answer only what <c>filter_path</c> names: paths with dots, <c>*</c> for any name, <c>**</c> for any
/// names; or, with a minus before each, all but those.
/// </summary>
/// <remarks>Source: https://www.elastic.co/docs/reference/elasticsearch/rest-apis/common-options.</remarks>
internal sealed record FilterPath(IReadOnlyList<string[]> Kept, IReadOnlyList<string[]> LeftOut)
{
    internal static FilterPath Of(string text)
    {
        string[] paths = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new FilterPath(
            [.. paths.Where(path => path[0] != '-').Select(path => path.Split('.'))],
            [.. paths.Where(path => path[0] == '-').Select(path => path[1..].Split('.'))]);
    }

    internal JToken Apply(JToken document)
    {
        if (Kept.Count == 0 && LeftOut.Count == 0)
        {
            return document;
        }

        JToken kept = Kept.Count == 0 ? document : Keep(document, Kept) ?? new JObject();
        return LeftOut.Count == 0 ? kept : LeaveOut(kept, LeftOut) ?? new JObject();
    }

    // Null: nothing of it is named.
    private static JToken? Keep(JToken token, IReadOnlyList<string[]> paths)
    {
        if (paths.Any(path => path.Length == 0))
        {
            return token;
        }

        if (token is JArray list)
        {
            JToken[] items = [.. list.Select(item => Keep(item, paths)).OfType<JToken>()];
            return items.Length == 0 ? null : new JArray(items);
        }

        if (token is not JObject members)
        {
            return null;
        }

        JProperty[] kept =
        [
            .. members.Properties()
                .Select(member => (member.Name, Value: Keep(member.Value, Below(member.Name, paths))))
                .Where(member => member.Value is not null)
                .Select(member => new JProperty(member.Name, member.Value)),
        ];
        return kept.Length == 0 ? null : new JObject(kept);
    }

    private static JToken? LeaveOut(JToken token, IReadOnlyList<string[]> paths) => token switch
    {
        _ when paths.Any(path => path.Length == 0) => null,
        JArray list => new JArray(list.Select(item => LeaveOut(item, paths)).OfType<JToken>()),
        JObject members => new JObject(members.Properties()
            .Select(member => (member.Name, Value: LeaveOut(member.Value, Below(member.Name, paths))))
            .Where(member => member.Value is not null)
            .Select(member => new JProperty(member.Name, member.Value))),
        _ => token,
    };

    // What is left of each path that goes through this name.
    private static List<string[]> Below(string name, IReadOnlyList<string[]> paths)
    {
        List<string[]> below = [];
        foreach (string[] path in paths.Where(path => path.Length > 0))
        {
            if (path[0] == "**")
            {
                below.Add(path);
                below.AddRange(Below(name, [path[1..]]));
            }
            else if (FileSystemName.MatchesSimpleExpression(path[0], name, ignoreCase: false))
            {
                below.Add(path[1..]);
            }
        }

        return below;
    }
}
