using Azure;
using Azure.Data.Tables;
using LeadScoring.Alerts;
using LeadScoring.Consent;
using LeadScoring.Nurture;
using LeadScoring.Rights;
using LeadScoring.RollOut;
using LeadScoring.Storage;

namespace LeadScoring.Leads;

/// <summary>
/// Loads a lead with one range read and saves a decision with one entity-group transaction under the ETags that were
/// read. A decision that met someone else's change is taken again on the new state; nothing is ever merged blindly.
/// A lead that stands under other rules than those in force is brought under them first, by a save of its own.
/// </summary>
/// <param name="tables">The tables.</param>
/// <param name="rules">Knows the rules in force; null for one who only reads.</param>
public sealed class LeadStore(Tables tables, RulesWatch? rules = null)
{
    private const int MaxTries = 50;

    private readonly LeadTurns _turns = new();

    /// <summary>The lead, and one more row of its partition where the decision needs it.</summary>
    public async Task<LeadSnapshot> LoadAsync(string leadId, CancellationToken cancel, string? withRow = null)
    {
        var rows = new Dictionary<string, TableEntity>(StringComparer.Ordinal);
        await foreach (var row in tables.Leads.RangeAsync(leadId, LeadRows.HeadFrom, LeadRows.HeadTo, 1000, cancel))
            rows[row.RowKey] = row;
        if (withRow is not null && await FindRowAsync(leadId, withRow, cancel) is { } extra) rows[withRow] = extra;
        return new LeadSnapshot(ReadLead(leadId, rows), rows);
    }

    /// <summary>The lead under which this person is found: the lead itself, or the one it was merged into.</summary>
    public async Task<Lead> LoadPersonAsync(string leadId, CancellationToken cancel) =>
        (await ChainAsync(leadId, cancel))[^1];

    /// <summary>The lead, whom it was merged into, and so on; it ends also where somebody comes up again.</summary>
    public async Task<IReadOnlyList<Lead>> ChainAsync(string leadId, CancellationToken cancel)
    {
        var chain = new List<Lead> { (await LoadAsync(leadId, cancel)).Lead };
        while (chain[^1].Profile?.MergedInto is { } person && chain.All(lead => lead.Id != person.Into))
            chain.Add((await LoadAsync(person.Into, cancel)).Lead);
        return chain;
    }

    /// <summary>
    /// Loads, decides, saves; again from the start when another worker saved first. <paramref name="decide"/> gets the
    /// keys of facts that turned out to be known already (with their content) and returns null when there is nothing to
    /// save.
    /// </summary>
    /// <exception cref="LeadBusyException">The lead kept changing; the queue tries again later.</exception>
    public Task<LeadOutcome> ChangeAsync(
        string leadId, Func<LeadSnapshot, KnownFacts, LeadChange?> decide, CancellationToken cancel,
        string? withRow = null) =>
        _turns.InTurnAsync(
            leadId,
            () => TryChangeAsync(leadId, (lead, known) => Task.FromResult(decide(lead, known)), withRow, cancel),
            cancel);

    /// <summary>
    /// The same for a decision that reads the lead's history: what it reads after the snapshot is no older than it, and
    /// what is newer makes the save fail.
    /// </summary>
    public Task<LeadOutcome> RebuildAsync(
        string leadId, Func<LeadSnapshot, KnownFacts, Task<LeadChange?>> decide, CancellationToken cancel,
        string? withRow = null) =>
        _turns.InTurnAsync(leadId, () => TryChangeAsync(leadId, decide, withRow, cancel), cancel);

    public Task<TableEntity?> FindRowAsync(string leadId, string rowKey, CancellationToken cancel) =>
        tables.Leads.FindAsync(leadId, rowKey, cancel);

    public Task<bool> TryAddRowAsync<T>(string leadId, string rowKey, T body, CancellationToken cancel) =>
        tables.Leads.TryAddAsync(Rows.Entity(leadId, rowKey, body), cancel);

    public Task ReplaceRowAsync<T>(string leadId, string rowKey, T body, ETag version, CancellationToken cancel) =>
        tables.Leads.UpdateEntityAsync(Rows.Entity(leadId, rowKey, body), version, TableUpdateMode.Replace, cancel);

