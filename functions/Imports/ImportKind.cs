namespace LeadScoring.Imports;

/// <summary>What the lines of a file are.</summary>
public enum ImportKind
{
    Purchases,
    Reactions,
    Leads,
}

/// <summary>The fields that a column can be mapped to, by kind.</summary>
public static class ImportFields
{
    /// <summary>The person's own number with the brand, in the place of an address.</summary>
    public const string Customer = "customer";

    /// <summary>Answers are mapped by name: <c>attributes.budget</c>.</summary>
    public const string AttributePrefix = "attributes.";

    private static readonly string[] OfPurchases =
    [
        "id", "email", Customer, "occurredAt", "product", "amount", "currency", "campaignId", "refundOf", "sku",
        "quantity", "unitPrice", "listPrice",
    ];

    private static readonly string[] OfReactions =
        ["id", "email", Customer, "type", "occurredAt", "product", "campaignId", "channel"];

    private static readonly string[] OfLeads =
        ["email", Customer, "name", "phone", "locale", "updatedAt", AttributePrefix + "…"];

    /// <summary>Those whose values say who somebody is: no error and no row repeats them.</summary>
    private static readonly string[] Personal = ["id", "email", Customer, "name", "phone", "refundOf"];

    public static IReadOnlyList<string> Of(ImportKind kind) => kind switch
    {
        ImportKind.Purchases => OfPurchases,
        ImportKind.Reactions => OfReactions,
        _ => OfLeads,
    };

    public static bool IsKnown(ImportKind kind, string field) =>
        kind == ImportKind.Leads && field.StartsWith(AttributePrefix, StringComparison.Ordinal)
            ? field.Length > AttributePrefix.Length && !field.EndsWith('…')
            : Of(kind).Contains(field, StringComparer.Ordinal);

    public static bool IsPersonal(string field) =>
        Personal.Contains(field, StringComparer.Ordinal)
        || field.StartsWith(AttributePrefix, StringComparison.Ordinal);

    /// <summary>
    /// What a mapping must hold besides the person; the currency is the product's, ids follow from the lines.
    /// </summary>
    public static IReadOnlyList<string> Required(ImportKind kind) => kind switch
    {
        ImportKind.Purchases => ["occurredAt", "amount"],
        ImportKind.Reactions => ["occurredAt", "type"],
        _ => [],
    };
}
