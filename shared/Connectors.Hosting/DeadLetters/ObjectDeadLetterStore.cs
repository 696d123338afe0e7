namespace Connectors.Hosting;

/// <summary>Keeps dead letters as objects whose keys begin alike. For several threads.</summary>
/// <param name="prefix">How they begin; a slash is added where there is none.</param>
/// <param name="findStore">The store of a URI.</param>
internal sealed class ObjectDeadLetterStore(ObjectUri prefix, Func<ObjectUri, ICloudStore> findStore) : IDeadLetterStore
{
    private const int MostNames = 1_000; // far more redeliveries of one object than any queue allows

    private readonly string folder = prefix.Key.Length == 0 || prefix.Key.EndsWith('/') ? prefix.Key : prefix.Key + "/";

    public async Task<string?> StoreAsync(string name, ReadOnlyMemory<byte> lines, CancellationToken cancel)
    {
        try
        {
            ICloudStore store = findStore(prefix);
            string stem = Path.GetFileNameWithoutExtension(name);
            string extension = Path.GetExtension(name);
            for (int number = 1; number <= MostNames; number++)
            {
                string free = number == 1 ? name : $"{stem}.{number}{extension}";
                if (await store.CreateAsync(prefix with { Key = folder + free }, lines, cancel))
                {
                    return null;
                }
            }

            return $"dead letters cannot be written to '{prefix}': every name is taken";
        }
        catch (StoreException fault)
        {
            return $"dead letters cannot be written to '{prefix}': {fault.Message}";
        }
    }
}
