using System.Text.RegularExpressions;

namespace Connectors.Destinations.Tests;

public sealed class SplunkAssetTests
{
    [Fact]
    public void The_files_say_what_the_field_map_says()
    {
        AssetFile.AssertIs("Splunk", "props.conf", SplunkConfiguration.Props());
        AssetFile.AssertIs("Splunk", "eventtypes.conf", SplunkConfiguration.EventTypes());
        AssetFile.AssertIs("Splunk", "tags.conf", SplunkConfiguration.Tags());
    }

    [Theory]
    [InlineData("props.conf")]
    [InlineData("eventtypes.conf")]
    [InlineData("tags.conf")]
    public void Every_line_is_a_stanza_a_setting_or_a_comment(string name)
    {
        foreach ((string stanza, Dictionary<string, string> settings) in Stanzas(name))
        {
            Assert.True(settings.Count > 0, stanza);
            Assert.All(settings.Values, value => Assert.NotEqual("", value));
        }
    }

    [Fact]
    public void Every_field_that_is_read_is_one_of_the_dataset()
    {
        foreach ((string stanza, Dictionary<string, string> settings) in Stanzas("props.conf").Skip(1))
        {
            var fields = Configured.Datasets.Find(stanza.Split(':')[^1])!.Fields
                .Select(field => field.Name).ToHashSet();
            foreach ((string setting, string value) in settings)
            {
                string pattern =
                    setting.StartsWith("EVAL-", StringComparison.Ordinal) ? "'([^']+)'" : "^\"([^\"]+)\" AS";
                Assert.All(Regex.Matches(value, pattern), match =>
                    Assert.Contains(Regex.Match(match.Groups[1].Value, "^[^.{]+").Value, fields));
                Assert.Equal(value.Count(letter => letter == '('), value.Count(letter => letter == ')'));
                Assert.DoesNotContain(setting[(setting.IndexOf('-') + 1)..], fields);
            }
        }
    }

    [Fact]
    public void Firewall_events_are_attacks_with_an_action_and_a_source()
    {
        Dictionary<string, string> fields = Stanzas("props.conf")["source::cloudflare:firewall_events"];
        Assert.Equal("\"ClientIP\" AS src", fields["FIELDALIAS-src"]);
        Assert.StartsWith("case(like(lower('Action'), \"block%\"), \"blocked\", ", fields["EVAL-action"]);
        Assert.EndsWith(", true(), \"allowed\")", fields["EVAL-action"]);
        Assert.Equal(["ids", "attack"], Stanzas("tags.conf")["eventtype=cloudflare_firewall_events"].Keys);
    }

    [Fact]
    public void Every_tag_is_of_an_event_type_that_exists() => Assert.Equal(
        Stanzas("eventtypes.conf").Keys.Select(name => "eventtype=" + name), Stanzas("tags.conf").Keys);

    private static Dictionary<string, Dictionary<string, string>> Stanzas(string name)
    {
        var stanzas = new Dictionary<string, Dictionary<string, string>>();
        foreach (string line in AssetFile.Read("Splunk", name).Split('\n').Where(line => line != "" && line[0] != '#'))
        {
            if (line[0] == '[')
            {
                Assert.EndsWith("]", line);
                stanzas.Add(line[1..^1], []);
                continue;
            }

            string[] setting = line.Split(" = ", 2);
            Assert.Equal(2, setting.Length);
            stanzas.Values.Last().Add(setting[0], setting[1]);
        }

        return stanzas;
    }
}
