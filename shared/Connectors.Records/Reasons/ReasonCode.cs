namespace Connectors.Records;

/// <summary>
/// One way in which something does not go as it should: what a log line, a ledger and the table for the person on call
/// name by the same code.
/// </summary>
/// <param name="Number">Stable for good; its first digit is the group.</param>
/// <param name="Name">Stable for good too: one word with underscores.</param>
/// <param name="Meaning">What has happened, for a person.</param>
/// <param name="Action">What that person should do.</param>
public sealed record ReasonCode(int Number, string Name, string Meaning, string Action)
{
    /// <summary>The code: <c>CONN-301</c>.</summary>
    public override string ToString() => $"CONN-{Number}";
}

/// <summary>Why something did not go as it should.</summary>
/// <param name="Code">What kind of reason it is.</param>
/// <param name="Text">What it is here, for a person; never anything of a record, and no secret.</param>
public sealed record Problem(ReasonCode Code, string Text);
