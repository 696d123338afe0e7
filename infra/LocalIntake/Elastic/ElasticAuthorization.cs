using System.Text;

namespace LocalIntake;

/// <summary>Checks the credentials of a request: an API key, or a user and a password.</summary>
internal static class ElasticAuthorization
{
    /// <returns>The refusal; null when they are good.</returns>
    internal static IntakeReply? Refuse(HttpRequest request, ElasticSettings settings, ElasticReplies replies)
    {
        string[] parts = request.Headers.Authorization.ToString().Split(' ', 2, StringSplitOptions.TrimEntries);
        string rest = $"for REST request [{request.Path}]";
        return parts switch
        {
            ["ApiKey", var key] when !settings.IsOpenSearch => settings.ApiKeys.Contains(Decode(key))
                ? null
                : replies.Unauthorized($"unable to authenticate with provided credentials {rest}"),
            ["Basic", var user] => settings.Users.Contains(Decode(user))
                ? null
                : replies.Unauthorized($"unable to authenticate user [{Decode(user).Split(':')[0]}] {rest}"),
            _ => replies.Unauthorized($"missing authentication credentials {rest}"),
        };
    }

    private static string Decode(string base64)
    {
        byte[] bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out int length)
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : "";
    }
}
