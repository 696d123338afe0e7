using System.Buffers;

namespace Connectors.Records;

/// <summary>The parts of a URL; <c>https://user@example.com:8080/path?query#fragment</c> has them all.</summary>
/// <remarks>Source: RFC 3986, appendix B.</remarks>
public enum UrlPart
{
    /// <summary><c>https</c>; only where <c>://</c> follows.</summary>
    Scheme,

    /// <summary><c>example.com</c>, without user and port; an IPv6 address keeps its brackets.</summary>
    Domain,

    /// <summary><c>8080</c>, a number.</summary>
    Port,

    /// <summary><c>/path</c>; without a scheme only what begins with a slash.</summary>
    Path,

    /// <summary><c>query</c>, without the question mark.</summary>
    Query,

    /// <summary>
    /// <c>example.com</c> of a text that begins with the host, as in a Host header: <c>example.com:8080/path</c>.
    /// </summary>
    Host,

    /// <summary><c>8080</c> of such a text, a number.</summary>
    HostPort,
}

/// <summary>
/// The host or port of a text that begins with a host; most such texts are a name and nothing else, and are not looked
/// at twice.
/// </summary>
internal sealed class HostExpression(ValueExpression of, UrlPart part) : ValueExpression
{
    private static readonly SearchValues<byte> Marks = SearchValues.Create(":/?#@[]\\"u8);

    private readonly UrlExpression others = new(of, part);

    protected override IEnumerable<ValueExpression> Parts => [of];

    internal override bool TryGet(RecordView record, out FieldValue value)
    {
        if (of.TryGet(record, out value) && value.Kind == ValueKind.String && !value.Text.ContainsAny(Marks))
        {
            return part == UrlPart.Host;
        }

        return others.TryGet(record, out value);
    }
}

/// <summary>A part of a URL.</summary>
internal sealed class UrlExpression(ValueExpression of, UrlPart part) : TextExpression(of)
{
    private static readonly SearchValues<byte> SchemeBytes =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-."u8);

    private readonly bool isPort = part is UrlPart.Port or UrlPart.HostPort;

    protected override ValueKind Kind => isPort ? ValueKind.Number : ValueKind.String;

    protected override bool TryWrite(ReadOnlySpan<byte> text, ByteWriter output)
    {
        ReadOnlySpan<byte> found = Find(text, part);
        if (found.IsEmpty)
        {
            return false;
        }

        if (isPort)
        {
            output.Write(found);
        }
        else
        {
            JsonText.WriteString(found, output);
        }

        return true;
    }

    private static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> url, UrlPart part)
    {
        int fragment = url.IndexOf((byte)'#');
        url = fragment < 0 ? url : url[..fragment];
        int question = url.IndexOf((byte)'?');
        ReadOnlySpan<byte> query = question < 0 ? [] : url[(question + 1)..];
        ReadOnlySpan<byte> rest = question < 0 ? url : url[..question];
        if (part is UrlPart.Host or UrlPart.HostPort)
        {
            int end = rest.IndexOf((byte)'/');
            return FindInAuthority(end < 0 ? rest : rest[..end], part);
        }

        ReadOnlySpan<byte> scheme = Scheme(rest);
        rest = scheme.IsEmpty ? rest : rest[(scheme.Length + "://".Length)..];
        int slash = rest.IndexOf((byte)'/');
        int authorityEnd = scheme.IsEmpty ? 0 : slash < 0 ? rest.Length : slash;
        return part switch
        {
            UrlPart.Scheme => scheme,
            UrlPart.Path when scheme.IsEmpty && !rest.StartsWith((byte)'/') => [], // data:text/html,...
            UrlPart.Path => rest[authorityEnd..],
            UrlPart.Query => query,
            _ => FindInAuthority(rest[..authorityEnd], part),
        };
    }

    private static ReadOnlySpan<byte> Scheme(ReadOnlySpan<byte> url)
    {
        int end = url.IndexOf("://"u8);
        bool isScheme = end > 0 && char.IsAsciiLetter((char)url[0])
            && !url[..end].ContainsAnyExcept(SchemeBytes);
        return isScheme ? url[..end] : [];
    }

    // user:password@domain:port; an IPv6 address without brackets has more than one colon and no port.
    private static ReadOnlySpan<byte> FindInAuthority(ReadOnlySpan<byte> authority, UrlPart part)
    {
        ReadOnlySpan<byte> host = authority[(authority.LastIndexOf((byte)'@') + 1)..];
        int nameEnd = host.LastIndexOf((byte)']') + 1;
        int colon = host[nameEnd..].IndexOf((byte)':') + nameEnd;
        bool hasPort = colon >= nameEnd && host[nameEnd..].Count((byte)':') == 1;
        colon = hasPort ? colon : host.Length;
        if (part is UrlPart.Domain or UrlPart.Host)
        {
            return host[..colon];
        }

        const int longestPort = 5; // digits of 65535
        ReadOnlySpan<byte> port = colon < host.Length ? host[(colon + 1)..] : [];
        bool isNumber = port.Length is > 0 and <= longestPort && port[0] != '0'
            && !port.ContainsAnyExceptInRange((byte)'0', (byte)'9');
        return isNumber ? port : [];
    }
}
