namespace Connectors.Hosting;

/// <summary>What a host knows of the message that a notification came in.</summary>
/// <param name="Id">The queue's name for it, for logs; empty when there is none.</param>
/// <param name="Deliveries">How often it was brought, this time included; 0 when the platform does not tell.</param>
internal sealed record MessageOrigin(string Id = "", int Deliveries = 0);
