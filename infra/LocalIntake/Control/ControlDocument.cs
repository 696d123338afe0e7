using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace LocalIntake;

/// <summary>Reads the JSON object that a person or a test puts.</summary>
internal static class ControlDocument
{
    /// <summary>Reads the request's body and hands its members to <paramref name="read"/>.</summary>
    /// <returns>What was made of it; null when something is wrong: the answer is then written.</returns>
    internal static async Task<T?> ReadAsync<T>(HttpContext context, Func<MemberReader, T> read)
        where T : class
    {
        using var text = new StreamReader(context.Request.Body, new UTF8Encoding(false, throwOnInvalidBytes: true));
        List<string> problems = [];
        T? value = null;
        try
        {
            var members = new MemberReader(Parse(await text.ReadToEndAsync(context.RequestAborted)), "", problems);
            value = read(members);
            members.RefuseUnknown();
        }
        catch (Exception fault) when (fault is JsonException or DecoderFallbackException)
        {
            problems.Add($"The body must be one JSON object: {fault.Message}");
        }

        if (problems.Count == 0)
        {
            return value;
        }

        await ControlReply.RefuseAsync(context.Response, string.Join('\n', problems));
        return null;
    }

    private static JObject Parse(string text)
    {
        // Values stay as they were written: a text that looks like a date is a text.
        using var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None };
        var settings = new JsonLoadSettings { DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error };
        JObject document = JObject.Load(reader, settings);
        return reader.Read() ? throw new JsonReaderException("there is more behind it") : document;
    }
}
