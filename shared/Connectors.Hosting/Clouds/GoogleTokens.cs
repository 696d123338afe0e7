using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Connectors.Hosting;

/// <summary>
/// Access tokens for Google's APIs: from the metadata server, or for a service account's key. Kept until shortly before
/// they expire. For several threads.
/// </summary>
/// <remarks>
/// Sources: https://cloud.google.com/compute/docs/metadata/overview,
/// https://developers.google.com/identity/protocols/oauth2/service-account.
/// </remarks>
/// <param name="options">Where the key, or the metadata server, is.</param>
/// <param name="http">For the requests.</param>
/// <param name="time">The clock.</param>
internal sealed class GoogleTokens(CloudOptions options, CloudHttp http, TimeProvider time) : IBearerTokens, IDisposable
{
    private const string Scope = "https://www.googleapis.com/auth/cloud-platform";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1); // the longest that Google takes
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(3);

    private readonly SemaphoreSlim gate = new(1);
    private string? token;
    private DateTimeOffset renewal;

    public async ValueTask<string?> GetAsync(bool mustBeNew, CancellationToken cancel)
    {
        await gate.WaitAsync(cancel);
        try
        {
            if (token is null || mustBeNew || time.GetUtcNow() >= renewal)
            {
                await RenewAsync(cancel);
            }

            return token;
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    private async Task RenewAsync(CancellationToken cancel)
    {
        ServiceAccountKey? key = options.GoogleKeyFile is { } file ? ServiceAccountKey.Read(file) : null;
        using HttpResponseMessage response = await http.SendAsync(
            key is null ? AskMetadataServer : () => Exchange(key), tokens: null, cancel);
        string answer = await response.Content.ReadAsStringAsync(cancel);
        if (!response.IsSuccessStatusCode)
        {
            throw new IOException($"no token for Google's APIs was given: status {(int)response.StatusCode} from "
                + (key is null ? $"the metadata server {options.GoogleMetadataHost}" : key.TokenUri.Host)
                + "; give the service an account, or set GOOGLE_APPLICATION_CREDENTIALS");
        }

        using var json = JsonDocument.Parse(answer);
        token = json.RootElement.GetProperty("access_token").GetString();
        renewal = time.GetUtcNow()
            + TimeSpan.FromSeconds(json.RootElement.GetProperty("expires_in").GetInt32()) - Margin;
    }

    private HttpRequestMessage AskMetadataServer()
    {
        const string path = "computeMetadata/v1/instance/service-accounts/default/token";
        var request = new HttpRequestMessage(HttpMethod.Get, $"http://{options.GoogleMetadataHost}/{path}");
        request.Headers.Add("Metadata-Flavor", "Google");
        return request;
    }

    private HttpRequestMessage Exchange(ServiceAccountKey key)
    {
        DateTimeOffset now = time.GetUtcNow();
        string claims = new System.Text.Json.Nodes.JsonObject
        {
            ["iss"] = key.Email,
            ["scope"] = Scope,
            ["aud"] = key.TokenUri.OriginalString,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + Lifetime).ToUnixTimeSeconds(),
        }.ToJsonString();
        string signed = Encode("""{"alg":"RS256","typ":"JWT"}""") + "." + Encode(claims);
        return new HttpRequestMessage(HttpMethod.Post, key.TokenUri)
        {
            Content = new FormUrlEncodedContent(
            [
                new("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"),
                new("assertion", signed + "." + key.Sign(signed)),
            ]),
        };
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    /// <summary>A service account's key as Google's console writes it.</summary>
    private sealed record ServiceAccountKey(string Email, Uri TokenUri, string PrivateKey)
    {
        internal static ServiceAccountKey Read(string file)
        {
            try
            {
                using var json = JsonDocument.Parse(File.ReadAllBytes(file));
                JsonElement root = json.RootElement;
                return new ServiceAccountKey(
                    root.GetProperty("client_email").GetString()!,
                    new Uri(root.GetProperty("token_uri").GetString()!),
                    root.GetProperty("private_key").GetString()!);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException
                or KeyNotFoundException or InvalidOperationException or UriFormatException or ArgumentNullException)
            {
                throw new IOException(
                    $"GOOGLE_APPLICATION_CREDENTIALS must be {CloudSettings.GoogleKeyFile.Rule}; '{file}' is not");
            }
        }

        internal string Sign(string text)
        {
            using var rsa = RSA.Create();
            try
            {
                rsa.ImportFromPem(PrivateKey);
            }
            catch (Exception fault) when (fault is ArgumentException or CryptographicException)
            {
                throw new IOException("the private key in the file of GOOGLE_APPLICATION_CREDENTIALS is not readable");
            }

            byte[] signature =
                rsa.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            return Base64Url.EncodeToString(signature);
        }
    }
}
