namespace Connectors.Hosting;

/// <summary><c>assets</c>: lists the files for the destination's side, shows one, or writes all to a folder.</summary>
internal sealed class AssetsCommand(Composition composition)
{
    private readonly Assets assets = composition.Module.Assets;
    private readonly Terminal terminal = composition.Terminal;

    internal int Run(string? name, string? folder) => (name, folder) switch
    {
        (null, null) => List(),
        (null, { } target) => WriteAll(target),
        ({ } wanted, null) => Show(wanted),
        _ => Refuse("A name and --folder do not go together: one shows a file, the other writes all."),
    };

    private int List()
    {
        foreach (string name in assets.Names)
        {
            terminal.Output.WriteLine(name);
        }

        return ExitCode.Success;
    }

    private int Show(string name)
    {
        using Stream? asset = assets.Open(name);
        if (asset is null)
        {
            return Refuse($"There is no asset '{name}'. There are: {string.Join(", ", assets.Names)}.");
        }

        using var text = new StreamReader(asset);
        terminal.Output.Write(text.ReadToEnd());
        return ExitCode.Success;
    }

    private int WriteAll(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            foreach (string name in assets.Names)
            {
                string path = Path.Combine(folder, name);
                using Stream asset = assets.Open(name)!;
                using FileStream file = File.Create(path);
                asset.CopyTo(file);
                terminal.Output.WriteLine(path);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Refuse(fault.Message);
        }

        return ExitCode.Success;
    }

    private int Refuse(string problem)
    {
        terminal.Error.WriteLine(problem);
        return ExitCode.WrongUsage;
    }
}
