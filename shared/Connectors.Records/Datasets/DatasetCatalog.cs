using System.Reflection;

namespace Connectors.Records;

/// <summary>
/// All datasets that this build knows, from its <c>Datasets/*.json</c>. Each file is read when its dataset is first
/// asked for: a process that starts for one object mostly needs one.
/// </summary>
public sealed class DatasetCatalog
{
    private const string Folder = "Datasets/";
    private const string Extension = ".json";

    private readonly SortedDictionary<string, Lazy<Dataset>> byName = new(StringComparer.Ordinal);
    private readonly Lazy<HashSet<string>> fieldNames;

    internal DatasetCatalog(IEnumerable<(string Name, Func<Dataset> Read)> datasets)
    {
        foreach ((string name, Func<Dataset> read) in datasets)
        {
            byName.Add(name, new Lazy<Dataset>(read));
        }

        fieldNames = new Lazy<HashSet<string>>(() => [.. All.SelectMany(dataset => dataset.Fields).Select(field =>
            field.Name)]);
    }

    /// <summary>The names of all datasets, in order; reads none.</summary>
    public IEnumerable<string> Names => byName.Keys;

    /// <summary>All datasets, by name; reads them all.</summary>
    public IEnumerable<Dataset> All => byName.Values.Select(dataset => dataset.Value);

    /// <summary>The datasets that are part of the program.</summary>
    public static DatasetCatalog Load()
    {
        Assembly assembly = typeof(DatasetCatalog).Assembly;
        return new DatasetCatalog(assembly.GetManifestResourceNames()
            .Where(file => file.StartsWith(Folder, StringComparison.Ordinal))
            .Select(file => (file[Folder.Length..^Extension.Length], new Func<Dataset>(() => Read(assembly, file)))));
    }

    /// <summary>
    /// The dataset of this name; the unknown one for <see cref="Dataset.UnknownName"/>; null for other names.
    /// </summary>
    public Dataset? Find(string name) =>
        name == Dataset.UnknownName ? Dataset.Unknown : byName.GetValueOrDefault(name)?.Value;

    /// <summary>Whether some dataset has a field of this name; reads them all.</summary>
    public bool IsField(string name) => fieldNames.Value.Contains(name);

    private static Dataset Read(Assembly assembly, string file)
    {
        using Stream stream = assembly.GetManifestResourceStream(file)!;
        var json = new byte[stream.Length];
        stream.ReadExactly(json);
        return DatasetReader.Read(file, json);
    }
}
