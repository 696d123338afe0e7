using Connectors.Records;

namespace Connectors.Delivery;

/// <summary>
/// A tool where people watch logs: what it wants a request to look like, and what its answers mean. Knows neither how
/// often to try nor how long to wait. For several threads.
/// </summary>
public interface IDestination
{
    PayloadLimits Limits { get; }

    PayloadFraming Framing { get; }

    /// <summary>How bodies are compressed.</summary>
    BodyCoding Coding => BodyCoding.Gzip;

    /// <summary>The secret that goes with each request; read again once when it is refused.</summary>
    Secret Credentials { get; }

    /// <summary>The wrapping of the records of one batch.</summary>
    /// <param name="origin">Where the records come from.</param>
    /// <param name="names">The field names of the batch.</param>
    IEnvelope CreateEnvelope(PayloadOrigin origin, FieldNames names);

    /// <summary>
    /// A request that delivers this body. Made anew for every attempt, with the secret as it is then.
    /// </summary>
    /// <param name="origin">Where the records come from.</param>
    /// <param name="body">The records.</param>
    HttpRequestMessage CreateRequest(PayloadOrigin origin, HttpContent body);

    /// <summary>What the answer to <see cref="CreateRequest"/> means.</summary>
    Verdict Judge(HttpReply reply, SentBody sent);

    /// <summary>A request that only asks whether the destination is there and well.</summary>
    HttpRequestMessage CreateProbe();

    /// <summary>What is wrong, by the answer to <see cref="CreateProbe"/>; null when all is well.</summary>
    string? JudgeProbe(HttpReply reply);
}

/// <summary>A destination that accepts first and confirms later, when asked.</summary>
public interface IConfirmingDestination : IDestination
{
    /// <summary>A request that asks about a receipt.</summary>
    HttpRequestMessage CreateQuestion(string receipt);

    /// <summary>What the answer says.</summary>
    Confirmation JudgeAnswer(HttpReply reply, string receipt);
}

/// <summary>What a destination says about a receipt.</summary>
public enum Confirmation
{
    /// <summary>The records are safe there.</summary>
    Confirmed,

    /// <summary>Not yet.</summary>
    Pending,

    /// <summary>It does not confirm anything, by its settings: accepted must do.</summary>
    NotOffered,
}
