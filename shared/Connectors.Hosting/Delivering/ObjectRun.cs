namespace Connectors.Hosting;

/// <summary>One run of a connector over one object.</summary>
/// <param name="Reference">Which object, and where to go on.</param>
/// <param name="Deadline">When it must be over.</param>
/// <param name="Progress">Told how far it is; most often null.</param>
internal sealed record ObjectRun(BatchReference Reference, Deadline Deadline, IProgress<Ledger>? Progress)
{
    /// <summary>The account of the object.</summary>
    internal Ledger Ledger { get; } = new() { Object = Reference.Uri };

    /// <summary>What is left when it is over; null for nothing.</summary>
    internal RunReceipt? Receipt { get; set; }

    /// <summary>What a person should know although all went well.</summary>
    internal string Note { get; set; } = "";
}
