using Azure;
using LeadScoring.Leads;
using LeadScoring.Storage;

namespace LeadScoring.Alerts;

/// <summary>An alert with the person it is about: the lead it lies with, or the one that lead is merged into.</summary>
public sealed record PersonsAlert(AlertId Id, Lead Person, Alert Alert);

/// <summary>Reads the alerts of leads, and notes what becomes of them.</summary>
public sealed class AlertStore(LeadStore leads)
{
    private const int MaxTries = 20;

    /// <summary>Null where there is none, or whom it is about is being erased.</summary>
    public async Task<PersonsAlert?> FindAsync(AlertId id, CancellationToken cancel)
    {
        var snapshot = await leads.LoadAsync(id.LeadId, cancel, withRow: LeadRows.Alert(id.Hash));
        if (!snapshot.Rows.TryGetValue(LeadRows.Alert(id.Hash), out var row)) return null;
        var person = snapshot.Lead.Profile is { MergedInto: { } other }
            ? await leads.LoadPersonAsync(other.Into, cancel)
            : snapshot.Lead;
        return person.Profile is null ? null : new PersonsAlert(id, person, Rows.Body<Alert>(row));
    }

    /// <summary>
    /// The alert as it stands after the change, which is decided again when somebody else's came first and may leave
    /// it as it is; null where there is no such alert (any more).
    /// </summary>
    /// <exception cref="LeadBusyException">It kept changing; the queue or the caller tries again.</exception>
    public async Task<Alert?> ChangeAsync(AlertId id, Func<Alert, Alert> change, CancellationToken cancel)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            if (await leads.FindRowAsync(id.LeadId, LeadRows.Alert(id.Hash), cancel) is not { } row) return null;
            var before = Rows.Body<Alert>(row);
            var after = change(before);
            if (after == before) return after;
            try
            {
                await leads.ReplaceRowAsync(id.LeadId, row.RowKey, after, row.ETag, cancel);
                return after;
            }
            catch (RequestFailedException raced) when (raced.Status is 404 or 412)
            {
                // Erased, or changed by somebody else: look again.
            }
        }
        throw new LeadBusyException(id.LeadId);
    }
}
