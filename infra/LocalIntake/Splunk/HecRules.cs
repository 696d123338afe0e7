namespace LocalIntake;

/// <summary>What the collector does with one object.</summary>
internal enum HecTreatment
{
    Take,

    /// <summary>Leaves it out and says nothing.</summary>
    Skip,

    /// <summary>Leaves it and everything behind it out, and says nothing.</summary>
    Stop,

    /// <summary>Answers with a code and leaves it and everything behind it out.</summary>
    Refuse,
}

/// <summary>A treatment, with the code of a refusal.</summary>
internal readonly record struct HecFinding(HecTreatment Treatment, int Code = 0)
{
    internal static HecFinding Refused(int code) => new(HecTreatment.Refuse, code);
}

/// <summary>Decides what the collector does with one object: the first rule that fits.</summary>
/// <param name="Indexes">The indexes that may be written to; empty for all.</param>
/// <param name="Refused">The records that a knob refuses.</param>
internal sealed record HecRules(IReadOnlyList<string> Indexes, RefusedIds Refused)
{
    internal HecFinding Judge(in HecEnvelope envelope) => envelope switch
    {
        { HasEvent: false, HasFields: false } => HecFinding.Refused(HecCode.EventRequired),
        { IsBlank: true } => HecFinding.Refused(HecCode.EventBlank),
        { HasNestedFields: true } => HecFinding.Refused(HecCode.InvalidFields),
        { HasWrongMember: true } => HecFinding.Refused(HecCode.InvalidFormat),
        { HasUnknownKey: true } => new HecFinding(HecTreatment.Stop),
        { HasEvent: false } => new HecFinding(HecTreatment.Skip), // a metric, for which there is no index here
        { Index: { } index } when !IsAllowed(index) => HecFinding.Refused(HecCode.IncorrectIndex),
        _ when Refused.Contains(envelope.RecordId.Span) => HecFinding.Refused(HecCode.InvalidFormat),
        _ => new HecFinding(HecTreatment.Take),
    };

    internal bool IsAllowed(string index) => Indexes.Count == 0 || Indexes.Contains(index);
}
