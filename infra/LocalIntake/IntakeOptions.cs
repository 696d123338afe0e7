using System.Security.Cryptography.X509Certificates;

namespace LocalIntake;

/// <summary>What the command line says.</summary>
internal sealed record IntakeOptions
{
    /// <summary>Port on loopback; 0 for any free one.</summary>
    internal required int Port { get; init; }

    /// <summary>For https; null for http.</summary>
    internal X509Certificate2? Certificate { get; init; }

    /// <summary>Whether every event is kept in a file, for tests that read them all.</summary>
    internal bool KeepsEvents { get; init; }
}
