using System.CommandLine;
using System.Reflection;

namespace Connectors.Hosting;

/// <summary>The commands of a connector and their options: what a person types.</summary>
public sealed partial class CommandLine
{
    private readonly Composition composition;
    private readonly RootCommand root;
    private readonly List<(Setting Setting, Option<string> Option)> settings;

    private readonly Option<bool> json = new("--json")
    {
        Description = "Write results as JSON, one object a line.",
        Recursive = true,
    };

    private readonly Command work = new("work", "Deliver what the messages of a queue name, until asked to stop.");

    public CommandLine(Composition composition)
    {
        this.composition = composition;
        settings = [.. composition.Settings.Select(setting => (setting, ToOption(setting)))];
        root = new RootCommand(
            $"Delivers log batches from object storage to {composition.Module.Title}, and accounts for every line.");
        root.Options.Add(json);
        settings.ForEach(pair => root.Options.Add(pair.Option));
        AddDeliver();
        AddPreview();
        AddCheck();
        AddReplay();
        AddVerify();
        AddBackfill();
        AddWork();
        AddFields();
        AddAssets();
        AddVersion();
        AddHelp();
    }

    /// <summary>The version of this build.</summary>
    public static string Version => typeof(CommandLine).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    /// <summary>Runs what the arguments say.</summary>
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        ParseResult parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (string problem in parsed.Errors.Select(error => error.Message))
            {
                composition.Terminal.Error.WriteLine(problem);
            }

            composition.Terminal.Error.WriteLine("Type 'help' to see the commands and options.");
            return ExitCode.WrongUsage;
        }

        try
        {
            var streams = new InvocationConfiguration
            {
                Output = composition.Terminal.Output,
                Error = composition.Terminal.Error,
                EnableDefaultExceptionHandler = false,
            };
            if (parsed.CommandResult.Command == work)
            {
                streams.ProcessTerminationTimeout = null;
            }

            return await parsed.InvokeAsync(streams);
        }
        catch (OperationCanceledException)
        {
            composition.Terminal.Error.WriteLine("Interrupted: what was not told as delivered is not acknowledged.");
            return ExitCode.NotDelivered;
        }
    }

    private static Option<string> ToOption(Setting setting) => new(setting.Option)
    {
        Description = $"{setting.Description} [{setting.Name}]",
        HelpName = "value",
        Recursive = true,
    };

    // A misspelt option would otherwise be taken for a file.
    private static Argument<string[]> Files(string name, string description)
    {
        var files = new Argument<string[]>(name) { Description = description, Arity = ArgumentArity.OneOrMore };
        files.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(
                token => token.Value.StartsWith("--", StringComparison.Ordinal)) is { } option)
            {
                result.AddError($"There is no option '{option.Value}'.");
            }
        });
        return files;
    }

    private void AddDeliver()
    {
        Argument<string[]> objects = Files(
            "object",
            "Files, folders, URIs like 's3://bucket/logs/', patterns like 'logs/*.log.gz', or - for standard input.");
        var command = new Command("deliver", "Deliver objects.") { objects };
        command.SetAction((parsed, cancel) => RunAsync(
            parsed, needsAll: true, run => new DeliverCommand(run).RunAsync(parsed.GetRequiredValue(objects), cancel)));
        root.Subcommands.Add(command);
    }

    private void AddPreview()
    {
        var target = new Argument<string>("object") { Description = "A file, a URI, or - for standard input." };
        var records = new Option<int>("--records")
        {
            Description = "How many records to show.",
            DefaultValueFactory = _ => 3,
        };
        var command = new Command("preview", "Show what records would look like at the destination; sends nothing.")
        {
            target, records,
        };
        command.SetAction((parsed, cancel) => RunAsync(
            parsed,
            needsAll: false,
            run => new PreviewCommand(run)
                .RunAsync(parsed.GetRequiredValue(target), parsed.GetValue(records), cancel)));
        root.Subcommands.Add(command);
    }

    private void AddCheck()
    {
        var settingsOnly = new Option<bool>("--settings-only")
        {
            Description = "Only check the settings; do not connect.",
        };
        var command = new Command("check", "Check the settings, reach the destination, and deliver one canary record.")
        {
            settingsOnly,
        };
        command.SetAction((parsed, cancel) => RunAsync(
            parsed, needsAll: true, run => new CheckCommand(run).RunAsync(parsed.GetValue(settingsOnly), cancel)));
        root.Subcommands.Add(command);
    }

    // Ends by itself when it is asked to, with what is in flight settled or given back.
    private void AddWork()
    {
        work.SetAction((parsed, _) => RunAsync(parsed, needsAll: true, run => new WorkCommand(run).RunAsync()));
        root.Subcommands.Add(work);
    }

    private void AddFields()
    {
        var dataset = new Argument<string?>("dataset")
        {
            Description = "A dataset; without one, the datasets are listed.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("fields", "Show the fields of a dataset and what they are called at the destination.")
        {
            dataset,
        };
        command.SetAction((parsed, _) => RunAsync(
            parsed, needsAll: false, run => Task.FromResult(new FieldsCommand(run).Run(parsed.GetValue(dataset)))));
        root.Subcommands.Add(command);
    }

    private void AddAssets()
    {
        var name = new Argument<string?>("name")
        {
            Description = "A file; without one, the files are listed.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var folder = new Option<string?>("--folder") { Description = "Write all files to this folder." };
        var command = new Command("assets", "Show the files that can be installed at the destination.")
        {
            name, folder,
        };
        command.SetAction(
            parsed => new AssetsCommand(composition).Run(parsed.GetValue(name), parsed.GetValue(folder)));
        root.Subcommands.Add(command);
    }

    private void AddVersion()
    {
        var command = new Command("version", "Show the version.");
        command.SetAction(_ => composition.Terminal.Output.WriteLine($"{composition.Module.Name}-connector {Version}"));
        root.Subcommands.Add(command);
    }

    private void AddHelp()
    {
        var command = new Command("help", "Show the commands and options.");
        command.SetAction((_, cancel) => root.Parse("--help").InvokeAsync(
            new InvocationConfiguration { Output = composition.Terminal.Output, Error = composition.Terminal.Error },
            cancel));
        root.Subcommands.Add(command);
    }

    // Reads the settings; runs the command only when nothing is wrong with them.
    private async Task<int> RunAsync(ParseResult parsed, bool needsAll, Func<CommandRun, Task<int>> run)
    {
        var options = settings
            .Where(pair => parsed.GetValue(pair.Option) is not null)
            .ToDictionary(pair => pair.Setting.Name, pair => parsed.GetValue(pair.Option)!);
        ConnectorParts parts = composition.Build(options, needsAll, out IReadOnlyList<string> problems);
        if (problems.Count == 0)
        {
            int exitCode = await run(new CommandRun(composition, parts, parsed.GetValue(json)));
            await parts.FlushMetricsAsync(TimeSpan.MaxValue);
            return exitCode;
        }

        foreach (string problem in problems)
        {
            composition.Terminal.Error.WriteLine(problem);
        }

        return ExitCode.WrongUsage;
    }
}
