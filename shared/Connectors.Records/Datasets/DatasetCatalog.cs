using System.Reflection;

namespace Connectors.Records;

/// <summary>All datasets that this build knows, from its <c>Datasets/*.json</c>.</summary>
public sealed class DatasetCatalog
{
    private readonly Dictionary<string, Dataset> byName;
    private readonly HashSet<string> fieldNames;

    internal DatasetCatalog(IEnumerable<Dataset> datasets)
    {
        byName = datasets.ToDictionary(dataset => dataset.Name);
        fieldNames = [.. byName.Values.SelectMany(dataset => dataset.Fields).Select(field => field.Name)];
    }

    /// <summary>All datasets, by name.</summary>
    public IEnumerable<Dataset> All => byName.Values.OrderBy(dataset => dataset.Name, StringComparer.Ordinal);

    /// <summary>Reads the datasets that are part of the program.</summary>
    public static DatasetCatalog Load()
    {
        Assembly assembly = typeof(DatasetCatalog).Assembly;
        return new DatasetCatalog(assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("Datasets/", StringComparison.Ordinal))
            .Select(name => DatasetReader.Read(name, ReadResource(assembly, name))));
    }

    /// <summary>
    /// The dataset of this name; the unknown one for <see cref="Dataset.UnknownName"/>; null for other names.
    /// </summary>
    public Dataset? Find(string name) =>
        name == Dataset.UnknownName ? Dataset.Unknown : byName.GetValueOrDefault(name);

    /// <summary>Whether some dataset has a field of this name.</summary>
    public bool IsField(string name) => fieldNames.Contains(name);

    private static byte[] ReadResource(Assembly assembly, string name)
    {
        using Stream stream = assembly.GetManifestResourceStream(name)!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
