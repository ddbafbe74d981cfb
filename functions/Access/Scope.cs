using System.Text.Json.Serialization;

namespace LeadScoring.Access;

/// <summary>What a caller may do. <see cref="Work"/> includes <see cref="Read"/>, <see cref="Admin"/> all.</summary>
[Flags]
[JsonConverter(typeof(JsonStringEnumConverter<Scope>))]
public enum Scope
{
    None = 0,

    /// <summary>Report reactions, purchases and consents; sees nobody.</summary>
    Ingest = 1,

    /// <summary>See lists, leads and figures.</summary>
    Read = 2,

    /// <summary>Claim leads, report outcomes and calls.</summary>
    Work = 4,

    /// <summary>See the answers that <c>sales.json</c> marks as sensitive; together with reading.</summary>
    Sensitive = 8,

    /// <summary>Everything: rules, scenarios, erasure, keys.</summary>
    Admin = 16,
}
