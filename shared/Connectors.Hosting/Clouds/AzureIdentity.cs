using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Azure.Core;

namespace Connectors.Hosting;

/// <summary>
/// The identity that Azure gives to a function app, a container, a Kubernetes pod or a virtual machine, and its tokens.
/// Kept until shortly before they expire. For several threads.
/// </summary>
/// <remarks>
/// Azure.Identity would do it too, with a third more code in the executable. Sources:
/// https://learn.microsoft.com/azure/app-service/overview-managed-identity (endpoint and header),
/// https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token (169.254.169.254),
/// https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow (federated token).
/// </remarks>
/// <param name="options">What the platform tells.</param>
/// <param name="http">For the requests.</param>
/// <param name="time">The clock.</param>
internal sealed class AzureIdentity(AzureIdentityOptions options, CloudHttp http, TimeProvider time) : TokenCredential
{
    private const string MachineEndpoint = "http://169.254.169.254/metadata/identity/oauth2/token";
    private const string DefaultScope = "/.default";
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, AccessToken> tokens = new();

    public override async ValueTask<AccessToken> GetTokenAsync(
        TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        await GetAsync(requestContext.Scopes[0], mustBeNew: false, cancellationToken);

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        throw new NotSupportedException(); // nobody here asks in the blocking way

    /// <summary>The tokens for one of Azure's APIs.</summary>
    internal IBearerTokens For(string scope) => new Tokens(this, scope);

    private async ValueTask<AccessToken> GetAsync(string scope, bool mustBeNew, CancellationToken cancel)
    {
        bool isKept = tokens.TryGetValue(scope, out AccessToken token);
        if (isKept && !mustBeNew && time.GetUtcNow() < token.ExpiresOn - Margin)
        {
            return token;
        }

        using HttpResponseMessage response = await http.SendAsync(() => Ask(scope), tokens: null, cancel);
        string answer = await response.Content.ReadAsStringAsync(cancel);
        if (!response.IsSuccessStatusCode)
        {
            throw new IOException($"no token of a managed identity was given: status {(int)response.StatusCode}; "
                + "give the service an identity (AZURE_CLIENT_ID where there are several)");
        }

        using JsonDocument json = JsonDocument.Parse(answer);
        return tokens[scope] =
            new AccessToken(json.RootElement.GetProperty("access_token").GetString()!, EndOf(json.RootElement));
    }

    private HttpRequestMessage Ask(string scope)
    {
        string resource = Uri.EscapeDataString(scope.Replace(DefaultScope, "", StringComparison.Ordinal));
        string client = options.ClientId is { } id ? $"&client_id={Uri.EscapeDataString(id)}" : "";
        if (options is { Endpoint: { } endpoint, Header: { } header })
        {
            var request = new HttpRequestMessage(
                HttpMethod.Get, $"{endpoint}?api-version=2019-08-01&resource={resource}{client}");
            request.Headers.Add("X-IDENTITY-HEADER", header);
            return request;
        }

        if (options is { FederatedTokenFile: { } file, Tenant: { } tenant, ClientId: { } application })
        {
            return Exchange(file, $"{options.Authority.TrimEnd('/')}/{tenant}/oauth2/v2.0/token", application, scope);
        }

        var machine = new HttpRequestMessage(
            HttpMethod.Get,
            $"{MachineEndpoint}?api-version=2018-02-01&resource={resource}{client}");
        machine.Headers.Add("Metadata", "true");
        return machine;
    }

    private static HttpRequestMessage Exchange(string file, string url, string application, string scope) =>
        new(HttpMethod.Post, url)
        {
            Content = new FormUrlEncodedContent(
            [
                new("grant_type", "client_credentials"),
                new("client_id", application),
                new("scope", scope),
                new("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
                new("client_assertion", File.ReadAllText(file)),
            ]),
        };

    // Some tell when it ends, in seconds since 1970; some tell how long it lasts; numbers may be texts.
    private DateTimeOffset EndOf(JsonElement answer)
    {
        bool tellsEnd = answer.TryGetProperty("expires_on", out JsonElement end);
        string seconds = (tellsEnd ? end : answer.GetProperty("expires_in")).ToString();
        long number = long.Parse(seconds, CultureInfo.InvariantCulture);
        return tellsEnd ? DateTimeOffset.FromUnixTimeSeconds(number) : time.GetUtcNow() + TimeSpan.FromSeconds(number);
    }

    private sealed class Tokens(AzureIdentity identity, string scope) : IBearerTokens
    {
        public async ValueTask<string?> GetAsync(bool mustBeNew, CancellationToken cancel) =>
            (await identity.GetAsync(scope, mustBeNew, cancel)).Token;
    }
}

/// <summary>What Azure's platforms tell about the identity, in the environment.</summary>
internal sealed record AzureIdentityOptions
{
    public string? ClientId { get; init; }

    public string? Endpoint { get; init; }

    public string? Header { get; init; }

    public string? FederatedTokenFile { get; init; }

    public string? Tenant { get; init; }

    public string Authority { get; init; } = "https://login.microsoftonline.com";

    /// <summary>Reads what the platform set.</summary>
    /// <param name="environment">The environment variables.</param>
    /// <param name="clientId">The client id that an operator set.</param>
    internal static AzureIdentityOptions Read(
        IReadOnlyDictionary<string, string> environment, string? clientId) => new()
    {
        ClientId = clientId,
        Endpoint = environment.GetValueOrDefault("IDENTITY_ENDPOINT"),
        Header = environment.GetValueOrDefault("IDENTITY_HEADER"),
        FederatedTokenFile = environment.GetValueOrDefault("AZURE_FEDERATED_TOKEN_FILE"),
        Tenant = environment.GetValueOrDefault("AZURE_TENANT_ID"),
        Authority = environment.GetValueOrDefault("AZURE_AUTHORITY_HOST", "https://login.microsoftonline.com"),
    };
}
