using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Connectors.Hosting;

/// <summary>
/// Verifies the token that Pub/Sub sends with a push, for a service whose platform does not: signed by Google, for us,
/// by the account that we expect, and not expired. Keys are kept, and read again when a token names another.
/// </summary>
/// <remarks>
/// Sources: https://cloud.google.com/pubsub/docs/authenticate-push-subscriptions,
/// https://developers.google.com/identity/openid-connect/openid-connect#validatinganidtoken
/// </remarks>
/// <param name="audience">Whom a token must be for: what the subscription was told.</param>
/// <param name="account">The subscription's service account; null for any.</param>
/// <param name="readKeys">Reads Google's public keys: a JSON Web Key Set.</param>
/// <param name="time">The clock.</param>
internal sealed class PushTokens(
    string audience, string? account, Func<CancellationToken, Task<byte[]>> readKeys, TimeProvider time) : IDisposable
{
    internal static readonly Uri KeysAddress = new("https://www.googleapis.com/oauth2/v3/certs");

    private const string Scheme = "Bearer ";
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LeastKeyAge = TimeSpan.FromMinutes(1); // a stranger's tokens must not make us ask

    private readonly SemaphoreSlim gate = new(1);
    private Dictionary<string, RSAParameters> keys = [];
    private DateTimeOffset keysRead;

    /// <summary>What is wrong with a request's token, for a person; null when nothing is.</summary>
    /// <param name="authorization">The header <c>Authorization</c>.</param>
    /// <param name="cancel">Stops the reading of keys.</param>
    internal async Task<string?> ProblemAsync(string authorization, CancellationToken cancel)
    {
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return "there is no token";
        }

        try
        {
            string[] parts = authorization[Scheme.Length..].Trim().Split('.');
            if (parts.Length != 3)
            {
                return "the token is not a signed one";
            }

            using JsonDocument head = Parse(parts[0]);
            return await FindKeyAsync(head.RootElement, cancel) is not { } key ? "the token's key is not known"
                : !IsSigned(parts, key) ? "the token's signature is wrong"
                : ClaimProblem(parts[1]);
        }
        catch (Exception fault) when (fault is JsonException or FormatException)
        {
            return "the token is damaged";
        }
    }

    public void Dispose() => gate.Dispose();

    private async Task<RSAParameters?> FindKeyAsync(JsonElement head, CancellationToken cancel)
    {
        if (head.TextAt("alg") != "RS256" || head.TextAt("kid") is not { } id)
        {
            return null;
        }

        await gate.WaitAsync(cancel);
        try
        {
            DateTimeOffset now = time.GetUtcNow();
            if (!keys.ContainsKey(id) && now - keysRead >= LeastKeyAge)
            {
                keysRead = now;
                keys = ReadKeys(await readKeys(cancel));
            }

            return keys.TryGetValue(id, out RSAParameters key) ? key : null;
        }
        finally
        {
            gate.Release();
        }
    }

    private static Dictionary<string, RSAParameters> ReadKeys(byte[] keySet)
    {
        using var document = JsonDocument.Parse(keySet);
        return document.RootElement.At("keys") is not { ValueKind: JsonValueKind.Array } list
            ? []
            : list.EnumerateArray()
                .Where(key => key.TextAt("kty") == "RSA" && key.TextAt("kid") is not null)
                .ToDictionary(key => key.TextAt("kid")!, key => new RSAParameters
                {
                    Modulus = Base64Url.DecodeFromChars(key.TextAt("n")),
                    Exponent = Base64Url.DecodeFromChars(key.TextAt("e")),
                });
    }

    private static bool IsSigned(string[] parts, RSAParameters key)
    {
        using var rsa = RSA.Create(key);
        return rsa.VerifyData(
            Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]),
            HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private string? ClaimProblem(string part)
    {
        using JsonDocument claims = Parse(part);
        JsonElement root = claims.RootElement;
        var ends = DateTimeOffset.FromUnixTimeSeconds(root.NumberAt("exp") ?? 0);
        bool isAccount = account is null
            || (root.TextAt("email") == account && root.At("email_verified") is { ValueKind: JsonValueKind.True });
        return root.TextAt("iss") is not ("https://accounts.google.com" or "accounts.google.com")
                ? "the token is not from Google"
            : root.TextAt("aud") != audience ? "the token is for somebody else"
            : time.GetUtcNow() > ends + ClockSkew ? "the token has expired"
            : !isAccount ? "the token is another account's"
            : null;
    }

    private static JsonDocument Parse(string part) => JsonDocument.Parse(Base64Url.DecodeFromChars(part));
}
