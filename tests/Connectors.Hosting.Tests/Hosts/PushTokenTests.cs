using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json.Linq;

namespace Connectors.Hosting.Tests.Hosts;

public sealed class PushTokenTests : IDisposable
{
    private readonly RSA key = RSA.Create(2048);
    private readonly FakeTimeProvider clock = new(DateTimeOffset.Parse("2026-11-22T12:00:00Z"));
    private readonly PushTokens tokens;
    private int reads;

    public PushTokenTests() => tokens = new PushTokens("https://logs.example", "push@p.example", _ =>
    {
        reads++;
        return Task.FromResult(KeySet());
    }, clock);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_of_the_right_account_for_us_is_taken_and_the_keys_are_read_once()
    {
        Assert.Null(await tokens.ProblemAsync("Bearer " + Token(), Cancel));
        Assert.Null(await tokens.ProblemAsync("bearer " + Token(), Cancel));
        Assert.Equal(1, reads);
    }

    [Theory]
    [InlineData("aud", "https://other.example", "the token is for somebody else")]
    [InlineData("iss", "https://accounts.example", "the token is not from Google")]
    [InlineData("email", "somebody@p.example", "the token is another account's")]
    [InlineData("email_verified", "false", "the token is another account's")]
    [InlineData("exp", "1", "the token has expired")]
    public async Task A_claim_that_is_wrong_is_refused(string claim, string value, string problem) =>
        Assert.Equal(problem, await tokens.ProblemAsync("Bearer " + Token(claim, value), Cancel));

    [Theory]
    [InlineData("", "there is no token")]
    [InlineData("Basic abc", "there is no token")]
    [InlineData("Bearer abc", "the token is not a signed one")]
    [InlineData("Bearer a.b.c", "the token is damaged")]
    public async Task What_is_no_token_is_refused(string authorization, string problem) =>
        Assert.Equal(problem, await tokens.ProblemAsync(authorization, Cancel));

    [Fact]
    public async Task A_token_that_was_changed_or_signed_by_another_is_refused()
    {
        string[] parts = Token().Split('.');
        string[] other = Token("aud", "https://other.example").Split('.');
        Assert.Equal(
            "the token's signature is wrong",
            await tokens.ProblemAsync($"Bearer {parts[0]}.{other[1]}.{parts[2]}", Cancel));
        Assert.Equal(
            "the token's key is not known",
            await tokens.ProblemAsync($"Bearer {Part("""{"alg":"none","kid":"k1"}""")}.{parts[1]}.", Cancel));
    }

    [Fact]
    public async Task Keys_are_read_again_for_a_new_key_but_not_for_every_stranger()
    {
        await tokens.ProblemAsync("Bearer " + Token(), Cancel);
        for (int number = 0; number < 10; number++)
        {
            Assert.Equal(
                "the token's key is not known", await tokens.ProblemAsync("Bearer " + Token(id: "k2"), Cancel));
        }

        Assert.Equal(1, reads);
        clock.Advance(TimeSpan.FromMinutes(2));
        await tokens.ProblemAsync("Bearer " + Token(id: "k2"), Cancel);
        Assert.Equal(2, reads);
    }

    public void Dispose()
    {
        tokens.Dispose();
        key.Dispose();
    }

    private static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private string Token(string claim = "sub", string value = "1", string id = "k1")
    {
        var claims = new JObject
        {
            ["iss"] = "https://accounts.google.com",
            ["aud"] = "https://logs.example",
            ["email"] = "push@p.example",
            ["email_verified"] = true,
            ["exp"] = clock.GetUtcNow().AddHours(1).ToUnixTimeSeconds(),
        };
        claims[claim] = claim is "exp" or "email_verified" ? JToken.Parse(value) : value;
        string signed = $"{Part($$"""{"alg":"RS256","kid":"{{id}}","typ":"JWT"}""")}.{Part(claims.ToString())}";
        byte[] signature = key.SignData(
            Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    private byte[] KeySet()
    {
        RSAParameters parameters = key.ExportParameters(includePrivateParameters: false);
        return Encoding.UTF8.GetBytes(new JObject
        {
            ["keys"] = new JArray(new JObject
            {
                ["kty"] = "RSA",
                ["kid"] = "k1",
                ["n"] = Base64Url.EncodeToString(parameters.Modulus),
                ["e"] = Base64Url.EncodeToString(parameters.Exponent),
            }),
        }.ToString());
    }
}
