using System.Text;

namespace Connectors.Records;

/// <summary>
/// The stable id of every record of one object: <c>v1-&lt;fingerprint of the object&gt;-&lt;line&gt;</c>. Delivering
/// the object again gives the same ids, so that a destination, or a person, can tell a repetition from a second event.
/// </summary>
/// <remarks>The version changes when ids are made in another way: ids of two versions are never equal.</remarks>
public sealed class RecordId(string prefix)
{
    private readonly byte[] prefix = Encoding.ASCII.GetBytes(prefix);

    /// <summary>What all ids of the object have before the line: <c>v1-&lt;fingerprint&gt;-</c>.</summary>
    public string Prefix { get; } = prefix;

    /// <summary>The ids of an object's records.</summary>
    public static RecordId Of(ObjectIdentity identity) => new("v1-" + identity.Fingerprint() + "-");

    /// <summary>
    /// Writes the id of the record in this line. Only <c>[0-9a-z-]</c>, so nothing in it needs an escape.
    /// </summary>
    public void Write(long line, ByteWriter output)
    {
        output.Write(prefix);
        output.WriteNumber(line);
    }
}
