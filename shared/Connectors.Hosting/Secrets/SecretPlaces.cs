using System.Text;
using System.Text.Json;

namespace Connectors.Hosting;

/// <summary>
/// Reads secrets from where a setting's text says: the text itself, <c>file:/path</c>, or a cloud's store of secrets:
/// <c>ssm:/name</c>, <c>secretsmanager:name-or-arn</c>, <c>keyvault:https://vault/secrets/name</c>,
/// <c>gsm:projects/project/secrets/name</c>. With <c>#member</c> behind it, a member of a secret in JSON form.
/// </summary>
/// <remarks>
/// Sources: https://docs.aws.amazon.com/systems-manager/latest/userguide/integration-ps-secretsmanager.html,
/// https://learn.microsoft.com/rest/api/keyvault/secrets/get-secret,
/// https://cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets.versions/access.
/// </remarks>
/// <param name="clients">The clients of the clouds; made when a cloud is asked for first.</param>
internal sealed class SecretPlaces(Func<CloudClients> clients)
{
    private const string Parameter = "ssm:";
    private const string SecretsManager = "secretsmanager:";
    private const string KeyVault = "keyvault:";
    private const string Google = "gsm:";

    private static readonly string[] Clouds = [Parameter, SecretsManager, KeyVault, Google];

    /// <summary>Whether a text names a cloud's store of secrets.</summary>
    internal static bool IsCloud(string text) =>
        Clouds.Any(place => text.StartsWith(place, StringComparison.Ordinal));

    /// <summary>The secret, without white space around it; null when its file cannot be read.</summary>
    /// <exception cref="IOException">The cloud does not give it; the message says why.</exception>
    internal async ValueTask<string?> ReadAsync(string text, CancellationToken cancel)
    {
        if (!IsCloud(text))
        {
            return SecretReader.Read(text);
        }

        int member = text.LastIndexOf('#');
        string place = member < 0 ? text : text[..member];
        string name = place[(place.IndexOf(':') + 1)..];
        string secret = place[..(place.IndexOf(':') + 1)] switch
        {
            Parameter => await clients().ReadParameterAsync(name, cancel),
            SecretsManager => await clients().ReadParameterAsync(
                "/aws/reference/secretsmanager/" + NameOf(name), cancel),
            KeyVault => await ReadKeyVaultAsync(name, cancel),
            _ => await ReadGoogleAsync(name, cancel),
        };
        return (member < 0 ? secret : Pick(secret, text[(member + 1)..])).Trim();
    }

    // arn:aws:secretsmanager:region:account:secret:name-AbCdEf: six characters that are not of the name.
    private static string NameOf(string nameOrArn)
    {
        const int suffix = 7;
        int colon = nameOrArn.LastIndexOf(':');
        return colon < 0 || nameOrArn.Length < suffix ? nameOrArn : nameOrArn[(colon + 1)..^suffix];
    }

    private async Task<string> ReadKeyVaultAsync(string url, CancellationToken cancel)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) || uri.Scheme != Uri.UriSchemeHttps)
        {
            throw new IOException("the form is keyvault:https://vault/secrets/name");
        }

        string service = uri.Host[(uri.Host.IndexOf('.') + 1)..]; // vault.azure.net, and others in clouds of their own
        IBearerTokens tokens = clients().AzureIdentity.For($"https://{service}/.default");
        using JsonDocument answer =
            await GetAsync($"{url.TrimEnd('/')}?api-version=7.4", tokens, "Key Vault Secrets User", cancel);
        return answer.RootElement.GetProperty("value").GetString()!;
    }

    private async Task<string> ReadGoogleAsync(string name, CancellationToken cancel)
    {
        string version = name.Contains("/versions/", StringComparison.Ordinal) ? name : name + "/versions/latest";
        using JsonDocument answer = await GetAsync(
            $"https://secretmanager.googleapis.com/v1/{version}:access", clients().GoogleTokens,
            "roles/secretmanager.secretAccessor", cancel);
        return Encoding.UTF8.GetString(
            answer.RootElement.GetProperty("payload").GetProperty("data").GetBytesFromBase64());
    }

    private async Task<JsonDocument> GetAsync(string url, IBearerTokens tokens, string role, CancellationToken cancel)
    {
        using HttpResponseMessage response =
            await clients().Http.SendAsync(() => new HttpRequestMessage(HttpMethod.Get, url), tokens, cancel);
        return response.IsSuccessStatusCode
            ? await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancel), default, cancel)
            : throw new IOException($"status {(int)response.StatusCode}; the identity needs {role} on the secret");
    }

    private static string Pick(string secret, string member)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(secret);
            return json.RootElement.GetProperty(member).ToString();
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new IOException($"the secret has no member '{member}'");
        }
    }
}
