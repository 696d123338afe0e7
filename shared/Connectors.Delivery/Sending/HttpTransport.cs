using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Connectors.Delivery;

/// <summary>Makes the connection pool to a destination: TLS 1.2 or newer, no redirects, no cookies.</summary>
public static class HttpTransport
{
    // Addresses change behind a name (load balancers, failover): connections are renewed so that the change is seen.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Makes the transport.</summary>
    /// <param name="authorities">Certificates to trust besides the system's; empty for none.</param>
    /// <param name="connections">Connections to one host at most.</param>
    public static HttpMessageInvoker Create(X509Certificate2Collection authorities, int connections) =>
        new(CreateHandler(authorities, connections));

    /// <summary>Makes the connection pool alone, for clients of somebody else.</summary>
    /// <param name="authorities">As for <see cref="Create"/>.</param>
    /// <param name="connections">As for <see cref="Create"/>.</param>
    public static HttpMessageHandler CreateHandler(X509Certificate2Collection authorities, int connections)
    {
        var tls = new SslClientAuthenticationOptions { EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13 };
        if (authorities.Count > 0)
        {
            tls.CertificateChainPolicy = TrustAlso(authorities);
        }

        return new SocketsHttpHandler
        {
            AllowAutoRedirect = false, // the Authorization header goes to the configured address only
            UseCookies = false,
            ConnectTimeout = ConnectTimeout,
            PooledConnectionLifetime = ConnectionLifetime,
            MaxConnectionsPerServer = connections,
            SslOptions = tls,
        };
    }

    // A custom root trust replaces the system's, so the system's roots are added to it.
    private static X509ChainPolicy TrustAlso(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.AddRange(authorities);
        using var system = new X509Store(StoreName.Root, StoreLocation.LocalMachine, OpenFlags.ReadOnly);
        policy.CustomTrustStore.AddRange(system.Certificates);
        return policy;
    }
}
