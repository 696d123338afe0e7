using Connectors.Records;

namespace Connectors.Delivery;

/// <summary>Where the records of a payload come from. They are always of one object, thus of one dataset.</summary>
/// <param name="Dataset">Their dataset.</param>
/// <param name="Object">The URI of their object.</param>
public sealed record PayloadOrigin(Dataset Dataset, string Object);
