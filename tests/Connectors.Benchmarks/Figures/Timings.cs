namespace Connectors.Benchmarks;

/// <summary>How long each stage took in each round, over the same batch.</summary>
/// <param name="megaBytes">MB of the batch, inflated.</param>
internal sealed class Timings(double megaBytes)
{
    private readonly Dictionary<string, List<double>> seconds = [];

    /// <summary>Adds the next round of a stage.</summary>
    internal void Add(string stage, TimeSpan time)
    {
        if (!seconds.TryGetValue(stage, out List<double>? rounds))
        {
            seconds[stage] = rounds = [];
        }

        rounds.Add(time.TotalSeconds);
    }

    /// <summary>MB in a second of the best rounds, where the stages follow each other on one processor.</summary>
    internal double Best(params string[] stages) => megaBytes / stages.Sum(stage => seconds[stage].Min());

    /// <summary>
    /// The speed of a stage, as a part of that of others one after the other: the middle of all rounds.
    /// </summary>
    internal double Ratio(string stage, params string[] others)
    {
        double[] ratios = [.. seconds[stage]
            .Select((time, round) => others.Sum(other => seconds[other][round]) / time).Order()];
        return ratios[ratios.Length / 2];
    }
}
