namespace Connectors.Records;

/// <summary>One field of a dataset.</summary>
/// <param name="Name">As it stands in a record; case matters.</param>
/// <param name="Type">
/// What its value is in the vocabulary: <c>string</c>, <c>int</c>, <c>float</c>, <c>bool</c>, <c>ip</c>, <c>time</c>,
/// <c>port</c> (from 1 to 65535; 0 is none), <c>object</c> (of any shape, indexed as one flattened field) or
/// <c>array[...]</c> of them.
/// </param>
/// <param name="Unit"><c>bytes</c>, <c>ns</c>, <c>us</c>, <c>ms</c>, <c>s</c>, or null where a number has none.</param>
/// <param name="Common">Its names in the common vocabulary, most often one.</param>
/// <param name="IsDeprecated">Whether Cloudflare has announced its end.</param>
public sealed record DatasetField(
    string Name, string Type, string? Unit, IReadOnlyList<string> Common, bool IsDeprecated)
{
    /// <summary>
    /// How its text is written in the vocabulary: <c>upper</c>, <c>lower</c>, <c>host</c>; null for as it is.
    /// </summary>
    public string? Form { get; init; }
}

/// <summary>One kind of record: its fields, and what they are called in the common vocabulary (ECS).</summary>
/// <param name="Name"><c>http_requests</c> and the like.</param>
/// <param name="Title">For people.</param>
/// <param name="TimeFields">The fields that tell when the event was, the best first.</param>
/// <param name="Fields">All fields, in the order of the documentation.</param>
public sealed record Dataset(
    string Name, string Title, IReadOnlyList<string> TimeFields, IReadOnlyList<DatasetField> Fields)
{
    /// <summary>Name of the dataset of records whose shape nobody knows. They are delivered as they are.</summary>
    public const string UnknownName = "unknown";

    /// <summary>
    /// The dataset of unknown shapes. Its times are the names that most datasets have, so that such records too get a
    /// time.
    /// </summary>
    public static Dataset Unknown { get; } = new(
        UnknownName, "Records of an unknown shape",
        ["EdgeStartTimestamp", "Datetime", "Timestamp", "EventTimestamp", "When"], []);

    /// <summary>
    /// The common name of the moment that a record speaks of: the first of <see cref="TimeFields"/> that tells.
    /// </summary>
    public const string TimeName = "@timestamp";

    /// <summary>The one field, flattened, that holds what the vocabulary has no place for.</summary>
    public string OtherName => $"cloudflare.{Name}.other";

    /// <summary>
    /// Whether its records prove who did what: sample rules leave them alone unless they name the dataset.
    /// </summary>
    public bool IsAudit { get; init; }

    /// <summary>Values that every record of the dataset has in the common vocabulary; each as UTF-8 JSON.</summary>
    public IReadOnlyDictionary<string, byte[]> Constants { get; init; } = new Dictionary<string, byte[]>();

    /// <summary>Names of the common vocabulary that are made of several fields, and how.</summary>
    public IReadOnlyDictionary<string, ValueRecipe> Derived { get; init; } = new Dictionary<string, ValueRecipe>();

    /// <summary>
    /// The types of those of the <see cref="Derived"/> names that are more than what their recipe gives.
    /// </summary>
    public IReadOnlyDictionary<string, string> DerivedTypes { get; init; } = new Dictionary<string, string>();

    /// <summary>All names of the common vocabulary that its records may have.</summary>
    public IEnumerable<string> CommonNames =>
        Fields.SelectMany(one => one.Common).Concat(Constants.Keys).Concat(Derived.Keys).Append(TimeName).Distinct();
}
