using Connectors.Hosting;

namespace Connectors.Conventions;

/// <summary>
/// The tables of settings are made of the settings. After a wanted change,
/// <c>UPDATE_EXPECTED=1 dotnet test --project tests/Connectors.Conventions</c> writes them anew.
/// </summary>
public sealed class SettingsTableTests
{
    public static TheoryData<string> Destinations { get; } = new(DestinationFolder.All);

    [Fact]
    public void The_table_of_the_common_settings_is_right() =>
        AssertRight("shared/Connectors.Hosting/Settings/README.md", CommonSettings.All);

    [Fact]
    public void The_table_of_the_clouds_settings_is_right() =>
        AssertRight("shared/Connectors.Hosting/Clouds/README.md", CloudSettings.All);

    [Theory]
    [MemberData(nameof(Destinations))]
    public void The_table_of_a_destination_is_right(string name) =>
        AssertRight($"functions/{name}/README.md", DestinationFolder.Module(name).Settings);

    [Fact]
    public void A_table_has_a_row_for_each_setting()
    {
        Setting[] settings =
        [
            SettingKinds.Text("ACME_URL", "Where <it> is.") with { IsRequired = true },
            SettingKinds.Secret("ACME_KEY", "Opens it."),
            SettingKinds.Number("CONNECTOR_SIZE", "How large.", 1, 9, "bytes") with { Default = "5" },
        ];
        string secret = settings[1].Rule;
        Assert.Equal(
            $"""
            a
            <!-- settings -->
            | setting, option | default | meaning |
            |---|---|---|
            | `ACME_URL`<br>`--acme-url` | must be set | Where &lt;it> is. |
            | `ACME_KEY`<br>`--acme-key` |  | Opens it. Must be {secret}. Never shown. |
            | `CONNECTOR_SIZE`<br>`--size` | `5` | How large. Must be a whole number from 1 to 9 bytes. |
            <!-- /settings -->
            b
            """,
            GeneratedTable.Renew(
                "a\n<!-- settings -->\nold\n<!-- /settings -->\nb", SettingsTable.Name, SettingsTable.Of(settings)));
    }

    [Fact]
    public void A_document_without_a_place_for_the_table_is_found() => 
        Assert.Null(GeneratedTable.Renew("a", SettingsTable.Name, ""));

    private static void AssertRight(string path, IEnumerable<Setting> settings) =>
        GeneratedTable.AssertRight(path, SettingsTable.Name, SettingsTable.Of(settings));
}
