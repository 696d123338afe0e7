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
        using X509Certificate2 certificate = TestCertificate.Create(key);
        string certificateFile = Write("certificate.pem", certificate.ExportCertificatePem());
        string keyFile = Write("key.pem", key.ExportPkcs8PrivateKeyPem());

        await using var intake = new TlsIntakeProcess(
            certificate, "--tls-certificate", certificateFile, "--tls-key", keyFile);
        await intake.InitializeAsync();
        Assert.Equal("https", intake.BaseAddress.Scheme);
        HecAnswer answer = await new HecSender(intake).PostAsync(HecSender.Event("1"));
        Assert.Equal(200, answer.Status);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private string Write(string name, string text)
    {
        string path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
