using System.Security.Cryptography;
using System.Text;

namespace LocalIntake;

/// <summary>The page that shows what arrives: <c>/</c>, one document with everything in it.</summary>
internal sealed class PageEndpoint
{
    // In this order: each uses what stands before it.
    private static readonly string[] Scripts =
    [
        "format.js", "charts.js", "destinations.js", "counts.js", "events.js", "knobs.js", "broken.js", "collector.js",
        "live.js",
    ];

    private readonly string document;
    private readonly string policy;

    private readonly RequestDelegate cluster;

    /// <param name="cluster">Answers the clients of a cluster, who look for it at the same path.</param>
    internal PageEndpoint(RequestDelegate cluster)
    {
        this.cluster = cluster;
        string style = Read("page.css") + Read("parts.css");
        string script = $"'use strict';\n{string.Concat(Scripts.Select(Read))}";
        document = Read("page.html").Replace("/* style */", style).Replace("/* script */", script);

        // Nothing runs but these two texts: whatever stands in an event, it stays text.
        policy = $"default-src 'none'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; "
            + $"frame-ancestors 'none'; style-src {Hash(style)}; script-src {Hash(script)}";
    }

    internal void Map(IEndpointRouteBuilder routes) => routes.MapGet(
        "/", context => IsForCluster(context.Request) ? cluster(context) : WriteAsync(context));

    // A browser has no credentials, and asks for HTML.
    private static bool IsForCluster(HttpRequest request) =>
        request.Headers.Authorization.Count > 0
        || request.Headers.Accept.ToString().Contains("json", StringComparison.Ordinal);

    private Task WriteAsync(HttpContext context)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentSecurityPolicy = policy;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return context.Response.WriteAsync(document);
    }

    private static string Hash(string text) =>
        $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";

    private static string Read(string name)
    {
        using Stream stream = typeof(PageEndpoint).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