    /// <summary>Replaces a row as it was read; false where somebody else changed it or took it out.</summary>
    public Task<bool> TryReplaceRowAsync<T>(TableEntity row, T body, CancellationToken cancel) =>
        tables.Leads.TryReplaceAsync(Rows.Entity(row.PartitionKey, row.RowKey, body), row.ETag, cancel);

    /// <summary>The rows of history with this prefix, in key order.</summary>
    public AsyncPageable<TableEntity> HistoryAsync(string leadId, string prefix, CancellationToken cancel) =>
        tables.Leads.RangeAsync(leadId, prefix + "|", prefix + "}", 1000, cancel);

    /// <summary>The rows from the first to the last of these prefixes, and what lies between, in key order.</summary>
    public AsyncPageable<TableEntity> HistoryAsync(
        string leadId, string first, string last, CancellationToken cancel) =>
        tables.Leads.RangeAsync(leadId, first + "|", last + "}", 1000, cancel);

    /// <summary>The consent ledger, by row key.</summary>
    public async Task<IReadOnlyDictionary<string, ConsentRecord>> LedgerAsync(string leadId, CancellationToken cancel)
    {
        var ledger = new Dictionary<string, ConsentRecord>(StringComparer.Ordinal);
        await foreach (var row in HistoryAsync(leadId, "consent", cancel))
            ledger[row.RowKey] = Rows.Body<ConsentRecord>(row);
        return ledger;
    }

