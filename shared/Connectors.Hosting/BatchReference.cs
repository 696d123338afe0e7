namespace Connectors.Hosting;

/// <summary>Says which object to deliver: what a notification, or a person, hands to the connector.</summary>
/// <param name="Uri">A path, <c>-</c> for standard input, or an object's URI.</param>
public sealed record BatchReference(string Uri)
{
    /// <summary>The reference of standard input.</summary>
    public const string StandardInput = "-";
}
