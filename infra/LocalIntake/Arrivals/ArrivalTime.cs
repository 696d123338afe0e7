using System.Globalization;

namespace LocalIntake;

/// <summary>Writes a time in seconds since 1970 as RFC 3339, with as many decimals as it has.</summary>
internal static class ArrivalTime
{
    private static readonly decimal LastSecond = (decimal)(DateTime.MaxValue - DateTime.UnixEpoch).TotalSeconds;

    /// <summary>Whether the time has an RFC 3339 form: not before 1970, not behind the year 9999.</summary>
    internal static bool IsWritable(decimal seconds) => seconds >= 0 && seconds < LastSecond;

    internal static string ToRfc3339(decimal seconds)
    {
        decimal whole = decimal.Floor(seconds);
        string decimals = (seconds - whole).ToString("0.#########", CultureInfo.InvariantCulture)[1..];
        DateTime second = DateTime.UnixEpoch.AddSeconds((long)whole);
        return second.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) + decimals + "Z";
    }
}
