using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Connectors.EndToEnd;

/// <summary>The local intake behind TLS.</summary>
public sealed class TlsIntakeProcess(X509Certificate2 trusted, params string[] arguments) : IntakeProcess(arguments)
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

/// <summary>A certificate that nobody trusts unless told to.</summary>
public static class TestCertificate
{
    /// <summary>A certificate of 127.0.0.1 and of these names, signed by itself.</summary>
    public static X509Certificate2 Create(ECDsa key, params string[] hosts)
    {
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        Array.ForEach(hosts, names.AddDnsName);
        request.CertificateExtensions.Add(names.Build());
        DateTimeOffset now = DateTimeOffset.UtcNow;
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
