namespace Connectors.Records;

/// <summary>What records are when their destination's envelope gets them.</summary>
public enum RecordSchema
{
    /// <summary>What the destination's users expect: see its own mode.</summary>
    Native,

    /// <summary>Events of the Open Cybersecurity Schema Framework.</summary>
    Ocsf,
}
