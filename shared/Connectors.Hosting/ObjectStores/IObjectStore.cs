using Connectors.Records;

namespace Connectors.Hosting;

/// <summary>Where objects are read from.</summary>
public interface IObjectStore
{
    /// <summary>Opens an object for reading from its first byte on.</summary>
    Task<ObjectOpening> OpenAsync(BatchReference reference, CancellationToken cancel);
}

/// <summary>What came of opening an object.</summary>
public abstract record ObjectOpening
{
    /// <summary>It is open.</summary>
    /// <param name="Identity">What tells it from every other object.</param>
    /// <param name="Content">Its bytes as they are stored. Whoever opened it closes it.</param>
    /// <param name="Bytes">How many bytes are stored.</param>
    public sealed record Opened(ObjectIdentity Identity, Stream Content, long Bytes) : ObjectOpening
    {
        /// <summary>What a person should know of it although it can be read; most often empty.</summary>
        public string Note { get; init; } = "";
    }

    /// <summary>It cannot be read.</summary>
    /// <param name="Reason">Why, and what to do, for a person.</param>
    public sealed record Unreadable(string Reason) : ObjectOpening;
}
