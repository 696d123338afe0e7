using System.Collections.Frozen;

namespace LocalIntake;

/// <summary>The collector's codes, each with its status and its text. Source: see <see cref="HecReply"/>.</summary>
internal static class HecCode
{
    internal const int Success = 0;
    internal const int TokenDisabled = 1;
    internal const int TokenRequired = 2;
    internal const int InvalidAuthorization = 3;
    internal const int InvalidToken = 4;
    internal const int NoData = 5;
    internal const int InvalidFormat = 6;
    internal const int IncorrectIndex = 7;
    internal const int InternalError = 8;
    internal const int Busy = 9;
    internal const int ChannelMissing = 10;
    internal const int InvalidChannel = 11;
    internal const int EventRequired = 12;
    internal const int EventBlank = 13;
    internal const int AckDisabled = 14;
    internal const int InvalidFields = 15;
    internal const int QueryTokenOff = 16;
    internal const int Healthy = 17;
    internal const int HealthInvalidToken = 21;
    internal const int HealthTokenDisabled = 22;
    internal const int QueueNearlyFull = 24;
    internal const int QueueFull = 26;
    internal const int ChannelMissingInCloud = 28;

    internal static FrozenDictionary<int, (int Status, string Text)> All { get; } = new Dictionary<int, (int, string)>
    {
        [Success] = (200, "Success"),
        [TokenDisabled] = (403, "Token disabled"),
        [TokenRequired] = (401, "Token is required"),
        [InvalidAuthorization] = (401, "Invalid authorization"),
        [InvalidToken] = (403, "Invalid token"),
        [NoData] = (400, "No data"),
        [InvalidFormat] = (400, "Invalid data format"),
        [IncorrectIndex] = (400, "Incorrect index"),
        [InternalError] = (500, "Internal server error"),
        [Busy] = (503, "Server is busy"),
        [ChannelMissing] = (400, "Data channel is missing"),
        [InvalidChannel] = (400, "Invalid data channel"),
        [EventRequired] = (400, "Event field is required"),
        [EventBlank] = (400, "Event field cannot be blank"),
        [AckDisabled] = (400, "ACK is disabled"),
        [InvalidFields] = (400, "Error in handling indexed fields"),
        [QueryTokenOff] = (400, "Query string authorization is not enabled"),
        [Healthy] = (200, "HEC is healthy"),
        [18] = (503, "HEC is unhealthy, queues are full"),
        [19] = (503, "HEC is unhealthy, ack service unavailable"),
        [20] = (503, "HEC is unhealthy, queues are full, ack service unavailable"),
        [HealthInvalidToken] = (400, "Invalid token"),
        [HealthTokenDisabled] = (400, "Token disabled"),
        [23] = (503, "Server is shutting down"),
        [QueueNearlyFull] = (200, "HEC queue is approaching its capacity limit"),
        [25] = (200, "HEC ACK is approaching its capacity limit"),
        [QueueFull] = (429, "HEC queue is at capacity and cannot process any more requests"),
        [27] = (429, "HEC ACK channel is at capacity and cannot process any more requests"),
        [ChannelMissingInCloud] = (400, "Data channel is missing. If you have multiple indexers, sticky session load "
            + "balancers must be provisioned and client requests must be routed accordingly."),
    }.ToFrozenDictionary();
}
