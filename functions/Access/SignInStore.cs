using System.Collections.Concurrent;
using System.Globalization;
using Azure;
using Azure.Data.Tables;
using LeadScoring.Storage;

namespace LeadScoring.Access;

/// <summary>
/// Sign-ins at the console. A cookie proves itself; kept are only those that were ended before their time, each until
/// that time, in the table of settings. A process believes what it read about one for as long as about a key
/// (<see cref="KeyPace"/>), so a sign-out holds everywhere after that, and at once where it was done.
/// </summary>
public sealed class SignInStore(SignIns signIns, Tables tables, KeyPace pace, Chance chance, TimeProvider time)
{
    private const string Partition = "signedout";
    private const int MostRemembered = 1000;
    private const int MostRemoved = 100; // of one transaction
    private readonly ConcurrentDictionary<string, (bool IsEnded, long ReadAt)> _read = new(StringComparer.Ordinal);

    /// <summary>What the cookie of a new sign-in holds.</summary>
    public string Make(string keyId, string mark, DateTimeOffset until) =>
        signIns.Make(new SignIn(chance.NewId(), keyId, mark, until));

    /// <summary>Null for what is not genuine, of another time, or was ended.</summary>
    public async Task<SignIn?> FindAsync(string cookie, CancellationToken cancel)
    {
        if (signIns.Read(cookie, time.GetUtcNow()) is not { } signIn) return null;
        var (row, at) = (RowOf(signIn), time.GetTimestamp());
        if (_read.TryGetValue(row, out var read) && (read.IsEnded || time.GetElapsedTime(read.ReadAt) < pace.MaxAge))
            return read.IsEnded ? null : signIn;
        var isEnded = await tables.Settings.FindAsync(Partition, row, cancel) is not null;
        Remember(row, isEnded, at);
        return isEnded ? null : signIn;
    }

    /// <summary>Opens nothing from here on; what is no sign-in (any more) stays as it is.</summary>
    public async Task EndAsync(string cookie, CancellationToken cancel)
    {
        if (signIns.Read(cookie, time.GetUtcNow()) is not { } signIn) return;
        var row = RowOf(signIn);
        await tables.Settings.UpsertEntityAsync(
            Rows.Entity(Partition, row, time.GetUtcNow()), TableUpdateMode.Replace, cancel);
        Remember(row, isEnded: true, time.GetTimestamp());
        await RemovePastAsync(cancel);
    }

    /// <summary>Those whose cookies are over by themselves: each sign-out takes out more than it brings.</summary>
    private async Task RemovePastAsync(CancellationToken cancel)
    {
        var past = await tables.Settings.RangeAsync(Partition, "", Key(time.GetUtcNow()), MostRemoved, cancel)
            .Take(MostRemoved).ToListAsync(cancel);
        if (past.Count == 0) return;
        try
        {
            await tables.Settings.SubmitTransactionAsync(past.Select(
                row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All)), cancel);
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            // Another instance is at it; what it leaves goes with the next sign-out.
        }
    }

    private void Remember(string row, bool isEnded, long at)
    {
        if (_read.Count >= MostRemembered) _read.Clear();
        // What was read before a sign-out and comes back after it undoes nothing.
        _read.AddOrUpdate(row, (isEnded, at), (_, known) => known.IsEnded ? known : (isEnded, at));
    }

    private static string RowOf(SignIn signIn) => $"{Key(signIn.Until)}|{signIn.Id}";

    private static string Key(DateTimeOffset until) =>
        until.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);
}
