using System.Net;

namespace Connectors.Hosting;

/// <summary>
/// Where records may be sent: over https, unless told otherwise; never to a cloud's metadata address.
/// </summary>
public static class EndpointRule
{
    /// <summary>What is wrong with an endpoint, as the end of a sentence; null when nothing is.</summary>
    /// <param name="endpoint">Where to.</param>
    /// <param name="allowsHttp">Whether the operator allows http to every host.</param>
    public static string? Problem(Uri endpoint, bool allowsHttp)
    {
        if (IsMetadataAddress(endpoint))
        {
            return "must not be a link-local address: those lead to a cloud's own services";
        }

        bool isPlain = endpoint.Scheme == Uri.UriSchemeHttp;
        return isPlain && !allowsHttp && !endpoint.IsLoopback
            ? "must be an https URL; http would send records and secrets in the clear "
                    + "(CONNECTOR_ALLOW_HTTP=true allows it)"
            : null;
    }

    private static bool IsMetadataAddress(Uri endpoint)
    {
        const int linkLocalFirst = 169;
        const int linkLocalSecond = 254;
        if (!IPAddress.TryParse(endpoint.DnsSafeHost, out IPAddress? address))
        {
            return endpoint.DnsSafeHost.Equals("metadata.google.internal", StringComparison.OrdinalIgnoreCase);
        }

        byte[] bytes = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();
        return address.IsIPv6LinkLocal
            || address.Equals(IPAddress.Parse("fd00:ec2::254"))
            || (bytes.Length == 4 && bytes[0] == linkLocalFirst && bytes[1] == linkLocalSecond);
    }
}
