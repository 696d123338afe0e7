using System.Text;

namespace Connectors.Records.Tests;

/// <summary>What an expression gave before is what it gives.</summary>
public sealed class RememberedExpressionTests
{
    [Fact]
    public void A_memory_changes_nothing_but_the_time()
    {
        var names = new FieldNames();
        var scanner = new RecordScanner(names);
        var fields = new RecordFields();
        int nameId = names.Want("value");
        var host = new HostExpression(new FieldExpression(nameId, unit: null), UrlPart.Host);
        ValueExpression remembered = RememberedExpression.Remember(host);
        Assert.IsType<RememberedExpression>(remembered);
        var random = new Random(19);
        int given = 0;
        for (int round = 0; round < 20_000; round++)
        {
            // More values than there are places, some longer than can be remembered, at any distance from the end.
            string value = random.Next(5) switch
            {
                0 => "",
                1 => $",\"value\":{random.Next(300)}",
                2 => $",\"value\":\"host{random.Next(300)}.example.com:{random.Next(3)}\"",
                3 => $",\"value\":\"{new string('h', random.Next(40))}/\"",
                _ => $",\"value\":\"h{random.Next(5)}\"",
            };
            string rest = new('x', random.Next(60));
            byte[] record = Encoding.ASCII.GetBytes($$"""{"a":1{{value}},"b":"{{rest}}"}""");
            Assert.True(scanner.Scan(record, fields).IsWhole);
            string? expected = Text(host, record, fields);
            Assert.Equal(expected, Text(remembered, record, fields));
            given += expected is null ? 0 : 1;
        }

        Assert.InRange(given, 5_000, 15_000);
    }

    [Fact]
    public void What_is_made_of_two_fields_is_not_remembered()
    {
        var names = new FieldNames();
        var first = new FirstExpression(
            [new LengthExpression(new FieldExpression(names.Want("a"), unit: null)),
            new LengthExpression(new FieldExpression(names.Want("b"), unit: null))]);
        Assert.Same(first, RememberedExpression.Remember(first));
    }

    private static string? Text(ValueExpression expression, byte[] record, RecordFields fields) =>
        expression.TryGet(new RecordView(record, fields), out FieldValue value)
            ? Encoding.ASCII.GetString(value.Json)
            : null;
}
