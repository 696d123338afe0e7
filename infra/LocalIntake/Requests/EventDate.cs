using System.Globalization;
using System.Text.Json;

namespace LocalIntake;

/// <summary>Reads the date of an event: milliseconds since 1970, or a text of ISO 8601.</summary>
internal static class EventDate
{
    // The decimals of a second that a tick of .NET cannot hold are left out.
    private const int TickDecimals = 7;
    private const int DayLetters = 10; // 2026-11-23

    /// <returns>Seconds since 1970; null when it is no date.</returns>
    internal static decimal? Read(ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.Number when json.TryGetDecimal(out decimal milliseconds) => milliseconds / 1000,
        JsonTokenType.String => Parse(json.GetString()!),
        _ => null,
    };

    /// <returns>Seconds since 1970; null when it is no date.</returns>
    internal static decimal? Parse(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long milliseconds))
        {
            return milliseconds / 1000m;
        }

        const DateTimeStyles universal = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return IsIso(text)
            && DateTime.TryParse(Shortened(text), CultureInfo.InvariantCulture, universal, out DateTime date)
                ? (decimal)(date - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond
                : null;
    }

    private static bool IsIso(string text) =>
        text.Length >= DayLetters && char.IsAsciiDigit(text[0]) && text[4] == '-'
        && (text.Length == DayLetters || text[DayLetters] == 'T');

    private static string Shortened(string text)
    {
        int point = text.IndexOf('.', StringComparison.Ordinal);
        int end = point < 0 ? -1 : text.AsSpan(point + 1).IndexOfAnyExceptInRange('0', '9');
        end = end < 0 ? text.Length : point + 1 + end;
        return point < 0 || end - point - 1 <= TickDecimals
            ? text
            : string.Concat(text.AsSpan(0, point + 1 + TickDecimals), text.AsSpan(end));
    }
}
