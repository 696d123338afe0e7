using System.Net;
using Microsoft.AspNetCore.Http;

namespace Connectors.Hosting;

/// <summary>How a platform posts notifications, and what it takes for an answer.</summary>
internal interface IPushFormat
{
    /// <summary>Where the platform expects the server.</summary>
    /// <returns>Null when the platform did not tell.</returns>
    IPEndPoint? Endpoint(IReadOnlyDictionary<string, string> environment);

    /// <summary>Whether a request comes from whom it should.</summary>
    /// <returns>What is wrong, for a person; null when nothing is.</returns>
    Task<string?> RefuseAsync(IHeaderDictionary headers, CancellationToken cancel);

    /// <summary>What a request tells.</summary>
    PushedMessage Read(IHeaderDictionary headers, ReadOnlyMemory<byte> body);

    /// <summary>The answer to a request.</summary>
    /// <param name="problem">Why it is not acknowledged; null when it is.</param>
    PushAnswer Answer(string? problem);
}

/// <summary>A request that was read.</summary>
/// <param name="Notification">What it means.</param>
/// <param name="Origin">Which message it brings.</param>
internal sealed record PushedMessage(Notification Notification, MessageOrigin Origin)
{
    /// <summary>What tells the request from others in the platform's logs: for every line about it.</summary>
    internal IReadOnlyList<(string Name, string? Value)> Ids { get; init; } = [];
}

/// <summary>An answer.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Json">Body; empty for none.</param>
internal readonly record struct PushAnswer(int Status, ReadOnlyMemory<byte> Json);