    private async Task<LeadOutcome> TryChangeAsync(
        string leadId, Func<LeadSnapshot, KnownFacts, Task<LeadChange?>> decide, string? withRow,
        CancellationToken cancel)
    {
        var known = KnownFacts.None;
        Lead? stepped = null; // as it was before it was brought under the rules in force
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var snapshot = await LoadAsync(leadId, cancel, withRow);
            if (snapshot.Lead.Gone is { IsUnderWay: true }) throw new LeadBusyException(leadId);
            if (rules is not null && await rules.StepAsync(snapshot.Lead, this, cancel) is { } step)
            {
                if (await TrySaveAsync(snapshot, step, cancel) == Saving.Done) stepped ??= snapshot.Lead;
                continue;
            }
            var before = stepped ?? snapshot.Lead;
            if (await DecideAsync(decide, snapshot, known) is not (var change, true)) continue;
            if (change is null) return new LeadOutcome(before, snapshot.Lead, stepped is not null);
            switch (await TrySaveAsync(snapshot, change, cancel))
            {
                case Saving.Done: return new LeadOutcome(before, change.Lead, true) { HasNews = change.HasNews };
                case Saving.Nothing: return new LeadOutcome(before, change.Lead, stepped is not null);
                case Saving.FactKnown: known = known.And(await FindKnownAsync(leadId, change.Facts, cancel)); break;
                default: await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(tries, 10)), cancel); break;
            }
        }
        throw new LeadBusyException(leadId);
    }

    /// <summary>Not decided where new rules came into force in this very moment.</summary>
    private static async Task<(LeadChange? Change, bool IsDecided)> DecideAsync(
        Func<LeadSnapshot, KnownFacts, Task<LeadChange?>> decide, LeadSnapshot snapshot, KnownFacts known)
    {
        try
        {
            return (await decide(snapshot, known), true);
        }
        catch (RulesMovedException)
        {
            return (null, false);
        }
    }

    private async Task<Saving> TrySaveAsync(LeadSnapshot before, LeadChange change, CancellationToken cancel)
    {
        var actions = HeadActions(before, change);
        IEnumerable<string> removed = change.InboxDone is { } inbox ? [inbox, .. change.Removed] : change.Removed;
        actions.AddRange(removed.Select(row => new TableTransactionAction(
            TableTransactionActionType.Delete, new TableEntity(before.Lead.Id, row), ETag.All)));
        var firstFact = actions.Count;
        actions.AddRange(change.Facts.Select(fact => FactAction(before.Lead.Id, fact)));
        if (actions.Count == 0) return Saving.Nothing;
        try
        {
            await tables.Leads.SubmitTransactionAsync(actions, cancel);
            return Saving.Done;
        }
        catch (TableTransactionFailedException failed) when (failed.Status is 404 or 409 or 412)
        {
            return failed.Status == 409 && failed.FailedTransactionActionIndex >= firstFact
                ? Saving.FactKnown
                : Saving.Conflict;
        }
    }

    private static List<TableTransactionAction> HeadActions(LeadSnapshot before, LeadChange change)
    {
        var (after, rows) = (change.Lead, HeadRows(change.Lead).ToList());
        var changed = rows.Where(row =>
            !before.Rows.TryGetValue(row.Key, out var known) || Rows.Text(known) != row.Json);
        // A product's state follows from the profile too, and an erasure begins with it: whoever saves anything insists
        // on the profile it was decided with.
        var written = changed.Select(row => row.Key).ToHashSet(StringComparer.Ordinal);
        if (written.Count + change.Facts.Count + change.Removed.Count > 0) written.Add(LeadRows.Profile);
        return [.. rows.Where(row => written.Contains(row.Key))
            .Select(row => HeadAction(before, after.Id, row.Key, row.Json))];
    }

    private static TableTransactionAction HeadAction(LeadSnapshot before, string leadId, string key, string json)
    {
        var entity = Rows.Entity(leadId, key, json);
        return before.Rows.TryGetValue(key, out var known)
            ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, entity, known.ETag)
            : new TableTransactionAction(TableTransactionActionType.Add, entity);
    }

    private static IEnumerable<(string Key, string Json)> HeadRows(Lead lead)
    {
        if (lead.Gone is { } gone) yield return (LeadRows.Gone, Json.Write(gone));
        if (lead.Profile is not { } profile) yield break;
        yield return (LeadRows.Profile, Json.Write(profile));
        yield return (LeadRows.Mail, Json.Write(lead.Mail));
        if (lead.Alerts is { } alerts) yield return (LeadRows.Alerts, Json.Write(alerts));
        foreach (var (product, state) in lead.Products) yield return (LeadRows.Product(product), Json.Write(state));
        foreach (var (key, enrolment) in lead.Enrolments) yield return (LeadRows.Enrolment(key), Json.Write(enrolment));
    }

    private static TableTransactionAction FactAction(string leadId, Fact fact)
    {
        var entity = Rows.Entity(leadId, fact.Key, Json.Write(fact.Body));
        return fact.Replaces is { } version
            ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, entity, new ETag(version))
            : new TableTransactionAction(TableTransactionActionType.Add, entity);
    }

    private async Task<IEnumerable<TableEntity>> FindKnownAsync(
        string leadId, IReadOnlyList<Fact> facts, CancellationToken cancel)
    {
        var found = await Task.WhenAll(facts.Where(fact => fact.Replaces is null)
            .Select(fact => tables.Leads.FindAsync(leadId, fact.Key, cancel)));
        return found.OfType<TableEntity>();
    }

    private static Lead ReadLead(string leadId, Dictionary<string, TableEntity> rows)
    {
        var lead = new Lead { Id = leadId };
        if (rows.TryGetValue(LeadRows.Gone, out var gone)) lead = lead with { Gone = Rows.Body<Tombstone>(gone) };
        if (lead.Gone is { IsUnderWay: true }) return lead; // what else lies here is being removed
        if (rows.TryGetValue(LeadRows.Profile, out var profile))
            lead = lead with { Profile = Rows.Body<Profile>(profile) };
        if (rows.TryGetValue(LeadRows.Mail, out var mail)) lead = lead with { Mail = Rows.Body<MailState>(mail) };
        if (rows.TryGetValue(LeadRows.Alerts, out var alerts))
            lead = lead with { Alerts = Rows.Body<AlertBook>(alerts) };
        foreach (var (key, row) in rows)
        {
            if (key.StartsWith(LeadRows.ProductPrefix, StringComparison.Ordinal))
                lead = lead.With(Rows.Body<ProductState>(row));
            if (key.StartsWith(LeadRows.EnrolmentPrefix, StringComparison.Ordinal))
                lead = lead.With(Rows.Body<Enrolment>(row));
        }
        return lead;
    }

    private enum Saving
    {
        Done,
        Nothing,
        Conflict,
        FactKnown,
    }
}
