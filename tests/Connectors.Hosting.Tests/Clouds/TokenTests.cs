using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json.Linq;

namespace Connectors.Hosting.Tests;

public sealed class TokenTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeApi api = new();

    [Fact]
    public async Task Googles_metadata_server_gives_a_token_that_is_kept()
    {
        api.Answer("""{"access_token":"t1","expires_in":3599,"token_type":"Bearer"}""")
            .Answer("""{"access_token":"t2","expires_in":3599,"token_type":"Bearer"}""");
        IBearerTokens tokens = api.Clients(("GCE_METADATA_HOST", "localhost:99")).GoogleTokens;
        Assert.Equal("t1", await tokens.GetAsync(mustBeNew: false, CancellationToken.None));
        Assert.Equal("t1", await tokens.GetAsync(mustBeNew: false, CancellationToken.None));
        Assert.Equal("t2", await tokens.GetAsync(mustBeNew: true, CancellationToken.None));
        Assert.Equal(
            "GET http://localhost:99/computeMetadata/v1/instance/service-accounts/default/token Metadata-Flavor=Google",
            api.Requests[0]);
    }

    [Fact]
    public async Task A_service_accounts_key_signs_for_a_token()
    {
        using var key = RSA.Create(2048);
        string file = folder.Write("key.json", new JObject
        {
            ["client_email"] = "connector@project.example",
            ["token_uri"] = "https://oauth2.example/token",
            ["private_key"] = key.ExportPkcs8PrivateKeyPem(),
        }.ToString());
        api.Answer("""{"access_token":"t1","expires_in":3599}""");
        IBearerTokens tokens = api.Clients(("GOOGLE_APPLICATION_CREDENTIALS", file)).GoogleTokens;
        Assert.Equal("t1", await tokens.GetAsync(mustBeNew: false, CancellationToken.None));

        string request = Assert.Single(api.Requests);
        Assert.StartsWith("POST https://oauth2.example/token grant_type=urn%3Aietf%3Aparams%3Aoauth", request);
        string[] parts = request[(request.IndexOf("assertion=", StringComparison.Ordinal) + 10)..].Split('.');
        Assert.True(key.VerifyData(
            Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]),
            HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        JObject claims = JObject.Parse(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1])));
        Assert.Equal(
            ("connector@project.example", "https://oauth2.example/token", 3600),
            ((string)claims["iss"]!, (string)claims["aud"]!, (int)claims["exp"]! - (int)claims["iat"]!));
    }

    [Fact]
    public async Task A_function_app_gives_a_token_of_its_identity()
    {
        api.Answer("""{"access_token":"t1","expires_on":"4102444800"}""");
        CloudClients clients = api.Clients(
            ("IDENTITY_ENDPOINT", "http://localhost:98/msi/token"), ("IDENTITY_HEADER", "proof"),
            ("AZURE_CLIENT_ID", "a b"));
        IBearerTokens tokens = clients.AzureIdentity.For("https://vault.azure.net/.default");
        Assert.Equal("t1", await tokens.GetAsync(mustBeNew: false, CancellationToken.None));
        Assert.Equal("t1", await tokens.GetAsync(mustBeNew: false, CancellationToken.None));
        Assert.Equal(
            "GET http://localhost:98/msi/token?api-version=2019-08-01&resource=https%3A%2F%2Fvault.azure.net"
            + "&client_id=a%20b X-IDENTITY-HEADER=proof",
            Assert.Single(api.Requests));
    }

    [Fact]
    public async Task A_pod_exchanges_its_own_token_for_one_of_its_identity()
    {
        api.Answer("""{"access_token":"t1","expires_in":3599}""");
        CloudClients clients = api.Clients(
            ("AZURE_FEDERATED_TOKEN_FILE", folder.Write("token", "pod")), ("AZURE_TENANT_ID", "tenant"),
            ("AZURE_CLIENT_ID", "app"));
        Assert.Equal("t1", await clients.AzureIdentity.For("https://storage.azure.com/.default")
            .GetAsync(mustBeNew: false, CancellationToken.None));
        string request = Assert.Single(api.Requests);
        Assert.StartsWith("POST https://login.microsoftonline.com/tenant/oauth2/v2.0/token", request);
        Assert.EndsWith("&client_assertion=pod", request);
    }

    [Fact]
    public async Task A_request_is_sent_again_when_the_answer_may_pass_and_with_a_new_token_when_it_was_refused()
    {
        api.Answer("""{"access_token":"old","expires_in":3599}""").Answer("", HttpStatusCode.ServiceUnavailable)
            .Answer("", HttpStatusCode.Unauthorized).Answer("""{"access_token":"new","expires_in":3599}""")
            .Answer("ok");
        CloudClients clients = api.Clients();
        using HttpResponseMessage response = await clients.Http.SendAsync(
            () => new HttpRequestMessage(HttpMethod.Get, "https://api.example/"), clients.GoogleTokens,
            CancellationToken.None);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(
            ["Bearer old", "Bearer old", "Bearer new"],
            api.Requests.Where(one => one.Contains("api.example")).Select(one => one[(one.IndexOf('=') + 1)..]));
    }

    public void Dispose()
    {
        folder.Dispose();
        api.Dispose();
    }
}
