using System.Globalization;
using System.Text.Json.Nodes;
using Connectors.Benchmarks;
using Connectors.Records;

DatasetCatalog datasets = DatasetCatalog.Load();
switch (args)
{
    case ["generate", var name, var file, var records]:
        return GenerateCommand.Run(datasets, name, file, records);

    case ["figures", .. var rest]:
        bool isShort = rest.Contains("--short");
        JsonObject figures = new FigureRun(Console.Out).Run(datasets, isShort);
        PeakMemory.Add(figures, datasets, isShort, rest.FirstOrDefault(argument => !argument.StartsWith('-')));
        Console.WriteLine(figures.ToJsonString());
        return 0;

    case ["profile", var way, var seconds, .. var rest]:
        return ProfileCommand.Run(
            datasets, way, int.Parse(seconds, CultureInfo.InvariantCulture), rest.Contains("--whole"));

    case ["starts", .. var executables]:
        return StartTimes.Run(datasets, executables);

    default:
        Console.Error.WriteLine(
            "generate <dataset> <file.log.gz> <records> | figures [--short] [<executable>] | starts <executable>... "
            + "| profile <way> <seconds> [--whole]");
        return 2;
}
