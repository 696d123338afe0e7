using System.Security.Cryptography;
using System.Text;
using Connectors.Records;

namespace Connectors.Hosting;

/// <summary>Holds one object with one record, made for a check of the way to the destination.</summary>
internal sealed class CanaryObjectStore(TimeProvider time, string destination) : IObjectStore
{
    internal const string EventType = "connector_check";

    internal static readonly BatchReference Reference = new("check://canary");

    public Task<ObjectOpening> OpenAsync(BatchReference reference, CancellationToken cancel)
    {
        string now = time.GetUtcNow().UtcDateTime.ToString(
            "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
        string message = $"A check by the {destination} connector";
        byte[] record = Encoding.UTF8.GetBytes(
            $$"""{"EventType":"{{EventType}}","Timestamp":"{{now}}","Message":"{{message}}"}""" + "\n");
        var identity = new ObjectIdentity("check", "", "canary", Convert.ToHexStringLower(SHA256.HashData(record)));
        return Task.FromResult<ObjectOpening>(
            new ObjectOpening.Opened(identity, new MemoryStream(record), record.Length));
    }
}
