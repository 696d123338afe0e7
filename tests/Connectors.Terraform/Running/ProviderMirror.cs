using Newtonsoft.Json.Linq;

namespace Connectors.Terraform;

/// <summary>
/// A folder that <c>terraform init</c> takes for all providers there are. What lies in it is never started; its names
/// hold the versions, which init compares with the modules' constraints.
/// </summary>
internal static class ProviderMirror
{
    private const string Registry = "registry.terraform.io";

    /// <summary>Makes it, and the file that tells Terraform of it.</summary>
    /// <returns>The file's path: the value of <c>TF_CLI_CONFIG_FILE</c>.</returns>
    internal static string Make(string folder)
    {
        foreach (string schema in Directory.GetFiles(Path.Combine(SchemaServer.Folder, "schemas"), "*.json"))
        {
            string name = Path.GetFileNameWithoutExtension(schema);
            string version = (string)JObject.Parse(File.ReadAllText(schema))["version"]!;
            string owner = name == "cloudflare" ? "cloudflare" : "hashicorp";
            string place = Path.Combine(folder, Registry, owner, name, version, "linux_amd64");
            Directory.CreateDirectory(place);
            File.WriteAllText(
                Path.Combine(place, $"terraform-provider-{name}_v{version}"), "served by infra/terraform-schemas");
        }

        string configuration = Path.Combine(folder, "terraform.rc");
        File.WriteAllText(
            configuration,
            $$"""
            disable_checkpoint = true
            provider_installation {
              filesystem_mirror { path = "{{folder}}" }
            }
            """);
        return configuration;
    }
}
