using System.Diagnostics;

namespace Connectors.Terraform;

/// <summary>The program that stands in for the providers: infra/terraform-schemas.</summary>
internal sealed class SchemaServer : IDisposable
{
    private readonly Process process;

    private SchemaServer(Process process, string addresses)
    {
        this.process = process;
        Addresses = addresses;
    }

    /// <summary>The value of <c>TF_REATTACH_PROVIDERS</c>.</summary>
    internal string Addresses { get; }

    /// <summary>The schemas that it serves.</summary>
    internal static string Folder => Path.Combine(Repository.Root, "infra/terraform-schemas");

    internal static async Task<SchemaServer> StartAsync()
    {
        // The same configuration and framework as these tests: bin/<configuration>/<framework>.
        string built = Path.GetRelativePath(
            Path.Combine(Repository.Root, "tests/Connectors.Terraform"), AppContext.BaseDirectory);
        var start = new ProcessStartInfo(Path.Combine(Folder, built, "terraform-schemas"))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        Process process = Process.Start(start)!;
        return new SchemaServer(process, await process.StandardOutput.ReadLineAsync() ?? "");
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }
}
