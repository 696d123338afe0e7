using System.Globalization;
using System.Text.RegularExpressions;

namespace Connectors.Hosting;

/// <summary>From a time on, and before another; open where there is none.</summary>
/// <param name="From">The first moment in it.</param>
/// <param name="To">The first moment after it.</param>
internal sealed partial record TimeWindow(DateTimeOffset? From, DateTimeOffset? To)
{
    /// <summary>What a person may type for a time.</summary>
    internal const string Forms =
        "2026-11-23, 2026-11-23T10:00 (UTC unless it says otherwise), or an age: 30m, 24h, 7d";

    private const string LogpushTime = "yyyyMMdd'T'HHmmss'Z'";
    private const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ss",
        "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>Reads what a person typed; null when it has none of the forms.</summary>
    internal static DateTimeOffset? Parse(string text, DateTimeOffset now)
    {
        if (AgeText().IsMatch(text))
        {
            int number = int.Parse(text[..^1], CultureInfo.InvariantCulture);
            return now - text[^1] switch
            {
                'm' => TimeSpan.FromMinutes(number),
                'h' => TimeSpan.FromHours(number),
                _ => TimeSpan.FromDays(number),
            };
        }

        return DateTimeOffset.TryParseExact(
            text, Formats, CultureInfo.InvariantCulture, Utc, out DateTimeOffset time) ? time : null;
    }

    /// <summary>
    /// The time that an object is of: the beginning in its name, where that has one as Logpush writes it, because a
    /// copy keeps it; otherwise when it was written.
    /// </summary>
    internal static DateTimeOffset? TimeOf(BatchReference listed)
    {
        Match match = LogpushName().Match(listed.Uri);
        return match.Success && DateTimeOffset.TryParseExact(
            match.Groups[1].Value, LogpushTime, CultureInfo.InvariantCulture, Utc, out DateTimeOffset time)
                ? time
                : listed.Modified;
    }

    /// <summary>Whether a time is in it; one that is not known is.</summary>
    internal bool Contains(DateTimeOffset? time) => !(time < From) && !(time >= To);

    [GeneratedRegex("^[0-9]{1,4}[mhd]$", RegexOptions.CultureInvariant)]
    private static partial Regex AgeText();

    // <start>_<end>_<id>.log.gz
    [GeneratedRegex(@"(?:^|/)(\d{8}T\d{6}Z)_\d{8}T\d{6}Z_[^/]*$", RegexOptions.CultureInvariant)]
    private static partial Regex LogpushName();
}
