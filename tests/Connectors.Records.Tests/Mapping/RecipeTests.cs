using System.Text;
using System.Text.Json;

namespace Connectors.Records.Tests;

public sealed class RecipeTests
{
    private const string Record = """
        {"Text":"a \"b\" ü","Empty":"","Null":null,"None":[],"Number":200,"Ms":1500,"Us":7,"Ns":1000000001,
        "Start":"2026-11-22T12:00:00.5Z",
        "End":1795348801000000000,"Uri":"/p?q=1&r=?","True":true,"List":["x","y"],"Deep":[{"x":1}],"Object":{"x":1}}
        """;

    [Theory]
    [InlineData("\"Text\"", "\"a \\\"b\\\" ü\"")]
    [InlineData("\"Number\"", "200")]
    [InlineData("\"Empty\"", null)]
    [InlineData("\"Null\"", null)]
    [InlineData("\"None\"", null)]
    [InlineData("\"Missing\"", null)]
    [InlineData("""{"constant":"x"}""", "\"x\"")]
    [InlineData("""{"constant":[1, 2]}""", "[1,2]")]
    [InlineData("""{"first":["Missing","Empty","Number","Text"]}""", "200")]
    [InlineData("""{"first":["Missing",{"constant":1}]}""", "1")]
    [InlineData("""{"sum":["Number","Ms","Missing"]}""", "1700")]
    [InlineData("""{"sum":["Missing","Text"]}""", null)]
    [InlineData("""{"template":"{Number}: {Text}, {True}"}""", "\"200: a \\\"b\\\" ü, true\"")]
    [InlineData("""{"template":"{Number}{Missing}"}""", null)]
    [InlineData("""{"template":"{Number}{Missing?}!"}""", "\"200!\"")]
    [InlineData("""{"template":"{Number}{Object?}"}""", "\"200\"")]
    [InlineData("""{"of":"Uri","after":"?"}""", "\"q=1&r=?\"")]
    [InlineData("""{"of":"Text","after":"?"}""", null)]
    [InlineData("""{"of":"Uri","startingWith":["x","/p"]}""", "\"/p?q=1&r=?\"")]
    [InlineData("""{"of":"Uri","startingWith":["x","p"]}""", null)]
    [InlineData("""{"of":"Number","values":{"200":"ok"},"otherwise":"bad"}""", "\"ok\"")]
    [InlineData("""{"of":"Ms","values":{"200":"ok"},"otherwise":"bad"}""", "\"bad\"")]
    [InlineData("""{"of":"Missing","values":{"200":"ok"},"otherwise":"bad"}""", "\"bad\"")]
    [InlineData("""{"of":"Ms","values":{"200":"ok"}}""", null)]
    [InlineData("""{"of":"Number","values":{"2*":"ok"},"otherwise":"bad"}""", "\"ok\"")]
    [InlineData("""{"of":"Number","values":{"0*":"bad"},"otherwise":"ok"}""", "\"ok\"")]
    [InlineData("""{"of":{"constant":"example.com:8080/p?q"},"part":"host"}""", "\"example.com\"")]
    [InlineData("""{"of":{"constant":"example.com:8080/p?q"},"part":"hostPort"}""", "8080")]
    [InlineData("""{"of":{"constant":"[2001:db8::1]:22"},"part":"host"}""", "\"[2001:db8::1]\"")]
    [InlineData("""{"of":{"constant":"[2001:db8::1]:22"},"part":"hostPort"}""", "22")]
    [InlineData("""{"of":{"constant":"2001:db8::1"},"part":"host"}""", "\"2001:db8::1\"")]
    [InlineData("""{"of":{"constant":"2001:db8::1"},"part":"hostPort"}""", null)]
    [InlineData("""{"of":{"constant":"example.com:http"},"part":"hostPort"}""", null)]
    [InlineData("""{"of":{"constant":"::ffff:192.0.2.1"},"as":"ip"}""", "\"192.0.2.1\"")]
    [InlineData("""{"of":{"constant":"192.0.2.1:22"},"as":"ip"}""", null)]
    [InlineData("""{"of":"Number","as":"ip"}""", null)]
    [InlineData("""{"of":"Text","as":"length"}""", "7")]
    [InlineData("""{"of":"Ms","as":"seconds"}""", "1.5")]
    [InlineData("""{"of":"Us","as":"seconds"}""", "0.000007")]
    [InlineData("""{"of":"Ns","as":"seconds"}""", "1.000000001")]
    [InlineData("""{"of":"Number","as":"seconds"}""", "200")]
    [InlineData("""{"elapsed":["Start","End"]}""", "500000000")]
    [InlineData("""{"elapsed":["End","Start"]}""", null)]
    [InlineData("""{"of":{"elapsed":["Start","End"]},"as":"seconds"}""", "0.5")]
    public void A_recipe_gives_its_value_or_none(string recipe, string? value)
    {
        using var document = JsonDocument.Parse(recipe);
        Assert.Equal(value, Evaluate(ValueRecipe.Read(document.RootElement)));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("""{"of":"A"}""")]
    [InlineData("""{"of":"A","as":"minutes"}""")]
    [InlineData("""{"elapsed":["A"]}""")]
    [InlineData("""{"twist":"A"}""")]
    public void What_is_no_recipe_is_refused(string recipe)
    {
        using var document = JsonDocument.Parse(recipe);
        Assert.Throws<FormatException>(() => ValueRecipe.Read(document.RootElement));
    }

