using System.IO.Hashing;

namespace LocalIntake;

/// <summary>
/// The record ids that are refused for good: those whose XXH64 (seed 0, of the id's UTF-8 bytes) is a multiple of a
/// number. The same ids in every run, so that a test can say which.
/// </summary>
/// <param name="Every">The number; 0 to refuse none.</param>
internal readonly record struct RefusedIds(int Every)
{
    internal bool Contains(ReadOnlySpan<byte> id) =>
        Every > 0 && !id.IsEmpty && XxHash64.HashToUInt64(id) % (ulong)Every == 0;
}
