using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Connectors.Hosting.Tests.Notifications;

/// <summary>Every message of <c>messages/</c>, and what <c>expected.json</c> says that it means.</summary>
public sealed class NotificationTests
{
    // <root>/tests/Connectors.Hosting.Tests/bin/<configuration>/<framework>/
    private static readonly string Folder =
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../Notifications"));

    private static readonly Dictionary<string, string[]> Expected = JsonConvert
        .DeserializeObject<Dictionary<string, string[]>>(File.ReadAllText(Path.Combine(Folder, "expected.json")))!;

    public static TheoryData<string> Messages => [.. Expected.Keys];

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_message_means_what_is_expected(string file) =>
        Assert.Equal(Expected[file], Describe(NotificationReader.Read(Read(file))));

    [Fact]
    public void Every_file_is_expected() => Assert.Equal(
        Directory.EnumerateFiles(Path.Combine(Folder, "messages")).Select(Path.GetFileName).Order(),
        Expected.Keys.Order());

    [Fact]
    public void An_event_in_binary_form_has_its_type_outside_of_its_data()
    {
        JObject cloudEvent = JObject.Parse(Encoding.UTF8.GetString(Read("gcs-cloudevent.json")));
        Assert.Equal(
            Expected["gcs-cloudevent.json"],
            Describe(NotificationReader.ReadEvent((string)cloudEvent["type"]!, Utf8(cloudEvent["data"]!))));
        Assert.Equal(
            Expected["gcs-pubsub-push.json"],
            Describe(NotificationReader.ReadEvent(
                "google.cloud.pubsub.topic.v1.messagePublished", Read("gcs-pubsub-push.json"))));
        Assert.IsType<Notification.Unknown>(NotificationReader.ReadEvent("x", "no json"u8.ToArray()));
    }

    [Fact]
    public void The_messages_of_a_queues_event_are_told_apart()
    {
        IReadOnlyList<SqsItem> items = SqsEvent.Items(Read("s3-via-sqs-several.json"))!;
        Assert.Equal(["m-1", "m-2", "m-3"], items.Select(item => item.Id));
        Assert.Equal(
            [nameof(Notification.Objects), nameof(Notification.Nothing), nameof(Notification.Objects)],
            items.Select(item => NotificationReader.Read(item.Body).GetType().Name));
        Assert.Null(SqsEvent.Items(Read("s3-direct.json")));
    }

    [Fact]
    public void What_is_written_for_the_next_run_is_read_by_it()
    {
        var reference = new BatchReference("az://account/logs/a \"b\" ü.log.gz")
        {
            Etag = "e",
            Version = "7",
            Bytes = 1_234,
            Continuation = new Continuation(1_000_001, "identity")
            {
                Runs = 3,
                RecordsRead = 21,
                Delivered = 1,
                Duplicates = 2,
                Filtered = 3,
                SampledOut = 4,
                DeadLettered = 11,
                Payloads = 5,
                Attempts = 6,
                MayHaveDoubled = true,
            },
        };
        Assert.Equal([reference], Reread(reference));
        Assert.Equal([reference with { Continuation = null }], Reread(reference with { Continuation = null }));
        Assert.Equal([new BatchReference("gs://b/k")], Reread(new BatchReference("gs://b/k")));
    }

    [Fact]
    public void A_message_in_itself_without_end_is_unknown()
    {
        string message = "\"end\"";
        for (int depth = 0; depth < 12; depth++)
        {
            message = JsonConvert.ToString(message);
        }

        Assert.StartsWith("unknown: ", Describe(NotificationReader.Read(Encoding.UTF8.GetBytes(message))).Single());
    }

    private static IReadOnlyList<BatchReference> Reread(BatchReference reference) =>
        ((Notification.Objects)NotificationReader.Read(
            Encoding.UTF8.GetBytes(ConnectorMessage.Write(reference)))).References;

    private static byte[] Read(string file) => File.ReadAllBytes(Path.Combine(Folder, "messages", file));

    private static byte[] Utf8(JToken json) => Encoding.UTF8.GetBytes(json.ToString(Formatting.None));

    private static string[] Describe(Notification notification) => notification switch
    {
        Notification.Objects objects => [.. objects.References.Select(Describe)],
        Notification.Nothing nothing => [$"nothing: {nothing.Reason}"],
        Notification.Unknown unknown => [$"unknown: {unknown.Reason}"],
        _ => ["tick"],
    };

    private static string Describe(BatchReference reference) => reference.Uri
        + (reference.Etag is null ? "" : $" etag={reference.Etag}")
        + (reference.Version is null ? "" : $" version={reference.Version}")
        + (reference.Bytes is null ? "" : $" bytes={reference.Bytes}")
        + (reference.Continuation is not { } from ? "" : $" line={from.NextLine} identity={from.Identity} "
            + $"runs={from.Runs} read={from.RecordsRead}");
}
