namespace Connectors.Records;

/// <summary>All tests of one rule, ready to run. Belongs to one batch; not for several threads.</summary>
internal sealed class RecordCondition(IEnumerable<FieldTest> tests, FieldNames names)
{
    private readonly (FieldTest Test, FieldFinder Finder)[] tests =
        [.. tests.Select(test => (test, new FieldFinder(test.Path, names)))];

    /// <summary>Whether the record passes every test.</summary>
    internal bool Holds(ReadOnlySpan<byte> record, RecordFields fields)
    {
        foreach ((FieldTest test, FieldFinder finder) in tests)
        {
            if (!Passes(test, finder, record, fields))
            {
                return false;
            }
        }

        return true;
    }

    // Of several values (an array), one that passes is enough; for "is not", one that fails is enough.
    private static bool Passes(FieldTest test, FieldFinder finder, ReadOnlySpan<byte> record, RecordFields fields)
    {
        int count = finder.Find(record, fields);
        bool all = test.Comparison == Comparison.IsNot;
        for (int index = 0; index < count; index++)
        {
            if (test.Passes(finder.Text(record, index)) != all)
            {
                return !all;
            }
        }

        return count == 0 ? test.PassesWithout : all;
    }
}
