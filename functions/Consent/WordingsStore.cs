using System.Collections.Immutable;
using Azure.Data.Tables;
using LeadScoring.Publishing;
using LeadScoring.Storage;

namespace LeadScoring.Consent;

/// <summary>
/// The words people agree to, version by version, with the stretches of time in which each was in force: what a consent
/// proves with. A version that was in force with other words stops the start.
/// </summary>
public sealed class WordingsStore(Tables tables, TimeProvider time)
{
    private const string Partition = "wording";

    /// <summary>The edition, its words marked with the instant from which they are shown.</summary>
    public async Task<Edition> PublishAsync(Edition edition, CancellationToken cancel)
    {
        var campaigns = new Dictionary<string, Intake.Campaign>(StringComparer.Ordinal);
        foreach (var (id, campaign) in edition.Campaigns)
        {
            var words = new Wording(campaign.OptIn.Version, campaign.OptIn.Wording.ByLocale);
            var from = await PublishAsync(id, $"{ContentFiles.CampaignPath(id)}: optIn.version", words, cancel);
            campaigns[id] = campaign with { OptIn = campaign.OptIn with { ShownFrom = from } };
        }
        var contexts = new List<AskContext>();
        foreach (var context in edition.Sender.Consent.Contexts)
        {
            var words = new Wording(context.Version, context.Wording.ByLocale);
            var from = await PublishAsync(
                $"context:{context.Id}", $"sender.json: consent.contexts.{context.Id}.version", words, cancel);
            contexts.Add(context with { ShownFrom = from });
        }
        var policy = edition.Sender.Consent with { Contexts = contexts };
        return edition with { Campaigns = campaigns, Sender = edition.Sender with { Consent = policy } };
    }

    private async Task<DateTimeOffset> PublishAsync(
        string place, string path, Wording words, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var key = $"{place}|{words.Version}";
        await foreach (var row in tables.Settings.RangeAsync(Partition, place + "|", place + "}", 1000, cancel))
            if (row.RowKey != key) await ReplaceAsync(row, Rows.Body<WordingInForce>(row).EndedAt(now), cancel);
        while (true)
        {
            if (await tables.Settings.FindAsync(Partition, key, cancel) is not { } row)
            {
                var first = WordingInForce.First(words.ByLocale, now);
                if (await tables.Settings.TryAddAsync(Rows.Entity(Partition, key, first), cancel)) return now;
                continue;
            }
            var known = Rows.Body<WordingInForce>(row);
            if (!known.Agrees(words.ByLocale))
            {
                throw new StartRefusedException(
                    $"{path}: {words.Version} was in force with other words. "
                    + "Give the new words a new version, so that every consent names the words it was given to.");
            }
            var again = known.With(words.ByLocale, now);
            if (await ReplaceAsync(row, again, cancel)) return again.Periods[^1].From;
        }
    }

    /// <summary>False where another instance, which starts with the same content, was quicker.</summary>
    private async Task<bool> ReplaceAsync(TableEntity row, WordingInForce changed, CancellationToken cancel) =>
        Json.Write(changed) == Rows.Text(row)
        || await tables.Settings.TryReplaceAsync(Rows.Entity(Partition, row.RowKey, changed), row.ETag, cancel);

    private sealed record Wording(string Version, IReadOnlyDictionary<string, string> ByLocale);
}

/// <summary>One version of words: what they are by language, and when they were in force.</summary>
public sealed record WordingInForce(
    ImmutableSortedDictionary<string, string> Words, ImmutableArray<InForcePeriod> Periods)
{
    public static WordingInForce First(IReadOnlyDictionary<string, string> words, DateTimeOffset now) =>
        new(words.ToImmutableSortedDictionary(StringComparer.Ordinal), [new InForcePeriod(now, null)]);

    /// <summary>A language may be added; no word may change.</summary>
    public bool Agrees(IReadOnlyDictionary<string, string> words) =>
        words.All(word => !Words.TryGetValue(word.Key, out var known) || known == word.Value);

    /// <summary>In force (again).</summary>
    public WordingInForce With(IReadOnlyDictionary<string, string> words, DateTimeOffset now) => this with
    {
        Words = Words.SetItems(words),
        Periods = Periods[^1].Until is null ? Periods : Periods.Add(new InForcePeriod(now, null)),
    };

    public WordingInForce EndedAt(DateTimeOffset now) => Periods[^1].Until is null
        ? this with { Periods = Periods.SetItem(Periods.Length - 1, Periods[^1] with { Until = now }) }
        : this;
}

/// <summary>From, inclusive, until, exclusive; null while it lasts.</summary>
public sealed record InForcePeriod(DateTimeOffset From, DateTimeOffset? Until);
