using Microsoft.Extensions.Logging;
using Newtonsoft.Json.Linq;

namespace Connectors.Hosting.Tests;

public sealed class LineLoggerTests
{
    [Fact]
    public void Json_lines_have_the_time_the_level_and_every_value_under_its_name()
    {
        JObject line = JObject.Parse(Log(LogForm.Json).Replace("Z\"", "\"", StringComparison.Ordinal));
        Assert.Equal(
            "timestamp level category event message records reason isLast exception".Split(' '),
            line.Properties().Select(member => member.Name));
        Assert.Equal(
            ("WARN", "Some.Delivery", 3, true),
            ((string)line["level"]!, line["message"]!.ToString().Split(' ')[0], (int)line["records"]!,
                (bool)line["isLast"]!));
    }

    [Fact]
    public void Lines_for_Google_have_its_names_for_the_time_and_the_level()
    {
        JObject line = JObject.Parse(Log(LogForm.Google));
        Assert.Equal(
            "time level severity category event message records reason isLast exception".Split(' '),
            line.Properties().Select(member => member.Name));
        Assert.Equal("WARNING", (string)line["severity"]!);
    }

    [Fact]
    public void Every_line_has_the_ids_of_what_it_is_written_in_and_its_own_values_go_first()
    {
        string lines = Write(LogForm.Json, LogLevel.Information, log =>
        {
            using (log.Within(("requestId", "r1"), ("traceId", null)))
            using (log.Within(("messageId", "m1"), ("reason", "not this")))
            {
                Log(log);
            }

            Log(log);
        });
        JObject[] both = [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(JObject.Parse)];
        Assert.Equal(
            ("r1", "m1", "a b", null),
            ((string?)both[0]["requestId"], (string?)both[0]["messageId"], (string?)both[0]["reason"],
                (string?)both[0]["traceId"]));
        Assert.Null(both[1]["requestId"]);
    }

    [Fact]
    public async Task What_runs_at_the_same_time_has_ids_of_its_own()
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var factory = new LineLoggerFactory(output, LogLevel.Information, LogForm.Text, new StoppedClock());
        ILogger log = factory.CreateLogger("Connectors.Some");
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async number =>
        {
            using IDisposable? scope = log.Within(("messageId", $"m{number}"));
            await Task.Yield();
            log.Log(LogLevel.Error, default, $"number={number}", null, (text, _) => text);
        }));
        Assert.All(
            output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.Matches("number=([0-9]+) messageId=m\\1$", line));
    }

    [Fact]
    public void What_the_server_calls_its_connections_is_not_written()
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var factory = new LineLoggerFactory(output, LogLevel.Information, LogForm.Json, new StoppedClock());
        using IDisposable? scope = factory.CreateLogger("Microsoft.AspNetCore.Server.Kestrel")
            .Within(("ConnectionId", "0HNQ94MC"), ("RequestId", "0HNQ94MC:1"));
        Log(factory.CreateLogger("Connectors.Delivery"));
        Assert.DoesNotContain("0HNQ94MC", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_lines_are_one_line_each_and_tell_no_exceptions_message() =>
        Assert.Matches(
            "^2026-11-22T12:00:00.000Z warn  Delivery: Some.Delivery records=3 reason=\"a b\" isLast=True "
            + "exception=InvalidOperationException\n$",
            Log(LogForm.Text));

    [Fact]
    public void What_is_below_the_level_is_not_written() => Assert.Equal("", Log(LogForm.Text, LogLevel.Error));

    [Fact]
    public void A_line_end_in_a_name_does_not_make_a_second_line()
    {
        var entry = new LogEntry(
            default, LogLevel.Information, "Connector", "", "Handled object=a\n2026 fatal\r\u001b[31m");
        Assert.EndsWith("object=a 2026 fatal  [31m", entry.ToText());
    }

    private static string Log(LogForm form, LogLevel least = LogLevel.Information) => Write(form, least, Log);

    private static string Write(LogForm form, LogLevel least, Action<ILogger> write)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var factory = new LineLoggerFactory(output, least, form, new StoppedClock());
        write(factory.CreateLogger("Connectors.Delivery"));
        return output.ToString();
    }

    private static void Log(ILogger log) => log.Log(
        LogLevel.Warning,
        new EventId(1, "SomeEvent"),
        (IReadOnlyList<KeyValuePair<string, object?>>)
            [new("Records", 3), new("Reason", "a b"), new("IsLast", true), new("{OriginalFormat}", "x")],
        new InvalidOperationException("a secret"),
        (_, _) => "Some.Delivery records=3 reason=\"a b\" isLast=True");

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    }
}
