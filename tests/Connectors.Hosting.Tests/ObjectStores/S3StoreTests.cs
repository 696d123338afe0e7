using System.Net;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;

namespace Connectors.Hosting.Tests;

/// <summary>What writing a new object to S3 may be answered.</summary>
public sealed class S3StoreTests
{
    private static readonly ObjectUri Target = ObjectUri.Parse("s3://logs/dead/a.ndjson")!;

    [Theory]
    [InlineData(HttpStatusCode.OK, "", true)]
    [InlineData(HttpStatusCode.PreconditionFailed, "PreconditionFailed", false)]
    public async Task A_name_that_is_taken_is_told(HttpStatusCode status, string code, bool isWritten) =>
        Assert.Equal(isWritten, await CreateAsync(status, code));

    // Another write of the name was under way, and may fail yet: nothing is known to be there.
    [Fact]
    public async Task A_write_beside_another_one_is_no_success()
    {
        StoreException told = await Assert.ThrowsAsync<StoreException>(
            () => CreateAsync(HttpStatusCode.Conflict, "ConditionalRequestConflict"));
        Assert.Equal("S3 answers with status 409 ConditionalRequestConflict", told.Message);
    }

    private static async Task<bool> CreateAsync(HttpStatusCode status, string code)
    {
        using var s3 = new AmazonS3Client(new AnonymousAWSCredentials(), new AmazonS3Config
        {
            RegionEndpoint = RegionEndpoint.USEast1,
            MaxErrorRetry = 0,
            HttpClientFactory = new Answering(status, code),
        });
        return await new S3Store(s3).CreateAsync(Target, "{}\n"u8.ToArray(), TestContext.Current.CancellationToken);
    }

    private sealed class Answering(HttpStatusCode status, string code) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Handler(status, code));

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        private sealed class Handler(HttpStatusCode status, string code) : HttpMessageHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(
                HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(
                new HttpResponseMessage(status)
                {
                    RequestMessage = request,
                    Content = new StringContent(
                        code.Length == 0 ? "" : $"<Error><Code>{code}</Code></Error>",
                        mediaType: new("application/xml")),
                });
        }
    }
}
