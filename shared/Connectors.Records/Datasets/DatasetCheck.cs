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

    /// <summary>Throws <see cref="NameException"/> with the first name that is wrong and the reason.</summary>
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
            throw new NameException(again.Name, $"two fields have the name '{again.Name}'");
        }

        // A recipe may lead into an object: Event.Request.URL is of the field Event.
        IEnumerable<(string By, string Name)> used = dataset.Derived
            .SelectMany(one => one.Value.References, (one, name) => (one.Key, new FieldPath(name).Name))
            .Concat(dataset.TimeFields.Select(name => ("time", name)));
        foreach ((string by, string name) in used.Where(use => !names.Contains(use.Name)))
        {
            throw new NameException(by, $"'{name}' is used but is not a field");
        }

        if (dataset.Fields.FirstOrDefault(field =>
            dataset.TimeFields.Contains(field.Name) && field.Type != "time") is { } untimely)
        {
            throw new NameException(
                untimely.Name, $"{untimely.Name} tells the event's time but has the type '{untimely.Type}'");
        }

        if (dataset.TimeFields.Count > 1
            && dataset.Fields.FirstOrDefault(field => field.Common.Contains(Dataset.TimeName)) is { } only)
        {
            throw new NameException(
                only.Name,
                $"{only.Name} is called '{Dataset.TimeName}', but it is one of several that tell the event's time");
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
                throw new NameException(common, $"'{common}' is given twice");
            }
        }

        if (names.SelectMany(GroupsOf).FirstOrDefault(names.Contains) is { } group)
        {
            throw new NameException(group, $"'{group}' is a value and a group of other names");
        }
    }

    private static void CheckName(string common, string dataset)
    {
        if (!FieldPath.IsValid(common))
        {
            throw new NameException(common, $"'{common}' is not a name: it has an empty part");
        }

        bool isOurs = common.StartsWith($"cloudflare.{dataset}.", StringComparison.Ordinal);
        if (!isOurs && !EcsGroups.Contains(new FieldPath(common).Name))
        {
            throw new NameException(
                common, $"'{common}' is neither a name of ECS nor under 'cloudflare.{dataset}.'");
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
