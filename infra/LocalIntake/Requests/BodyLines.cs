namespace LocalIntake;

/// <summary>Finds the lines of a body: those that are not empty, without their line ends.</summary>
internal static class BodyLines
{
    internal static List<Range> Of(ReadOnlySpan<byte> body)
    {
        List<Range> lines = [];
        foreach (Range range in body.Split((byte)'\n'))
        {
            (int start, int length) = range.GetOffsetAndLength(body.Length);
            int end = length > 0 && body[start + length - 1] == '\r' ? start + length - 1 : start + length;
            if (end > start)
            {
                lines.Add(start..end);
            }
        }

        return lines;
    }
}
