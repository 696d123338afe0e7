using System.Buffers.Text;

namespace Connectors.Records;

/// <summary>The ways to test a value.</summary>
internal enum Comparison
{
    Is,
    IsNot,
    StartsWith,
    EndsWith,
    Contains,
    Exists,
    Above,
    AtLeast,
    Below,
    AtMost,
}

/// <summary>
/// One test of one field. Texts are compared without quotes and escapes, so that 200 and "200" are the same; with
/// several texts, one of them is enough.
/// </summary>
/// <param name="Path">The field.</param>
/// <param name="Comparison">How its value is tested.</param>
/// <param name="Texts">What it is tested against, as UTF-8.</param>
/// <param name="Bound">What a number is compared with; for <see cref="Comparison.Exists"/>, 1 for yes and 0 for
/// no.</param>
internal sealed record FieldTest(FieldPath Path, Comparison Comparison, byte[][] Texts, decimal Bound)
{
    /// <summary>Whether a missing field, or null, passes the test.</summary>
    internal bool PassesWithout => Comparison == Comparison.IsNot || (Comparison == Comparison.Exists && Bound == 0);

    /// <summary>Whether this value passes the test.</summary>
    /// <param name="text">The value without quotes and escapes.</param>
    internal bool Passes(ReadOnlySpan<byte> text) => Comparison switch
    {
        Comparison.Exists => Bound != 0,
        Comparison.IsNot => !PassesAny(text),
        Comparison.Is or Comparison.StartsWith or Comparison.EndsWith or Comparison.Contains => PassesAny(text),
        _ => Compares(text),
    };

    private bool PassesAny(ReadOnlySpan<byte> text)
    {
        foreach (byte[] wanted in Texts)
        {
            bool passes = Comparison switch
            {
                Comparison.StartsWith => text.StartsWith(wanted),
                Comparison.EndsWith => text.EndsWith(wanted),
                Comparison.Contains => text.IndexOf(wanted) >= 0,
                _ => text.SequenceEqual(wanted),
            };
            if (passes)
            {
                return true;
            }
        }

        return false;
    }

    // What is not a number is neither above nor below one.
    private bool Compares(ReadOnlySpan<byte> text)
    {
        if (!Utf8Parser.TryParse(text, out decimal number, out int used) || used != text.Length)
        {
            return false;
        }

        return Comparison switch
        {
            Comparison.Above => number > Bound,
            Comparison.AtLeast => number >= Bound,
            Comparison.Below => number < Bound,
            _ => number <= Bound,
        };
    }
}
