using Microsoft.Extensions.Logging;
using Newtonsoft.Json.Linq;

namespace Connectors.Hosting.Tests;

public sealed class LineLoggerTests
{
    [Fact]
    public void Json_lines_have_the_time_the_level_and_every_value_under_its_name()
    {
        JObject line = JObject.Parse(Log(isJson: true).Replace("Z\"", "\"", StringComparison.Ordinal));
        Assert.Equal(
            "timestamp level category event message records reason isLast exception".Split(' '),
            line.Properties().Select(member => member.Name));
        Assert.Equal(
            ("warn", "Some.Delivery", 3, true),
            ((string)line["level"]!, line["message"]!.ToString().Split(' ')[0], (int)line["records"]!,
                (bool)line["isLast"]!));
    }

    [Fact]
    public void Text_lines_are_one_line_each_and_tell_no_exceptions_message() =>
        Assert.Matches(
            "^2026-11-22T12:00:00.000Z warn  Delivery: Some.Delivery records=3 reason=\"a b\" isLast=True "
            + "exception=InvalidOperationException\n$",
            Log(isJson: false));

    [Fact]
    public void What_is_below_the_level_is_not_written() => Assert.Equal("", Log(isJson: false, least: LogLevel.Error));

    [Fact]
    public void A_line_end_in_a_name_does_not_make_a_second_line()
    {
        var entry = new LogEntry(
            default, LogLevel.Information, "Connector", "", "Handled object=a\n2026 fatal\r\u001b[31m", null);
        Assert.EndsWith("object=a 2026 fatal  [31m", entry.ToText());
    }

    private static string Log(bool isJson, LogLevel least = LogLevel.Information)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var factory = new LineLoggerFactory(output, least, isJson, new StoppedClock());
        factory.CreateLogger("Connectors.Delivery").Log(
            LogLevel.Warning,
            new EventId(1, "SomeEvent"),
            (IReadOnlyList<KeyValuePair<string, object?>>)
                [new("Records", 3), new("Reason", "a b"), new("IsLast", true), new("{OriginalFormat}", "x")],
            new InvalidOperationException("a secret"),
            (_, _) => "Some.Delivery records=3 reason=\"a b\" isLast=True");
        return output.ToString();
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    }
}
