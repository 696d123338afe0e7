namespace Connectors.Conventions;

/// <summary>A part of a document that is made of the code: between two comments of its name.</summary>
internal static class GeneratedTable
{
    /// <summary>The document with that part made anew; null when it has no place for it.</summary>
    internal static string? Renew(string document, string name, string table)
    {
        string open = $"<!-- {name} -->";
        int start = document.IndexOf(open, StringComparison.Ordinal);
        int end = document.IndexOf($"<!-- /{name} -->", StringComparison.Ordinal);
        return start < 0 || end < start ? null : document[..(start + open.Length)] + "\n" + table + document[end..];
    }

    /// <summary>Fails when the part of a document is not this; writes it when that is asked for.</summary>
    internal static void AssertRight(string path, string name, string table)
    {
        string actual = File.ReadAllText(Repository.FullPath(path));
        string? expected = Renew(actual, name, table);
        Assert.True(expected is not null, $"{path} has no place for the table: <!-- {name} --><!-- /{name} -->");
        if (Repository.Updates)
        {
            File.WriteAllText(Repository.FullPath(path), expected);
            return;
        }

        Assert.Equal(expected, actual);
    }
}
