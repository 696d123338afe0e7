using System.IO.Hashing;
using System.Text;

namespace Connectors.Records;

/// <summary>What the rules make of a record.</summary>
public enum RuleOutcome
{
    /// <summary>It goes on as it is.</summary>
    Unchanged,

    /// <summary>It goes on as it was written anew.</summary>
    Rewritten,

    /// <summary>A filter holds it back.</summary>
    Filtered,

    /// <summary>It is not in the sample.</summary>
    SampledOut,

    /// <summary>A redaction cannot be applied to it: it must not go on.</summary>
    NotRedactable,
}

/// <summary>The rules of one dataset, ready to run. Belongs to one batch; not for several threads.</summary>
public sealed class RuleProgram
{
    private readonly FieldNames names;
    private readonly List<(RecordCondition Condition, RecordCondition Tests, bool Keeps)> filters = [];
    private readonly List<(RecordCondition Condition, FieldFinder Key, double Rate)> samples = [];
    private readonly List<RecordCondition> redactions = [];
    private readonly List<(RecordCondition Condition, AddedField[] Fields)> additions = [];
    private readonly HashSet<int> addedNames = []; // of the record at hand
    private readonly Redactor redactor;

    internal RuleProgram(IReadOnlyList<Rule> rules, FieldNames names)
    {
        this.names = names;
        foreach (Rule rule in rules)
        {
            Add(rule);
        }

        redactor = new Redactor(rules.OfType<RedactRule>());
    }

    /// <summary>Runs the rules: filters, then samples, then redactions and additions, each in their order.</summary>
    /// <param name="record">One JSON object that a scan has accepted.</param>
    /// <param name="fields">What the scan found in it.</param>
    /// <param name="rewritten">Empty; receives the record when the outcome is
    /// <see cref="RuleOutcome.Rewritten"/>.</param>
    public RuleOutcome Run(ReadOnlySpan<byte> record, RecordFields fields, ByteWriter rewritten)
    {
        foreach ((RecordCondition condition, RecordCondition tests, bool keeps) in filters)
        {
            if (condition.Holds(record, fields) && tests.Holds(record, fields) != keeps)
            {
                return RuleOutcome.Filtered;
            }
        }

        foreach ((RecordCondition condition, FieldFinder key, double rate) in samples)
        {
            if (condition.Holds(record, fields) && !IsInSample(record, fields, key, rate))
            {
                return RuleOutcome.SampledOut;
            }
        }

        return redactions.Count + additions.Count == 0 ? RuleOutcome.Unchanged : Rewrite(record, fields, rewritten);
    }

    private void Add(Rule rule)
    {
        RecordCondition condition = Prepare(rule.When);
        switch (rule)
        {
            case FilterRule filter:
                filters.Add((condition, Prepare(filter.Tests), filter.Keeps));
                break;
            case SampleRule sample:
                samples.Add((condition, new FieldFinder(sample.Key, names), sample.Rate));
                break;
            case RedactRule:
                redactions.Add(condition);
                break;
            case AddRule addition:
                additions.Add((condition, [.. addition.Fields.Select(Prepare)]));
                break;
        }
    }

    // The hash says where between 0 and 1 the key falls: everywhere and always at the same place.
    private static bool IsInSample(ReadOnlySpan<byte> record, RecordFields fields, FieldFinder key, double rate)
    {
        if (key.Find(record, fields) == 0)
        {
            return true;
        }

        const double steps = 1UL << 53; // a double counts exactly to here
        ulong hash = XxHash64.HashToUInt64(key.Text(record, 0));
        return (hash >> 11) / steps < rate;
    }

    private RuleOutcome Rewrite(ReadOnlySpan<byte> record, RecordFields fields, ByteWriter rewritten)
    {
        ulong active = 0;
        for (int index = 0; index < redactions.Count; index++)
        {
            active |= redactions[index].Holds(record, fields) ? 1UL << index : 0;
        }

        if (!redactor.TryWrite(record, active, rewritten))
        {
            return RuleOutcome.NotRedactable;
        }

        addedNames.Clear();
        foreach ((RecordCondition condition, AddedField[] added) in additions)
        {
            if (condition.Holds(record, fields))
            {
                AddFields(added, fields, rewritten);
            }
        }

        return RuleOutcome.Rewritten;
    }

    private RecordCondition Prepare(IReadOnlyList<FieldTest> tests) => new(tests, names);

    private AddedField Prepare((string Name, byte[] Value) field)
    {
        var member = new ByteWriter(field.Value.Length);
        JsonText.WriteString(Encoding.UTF8.GetBytes(field.Name), member);
        member.Write((byte)':');
        member.Write(field.Value);
        return new AddedField(names.Want(field.Name), member.Written.ToArray());
    }

    private void AddFields(AddedField[] added, RecordFields fields, ByteWriter rewritten)
    {
        foreach (AddedField field in added)
        {
            if (fields.TryGet(field.NameId, out _) || !addedNames.Add(field.NameId))
            {
                continue;
            }

            rewritten.Truncate(rewritten.Length - 1);
            if (rewritten.Written[^1] != '{')
            {
                rewritten.Write((byte)',');
            }

            rewritten.Write(field.Member);
            rewritten.Write((byte)'}');
        }
    }

    // The member as it stands in JSON: "name":value.
    private readonly record struct AddedField(int NameId, byte[] Member);
}
