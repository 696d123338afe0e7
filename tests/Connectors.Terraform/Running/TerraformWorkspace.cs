using System.Collections.Concurrent;

[assembly: AssemblyFixture(typeof(Connectors.Terraform.TerraformWorkspace))]

namespace Connectors.Terraform;

/// <summary>
/// A copy of the folder <c>terraform</c> in which Terraform runs: it leaves files behind. Real Terraform; only the
/// providers are stand-ins.
/// </summary>
public sealed class TerraformWorkspace : IAsyncLifetime
{
    private readonly string root = Directory.CreateTempSubdirectory("connectors-terraform-").FullName;
    private readonly ConcurrentDictionary<string, Lazy<Task<TerraformRun>>> initialised = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<TerraformRun>>> tested = new();
    private Dictionary<string, string> environment = [];
    private SchemaServer? schemas;

    /// <summary>Whether Terraform is on the path.</summary>
    public static bool HasTerraform { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(':').Any(folder => File.Exists(Path.Combine(folder, "terraform")));

    public async ValueTask InitializeAsync()
    {
        if (!HasTerraform)
        {
            return;
        }

        Copy(Repository.PathOf(""), Path.Combine(root, "terraform"));
        schemas = await SchemaServer.StartAsync();
        environment = new Dictionary<string, string>
        {
            ["CHECKPOINT_DISABLE"] = "1",
            ["NO_COLOR"] = "1",
            ["TF_IN_AUTOMATION"] = "1",
            ["TF_CLI_CONFIG_FILE"] = ProviderMirror.Make(Path.Combine(root, "mirror")),
        };
    }

    /// <summary>Runs Terraform in a module or an example, after <c>init</c> there.</summary>
    internal async Task<TerraformRun> RunAsync(string folder, params IEnumerable<string> arguments)
    {
        (await initialised.GetOrAdd(folder, _ => new(() => InitAsync(PathOf(folder)))).Value).AssertSuccess();
        return await TerraformRun.StartAsync(PathOf(folder), WithSchemas(), arguments);
    }

    /// <summary>Runs a module's tests, once for all who ask.</summary>
    internal Task<TerraformRun> TestAsync(string module) =>
        tested.GetOrAdd(module, _ => new(() => RunAsync(module, "test", "-json", "-verbose"))).Value;

    /// <summary>Which files are not as Terraform formats them: of the originals, as copies may be damaged.</summary>
    internal Task<TerraformRun> FormatAsync()
    {
        SkipWithoutTerraform();
        return TerraformRun.StartAsync(
            Repository.PathOf(""), environment, "fmt", "-check", "-recursive", "-diff");
    }

    /// <summary>Copies a module, so that a test may damage the copy.</summary>
    /// <returns>A path like those that <see cref="RunAsync"/> takes.</returns>
    internal string CopyOf(string folder)
    {
        SkipWithoutTerraform();
        string copy = $"modules/copy_{Guid.NewGuid():N}";
        Copy(Repository.PathOf(folder), PathOf(copy));
        return copy;
    }

    /// <summary>Init only: the step that compares the versions of providers.</summary>
    internal Task<TerraformRun> InitAsync(string path)
    {
        SkipWithoutTerraform();
        return TerraformRun.StartAsync(path, environment, "init", "-backend=false", "-no-color");
    }

    internal string PathOf(string folder) => Path.Combine(root, "terraform", folder);

    public ValueTask DisposeAsync()
    {
        schemas?.Dispose();
        Directory.Delete(root, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static void SkipWithoutTerraform() =>
        Assert.SkipUnless(HasTerraform, "there is no terraform on the PATH: install its CLI, 1.11 or newer");

    private Dictionary<string, string> WithSchemas() =>
        new(environment) { ["TF_REATTACH_PROVIDERS"] = schemas!.Addresses };

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        foreach (string folder in Directory.GetDirectories(from).Where(path => !path.EndsWith("/.terraform", Ordinal)))
        {
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
    }

    private const StringComparison Ordinal = StringComparison.Ordinal;
}
