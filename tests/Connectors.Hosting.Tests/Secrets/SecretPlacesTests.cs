using System.Net;

namespace Connectors.Hosting.Tests;

public sealed class SecretPlacesTests : IDisposable
{
    private const string Token = """{"access_token":"t1","expires_in":3599}""";

    private readonly FakeApi api = new();

    [Fact]
    public async Task Key_Vault_gives_a_secret()
    {
        api.Answer(Token).Answer("""{"value":"s3cret\n","id":"..."}""");
        Assert.Equal("s3cret", await ReadAsync("keyvault:https://vault.vault.azure.net/secrets/token"));
        Assert.Contains("resource=https%3A%2F%2Fvault.azure.net ", api.Requests[0]);
        Assert.Equal(
            "GET https://vault.vault.azure.net/secrets/token?api-version=7.4 Authorization=Bearer t1", api.Requests[1]);
    }

    [Fact]
    public async Task Google_gives_the_newest_version_of_a_secret_and_a_member_of_it()
    {
        string data = Convert.ToBase64String("""{"hec":"s3cret"}"""u8);
        api.Answer(Token).Answer("""{"payload":{"data":"DATA"}}""".Replace("DATA", data));
        Assert.Equal("s3cret", await ReadAsync("gsm:projects/p/secrets/s#hec"));
        Assert.StartsWith(
            "GET https://secretmanager.googleapis.com/v1/projects/p/secrets/s/versions/latest:access", api.Requests[1]);
    }

    [Theory]
    [InlineData("ssm:/connector/token", "/connector/token")]
    [InlineData("secretsmanager:token", "/aws/reference/secretsmanager/token")]
    [InlineData(
        "secretsmanager:arn:aws:secretsmanager:eu-west-1:1:secret:a/token-AbCdEf",
        "/aws/reference/secretsmanager/a/token")]
    public async Task Amazon_gives_a_parameter_or_a_secret(string place, string parameter)
    {
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "any"); // the client asks nobody else for them
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "any");
        api.Answer("""{"Parameter":{"Value":"s3cret"}}""");
        Assert.Equal("s3cret", await ReadAsync(place, ("CONNECTOR_S3_REGION", "eu-west-1")));
        Assert.Contains($"\"{parameter}\"", Assert.Single(api.Requests));
    }

    [Fact]
    public void A_secret_that_is_not_given_is_told_by_its_place_and_the_reason()
    {
        api.Answer(Token).Answer("", HttpStatusCode.Forbidden);
        var settings = new SettingsReader(
            new Dictionary<string, string> { ["TOKEN"] = "gsm:projects/p/secrets/s" }, true,
            new SecretPlaces(() => api.Clients()).ReadAsync);
        Assert.Null(settings.GetSecret(SettingKinds.Secret("TOKEN", "A token.")));
        Assert.Equal(
            "TOKEN names a place where no secret can be read: gsm:projects/p/secrets/s "
            + "(status 403; the identity needs roles/secretmanager.secretAccessor on the secret)",
            Assert.Single(settings.Problems));
    }

    public void Dispose() => api.Dispose();

    private ValueTask<string?> ReadAsync(string text, params (string Name, string Text)[] settings) =>
        new SecretPlaces(() => api.Clients(settings)).ReadAsync(text, CancellationToken.None);
}
