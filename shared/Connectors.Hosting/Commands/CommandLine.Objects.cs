using System.CommandLine;
using System.CommandLine.Parsing;
using Connectors.Records;

namespace Connectors.Hosting;

/// <content>The commands for what was delivered before: which of it, and once more.</content>
public sealed partial class CommandLine
{
    private const double LowestRate = 0.001; // about one object in a quarter of an hour

    private void AddReplay()
    {
        Argument<string[]> files =
            Files("dead letters", "Files of dead letters, folders of them, or URIs like 's3://bucket/dead/'.");
        var dryRun = new Option<bool>("--dry-run") { Description = "Only count the dead letters; send nothing." };
        var remove = new Option<bool>("--remove-on-success")
        {
            Description = "Remove each file when all its letters are settled: delivered, or dead letters anew.",
        };
        var reason = new Option<string?>("--reason")
        {
            Description = "Only letters of this reason, by its name or its code: invalid_json, CONN-401.",
            CustomParser = ParseReason,
        };
        var source = new Option<string?>("--object") { Description = "Only letters from objects whose URIs begin so." };
        var command = new Command("replay", "Send dead letters again, with their original ids.")
        {
            files, dryRun, remove, reason, source,
        };
        Func<ParseResult, TimeWindow> window =
            AddWindow(command, "Only letters that were written at this time or later", "Only letters written before");
        command.SetAction((parsed, cancel) => RunAsync(
            parsed,
            needsAll: !parsed.GetValue(dryRun),
            run =>
            {
                var scope = new ReplayScope
                {
                    Reason = parsed.GetValue(reason),
                    Object = parsed.GetValue(source),
                    Window = window(parsed),
                };
                return new ReplayCommand(run, scope, parsed.GetValue(remove))
                    .RunAsync(parsed.GetRequiredValue(files), parsed.GetValue(dryRun), cancel);
            }));
        root.Subcommands.Add(command);
    }

    private void AddVerify()
    {
        Argument<string> prefix = Prefix();
        var command = new Command(
            "verify", "Compare objects with their receipts: name each that was not delivered whole and once.")
        {
            prefix,
        };
        Func<ParseResult, TimeWindow> window =
            AddWindow(command, "Only objects of this time or later", "Only objects before");
        command.SetAction((parsed, cancel) => RunAsync(
            parsed,
            needsAll: false,
            run => new VerifyCommand(run).RunAsync(
                ObjectSelection.Of(run, parsed.GetRequiredValue(prefix), window(parsed)), cancel)));
        root.Subcommands.Add(command);
    }

    private void AddBackfill()
    {
        Argument<string> prefix = Prefix();
        var rate = new Option<double>("--rate") { Description = "Objects a second at most; without it, any number." };
        rate.Validators.Add(result =>
        {
            if (!(result.GetValueOrDefault<double>() >= LowestRate))
            {
                result.AddError($"--rate must be {LowestRate} or more.");
            }
        });
        var after = new Option<string?>("--after")
        {
            Description = "Go on behind this object, where an earlier run ended.",
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only count the objects." };
        var command = new Command(
            "backfill", "Put a message for each object on --queue, or deliver the objects here when there is none.")
        {
            prefix, rate, after, dryRun,
        };
        Func<ParseResult, TimeWindow> window =
            AddWindow(command, "Only objects of this time or later", "Only objects before");
        command.SetAction((parsed, cancel) => RunAsync(
            parsed,
            needsAll: !parsed.GetValue(dryRun) && !IsSet(parsed, HostSettings.Queue),
            run =>
            {
                ObjectSelection selection = ObjectSelection.Of(run, parsed.GetRequiredValue(prefix), window(parsed))
                    with { After = parsed.GetValue(after) };
                return new BackfillCommand(run, selection, new Pace(parsed.GetValue(rate), composition.Time))
                    .RunAsync(parsed.GetValue(dryRun), cancel);
            }));
        root.Subcommands.Add(command);
    }

    private static Argument<string> Prefix() =>
        new("prefix") { Description = "A folder, or how the URIs of the objects begin: 's3://bucket/logs/'." };

    private bool IsSet(ParseResult parsed, Setting setting) =>
        parsed.GetValue(settings.Single(pair => pair.Setting == setting).Option) is not null
        || !string.IsNullOrWhiteSpace(composition.Terminal.Environment.GetValueOrDefault(setting.Name));

    // Adds --from and --to, and tells how to read them.
    private Func<ParseResult, TimeWindow> AddWindow(Command command, string from, string to)
    {
        Option<DateTimeOffset?> first = Time("--from", $"{from}: {TimeWindow.Forms}.");
        Option<DateTimeOffset?> end = Time("--to", $"{to} this time; written as --from is.");
        command.Options.Add(first);
        command.Options.Add(end);
        return parsed => new TimeWindow(parsed.GetValue(first), parsed.GetValue(end));
    }

    private Option<DateTimeOffset?> Time(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "time",
        CustomParser = result => ParseTime(name, result),
    };

    private static string? ParseReason(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        ReasonCode[] reasons = [.. Enum.GetValues<RejectionReason>().Select(one => one.Entry()).OfType<ReasonCode>()];
        string? name = Array.Find(reasons, one =>
            one.Name == text || one.ToString().Equals(text, StringComparison.OrdinalIgnoreCase))?.Name;
        if (name is null)
        {
            string names = string.Join(", ", reasons.Select(one => $"{one.Name} ({one})"));
            result.AddError($"--reason must be one of {names}; it is '{text}'.");
        }

        return name;
    }

    private DateTimeOffset? ParseTime(string name, ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        DateTimeOffset? time = TimeWindow.Parse(text, composition.Time.GetUtcNow());
        if (time is null)
        {
            result.AddError($"{name} must be a time: {TimeWindow.Forms}; it is '{text}'.");
        }

        return time;
    }
}
