namespace LocalIntake;

/// <summary>Checks the token of a request.</summary>
internal static class HecAuthorization
{
    private const string Scheme = "Splunk";

    /// <returns>The refusal; null when the token is good.</returns>
    internal static HecReply? Refuse(HttpRequest request, HecSettings settings)
    {
        // A token in the URL ends up in logs: it is off unless an administrator turns it on.
        if (request.Query.ContainsKey("token"))
        {
            return HecReply.Of(HecCode.QueryTokenOff);
        }

        string header = request.Headers.Authorization.ToString();
        (string scheme, string token) = header.Split(' ', 2, StringSplitOptions.TrimEntries) switch
        {
            [var first, var second] => (first, second),
            [var first] => (first, ""),
            _ => ("", ""),
        };
        return scheme switch
        {
            "" => HecReply.Of(HecCode.TokenRequired),
            Scheme when token.Length == 0 => HecReply.Of(HecCode.TokenRequired),
            Scheme when settings.DisabledTokens.Contains(token) => HecReply.Of(HecCode.TokenDisabled),
            Scheme when settings.Tokens.Contains(token) => null,
            Scheme => HecReply.Of(HecCode.InvalidToken),
            _ => HecReply.Of(HecCode.InvalidAuthorization),
        };
    }

    /// <summary>The same for a question after health: it needs no token, but a token must be a good one.</summary>
    internal static HecReply? RefuseHealth(HttpRequest request, HecSettings settings) =>
        Refuse(request, settings)?.Code switch
        {
            HecCode.TokenDisabled => HecReply.Of(HecCode.HealthTokenDisabled),
            HecCode.InvalidToken or HecCode.InvalidAuthorization => HecReply.Of(HecCode.HealthInvalidToken),
            _ => null,
        };
}
