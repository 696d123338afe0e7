namespace Connectors.Records;

/// <summary>Proves that the names of a dataset lead somewhere, and each of them to one place only.</summary>
internal static class DatasetCheck
{
    // The groups of ECS 9.5 that log records can speak of; whether a whole name is of ECS is proved by the tests.
    // Source: the field sets of ECS, generated/ecs/ecs_flat.yml of version 9.5.
    private static readonly HashSet<string> EcsGroups =
    [
        Dataset.TimeName, "client", "cloud", "destination", "device", "dns", "email", "error", "event", "file", "host",
            "http",
        "log", "message", "network", "observer", "process", "related", "rule", "server", "service", "source", "threat",
            "tls",
        "url", "user", "user_agent",
    ];

    /// <summary>Throws <see cref="FormatException"/> with the first name that is wrong and the reason.</summary>
    internal static void Run(Dataset dataset)
    {
        CheckFields(dataset);
        CheckCommonNames(dataset);
    }

    private static void CheckFields(Dataset dataset)
    {
        var names = new HashSet<string>();
        if (dataset.Fields.FirstOrDefault(field => !names.Add(field.Name)) is { } again)
        {
            throw new FormatException($"two fields have the name '{again.Name}'");
        }

        // A recipe may lead into an object: Event.Request.URL is of the field Event.
        IEnumerable<string> used = dataset.Derived.Values.SelectMany(recipe => recipe.References)
            .Select(name => new FieldPath(name).Name)
            .Concat(dataset.TimeFields);
        if (used.FirstOrDefault(name => !names.Contains(name)) is { } missing)
        {
            throw new FormatException($"'{missing}' is used but is not a field");
        }

        if (dataset.Fields.FirstOrDefault(field =>
            dataset.TimeFields.Contains(field.Name) && field.Type != "time") is { } untimely)
        {
            throw new FormatException($"{untimely.Name} tells the event's time but has the type '{untimely.Type}'");
        }

        if (dataset.TimeFields.Count > 1
            && dataset.Fields.FirstOrDefault(field => field.Common.Contains(Dataset.TimeName)) is { } only)
        {
            throw new FormatException(
                $"{only.Name} is called '{Dataset.TimeName}', but it is one of several fields that tell the event's time");
        }
    }

    private static void CheckCommonNames(Dataset dataset)
    {
        HashSet<string> names = [dataset.OtherName];
        IEnumerable<string> commons = dataset.Fields.SelectMany(field => field.Common)
            .Concat(dataset.Constants.Keys).Concat(dataset.Derived.Keys);
        foreach (string common in commons)
        {
            CheckName(common, dataset.Name);
            if (!names.Add(common))
            {
                throw new FormatException($"'{common}' is given twice");
            }
        }

        if (names.SelectMany(GroupsOf).FirstOrDefault(names.Contains) is { } group)
        {
            throw new FormatException($"'{group}' is a value and a group of other names");
        }
    }

    private static void CheckName(string common, string dataset)
    {
        if (!FieldPath.IsValid(common))
        {
            throw new FormatException($"'{common}' is not a name: it has an empty part");
        }

        bool isOurs = common.StartsWith($"cloudflare.{dataset}.", StringComparison.Ordinal);
        if (!isOurs && !EcsGroups.Contains(new FieldPath(common).Name))
        {
            throw new FormatException($"'{common}' is neither a name of ECS nor under 'cloudflare.{dataset}.'");
        }
    }

    // a.b.c is in the groups a and a.b.
    private static IEnumerable<string> GroupsOf(string name)
    {
        for (int dot = name.IndexOf('.'); dot >= 0; dot = name.IndexOf('.', dot + 1))
        {
            yield return name[..dot];
        }
    }
}
