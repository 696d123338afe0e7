using System.Text;

namespace Connectors.Records;

/// <summary>
/// Counts the top-level fields of one batch that its dataset does not know, by name. They are delivered all the same:
/// new ones come every month, and somebody should give them a place. Not for several threads.
/// </summary>
/// <param name="names">The field names of the batch, with those of the dataset as known.</param>
internal sealed class UnknownFields(FieldNames names)
{
    private long[] counts = []; // [number + 1]; [0] is for names beyond the capacity

    /// <summary>Counts those of one record. Costs nothing until a batch has one.</summary>
    internal void Count(RecordFields fields)
    {
        if (!names.HasUnknown)
        {
            return;
        }

        if (counts.Length == 0)
        {
            counts = new long[FieldNames.Capacity + 1];
        }

        foreach (FieldSlice field in fields.All)
        {
            counts[field.NameId + 1] += names.IsKnown(field.NameId) ? 0 : 1;
        }
    }

    /// <summary>
    /// Each name and how many times it stood in a record since this was last asked; the empty name for all that had no
    /// room.
    /// </summary>
    internal List<KeyValuePair<string, long>> Take()
    {
        List<KeyValuePair<string, long>> taken = [];
        for (int index = 0; index < counts.Length; index++)
        {
            if (counts[index] > 0)
            {
                string name = index == 0 ? "" : Encoding.UTF8.GetString(names.Name(index - 1));
                taken.Add(KeyValuePair.Create(name, counts[index]));
            }
        }

        Array.Clear(counts);
        return taken;
    }
}
