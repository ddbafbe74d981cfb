using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using LeadScoring.Storage;

namespace LeadScoring.Access;

/// <summary>
/// In which hours of the audit trail a lead's data was shown, beside the trail in its table: a row per lead and hour,
/// in four partitions so that a list's leads are a few transactions. Readings of more people than one row holds (an
/// export by another system, night for night) have one row an hour for all of them: their hours are looked through for
/// any lead. Written before the trail itself, so whatever stands there is found.
/// </summary>
public sealed class AuditLeadIndex(Tables tables)
{
    private const string Many = "many";
    private const int MostRemembered = 20_000;
    private const int MostAtOnce = 1000;
    private readonly HashSet<AuditPlace> _written = [];

    /// <summary>Ends when the hours are kept; once for a lead and hour in each process.</summary>
    public async Task AddAsync(IReadOnlyList<Reading> readings, CancellationToken cancel)
    {
        var hours = HoursOf(readings);
        lock (_written) hours.ExceptWith(_written);
        await WriteAsync(hours, TableTransactionActionType.UpsertReplace, cancel);
        lock (_written)
        {
            if (_written.Count >= MostRemembered) _written.Clear();
            _written.UnionWith(hours);
        }
    }

    /// <summary>Those of rows that are about to go.</summary>
    public async Task RemoveAsync(IEnumerable<Reading> readings, CancellationToken cancel) =>
        await WriteAsync(HoursOf(readings), TableTransactionActionType.Delete, cancel);

    /// <summary>The partitions of the trail in which the lead may stand, newest first, from one on.</summary>
    public async IAsyncEnumerable<string> ReadAsync(
        string leadId, string from, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var own = Hours(AuditPlace.OfLead(leadId, from), cancel).GetAsyncEnumerator(cancel);
        await using var many = Hours(new AuditPlace(Many, Many + "|" + from), cancel).GetAsyncEnumerator(cancel);
        var (left, right) = (await NextAsync(own), await NextAsync(many));
        while ((left ?? right) is not null)
        {
            var hour = left is null || right is not null && string.CompareOrdinal(right, left) < 0 ? right! : left;
            if (hour == left) left = await NextAsync(own);
            if (hour == right) right = await NextAsync(many);
            yield return hour;
        }
    }

    private static HashSet<AuditPlace> HoursOf(IEnumerable<Reading> readings) => readings.SelectMany(reading =>
    {
        var hour = AuditPlace.Of(reading).Partition;
        return reading.Parts > 1
            ? [new AuditPlace(Many, Many + "|" + hour)]
            : reading.LeadIds.Select(leadId => AuditPlace.OfLead(leadId, hour));
    }).ToHashSet();

    private IAsyncEnumerable<string> Hours(AuditPlace from, CancellationToken cancel) => tables.Audit
        .RangeAsync(from.Partition, from.Row, from.Row.Split('|')[0] + "|~", MostAtOnce, cancel)
        .Select(row => row.RowKey.Split('|')[1]);

    private static async ValueTask<string?> NextAsync(IAsyncEnumerator<string> hours) =>
        await hours.MoveNextAsync() ? hours.Current : null;

    private Task WriteAsync(
        IEnumerable<AuditPlace> hours, TableTransactionActionType what, CancellationToken cancel) =>
        tables.Audit.SubmitPartsAsync(
            hours.Select(hour => new TableTransactionAction(
                what, new TableEntity(hour.Partition, hour.Row), ETag.All)), cancel);
}
