using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace LocalIntake;

/// <summary>Reads what is common to the collector's requests: encoding, channel, body.</summary>
internal static class HecRequest
{
    private const string ChannelHeader = "X-Splunk-Request-Channel";
    private const string ChannelQuery = "channel";

    /// <returns>The refusal of an encoding other than gzip; null when it is good.</returns>
    internal static HecReply? RefuseEncoding(HttpRequest request) =>
        ContentCoding.IsTaken(request, "gzip")
            ? null
            : HecReply.Html(StatusCodes.Status415UnsupportedMediaType, "Unsupported Media Type");

    /// <summary>The channel: needed for acknowledgement, and looked at only then.</summary>
    internal static HecReply? RefuseChannel(HttpRequest request, bool isCloud, out Guid channel)
    {
        string header = request.Headers[ChannelHeader].ToString();
        string text = header.Length > 0 ? header : request.Query[ChannelQuery].ToString();
        if (text.Length == 0)
        {
            channel = default;
            return HecReply.Of(isCloud ? HecCode.ChannelMissingInCloud : HecCode.ChannelMissing);
        }

        return Guid.TryParseExact(text, "D", out channel) ? null : HecReply.Of(HecCode.InvalidChannel);
    }

    /// <summary>What to say of a body that is not whole; null when it is.</summary>
    internal static HecReply? RefuseBody(RequestBody body, bool isCloud) => body.State switch
    {
        BodyState.Whole => null,
        BodyState.Undecodable => HecReply.Of(HecCode.InvalidFormat), // no number: nothing was taken
        BodyState.TooLarge when isCloud => HecReply.Of(HecCode.InvalidFormat) with { InvalidEvent = 0 },
        _ => HecReply.Html(StatusCodes.Status413PayloadTooLarge, "Content Too Large"),
    };

    /// <summary>The numbers in <c>{"acks":[0,1]}</c>; null when it is something else.</summary>
    internal static IReadOnlyList<long>? ReadAcks(ReadOnlyMemory<byte> body)
    {
        try
        {
            JToken? acks = JObject.Parse(Encoding.UTF8.GetString(body.Span))["acks"];
            return acks is JArray list && list.All(item => item is JValue { Value: long })
                ? [.. list.Select(item => (long)item)]
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
