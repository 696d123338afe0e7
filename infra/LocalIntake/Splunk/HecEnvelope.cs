namespace LocalIntake;

/// <summary>What stands in one object of a body, and what is wrong with it.</summary>
internal struct HecEnvelope
{
    internal bool HasEvent;
    internal bool IsBlank;
    internal bool HasFields;
    internal bool HasNestedFields;
    internal bool HasWrongMember;
    internal bool HasUnknownKey;
    internal decimal? Time;
    internal string? Source;
    internal string? Sourcetype;
    internal string? Index;
    internal ReadOnlyMemory<byte> RecordId;
}
