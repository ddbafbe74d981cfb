using System.Collections.Immutable;
using Azure.Data.Tables;
using LeadScoring.Storage;

namespace LeadScoring.Leads;

/// <summary>A lead as read, with the raw rows whose versions a save will insist on.</summary>
public sealed record LeadSnapshot(Lead Lead, IReadOnlyDictionary<string, TableEntity> Rows);

/// <summary>What a change came to: the states before and after, and whether anything was saved.</summary>
public sealed record LeadOutcome(Lead Before, Lead After, bool Changed)
{
    /// <summary>Events or changes of stage came or went with it, also where the lead's state shows none.</summary>
    public bool HasNews { get; init; }
}

/// <summary>Facts of a change that were recorded before, by row key, with their content.</summary>
public sealed record KnownFacts(ImmutableDictionary<string, string> ByKey)
{
    public static KnownFacts None { get; } = new(ImmutableDictionary<string, string>.Empty);

    /// <summary>
    /// What was found once stays known: a later try no longer proposes it, so it would not be found again.
    /// </summary>
    public KnownFacts And(IEnumerable<TableEntity> found)
    {
        var rows = found.ToList();
        return new(ByKey.SetItems(rows.Select(row => KeyValuePair.Create(row.RowKey, Rows.Text(row)))))
        {
            Versions = Versions.SetItems(rows.Select(row => KeyValuePair.Create(row.RowKey, row.ETag.ToString()))),
        };
    }

    /// <summary>Their versions, for a change that writes one anew.</summary>
    public ImmutableDictionary<string, string> Versions { get; init; } = ImmutableDictionary<string, string>.Empty;

    public bool Holds(string key) => ByKey.ContainsKey(key);
}

/// <summary>A lead changed under every one of many tries; whoever asked tries again later.</summary>
public sealed class LeadBusyException(string leadId)
    : Exception($"Lead {leadId} kept changing while it was being saved; the message will be tried again.");