    [Fact]
    public void Flat_fields_are_texts_numbers_and_arrays_of_them()
    {
        string written =
            WriteFlat("""{"a":"Text","b":"Number","c":"True","d":"List","e":"Deep","f":"Object","g":"Missing"}""");
        Assert.Equal("""{"a":"a \"b\" ü","b":200,"c":"true","d":["x","y"]""", written);
    }

    // The fault stands behind the line's end, here ~.
    [Theory]
    [InlineData("""{"models":[{"when":{},"fields":{~"a":"no.such"}}]}""", "'no.such' is used but no dataset gives it")]
    [InlineData("""{"models":[{"when":{~"no.such":"x"},"fields":{}}]}""", "'no.such' is used but no dataset gives it")]
    [InlineData(
        """{"models":[{"when":{},"fields":{"a":"Text"}},{"when":{},"fields":{~"a":"Number"}}]}""",
        "'a' is given twice for d")]
    [InlineData("""{"models":[{"when":{},"fields":{"a":"Text",~"a":"Text"}}]}""", "'a' is given twice")]
    [InlineData("""{"models":[{"when":{},"fields":{~"a":{"twist":"b"}}}]}""", "'twist' is not a verb")]
    [InlineData("""{"models":[{"when":{},"fields":{~"a":7}}]}""", "7 is neither a name nor an object")]
    [InlineData("""{"models":[~{"when":{}}]}""", "The given key was not present")]
    [InlineData("""{"models":[~}""", "'}' is an invalid start")]
    public void A_field_map_that_is_wrong_is_refused_with_file_line_and_reason(string map, string reason)
    {
        string message = Assert.Throws<InvalidDataException>(() => Map(map.Replace('~', '\n'))).Message;
        Assert.StartsWith("fields.json: line 2: " + reason, message);
    }

    private static readonly string[] Names =
        ["Text", "Empty", "Null", "None", "Number", "Start", "End", "Uri", "True", "List", "Deep", "Object", "Missing"];

    private static readonly Dataset Dataset = new("d", "D", ["Start"],
    [
        .. Names.Select(name => new DatasetField(name, "string", null, [name], IsDeprecated: false)),
        .. new[] { "Ms", "Us", "Ns" }.Select(
            name => new DatasetField(name, "int", name.ToLowerInvariant(), [name], IsDeprecated: false)),
    ]);

    private static string? Evaluate(ValueRecipe recipe)
    {
        var names = new FieldNames();
        ValueExpression expression = new RecipeCompiler(Dataset, names).CompileCommon(recipe);
        var fields = new RecordFields();
        Assert.True(new RecordScanner(names).Scan(Some.Utf8(Record), fields).IsWhole);
        bool found = expression.TryGet(new RecordView(Some.Utf8(Record), fields), out FieldValue value);
        return found ? Encoding.UTF8.GetString(value.Json) : null;
    }

    private static string WriteFlat(string fields)
    {
        var names = new FieldNames();
        var flat = new FlatFields(Map($$"""{"models":[{"when":{},"fields":{{fields}}}]}"""), Dataset, names);
        var found = new RecordFields();
        new RecordScanner(names).Scan(Some.Utf8(Record), found);
        var output = new ByteWriter(0);
        output.Write((byte)'{');
        flat.Write(new RecordView(Some.Utf8(Record), found), output);
        return Encoding.UTF8.GetString(output.Written);
    }

    private static FieldMap Map(string json) =>
        FieldMap.Read("fields.json", Some.Utf8(json), new DatasetCatalog([("d", () => Dataset)]));
}
