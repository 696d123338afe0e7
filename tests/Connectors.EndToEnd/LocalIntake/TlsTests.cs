using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Connectors.EndToEnd.LocalIntake;

public sealed class TlsTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("local-intake-");

    [Fact]
    public async Task With_a_certificate_it_speaks_https()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = SelfSigned(key);
        string certificateFile = Write("certificate.pem", certificate.ExportCertificatePem());
        string keyFile = Write("key.pem", key.ExportPkcs8PrivateKeyPem());

        await using var intake = new TlsIntake(
            certificate, "--tls-certificate", certificateFile, "--tls-key", keyFile);
        await intake.InitializeAsync();
        Assert.Equal("https", intake.BaseAddress.Scheme);
        HecAnswer answer = await new HecSender(intake).PostAsync(HecSender.Event("1"));
        Assert.Equal(200, answer.Status);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static X509Certificate2 SelfSigned(ECDsa key)
    {
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        DateTimeOffset now = DateTimeOffset.UtcNow;
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private sealed class TlsIntake(X509Certificate2 trusted, params string[] arguments) : IntakeProcess(arguments)
    {
        protected override SocketsHttpHandler CreateHandler()
        {
            SocketsHttpHandler handler = base.CreateHandler();
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                CustomTrustStore = { trusted },
            };
            return handler;
        }
    }
}
