using LeadScoring.Leads;
using LeadScoring.Reactions;
using LeadScoring.Storage;
using LeadScoring.Tracks;

namespace LeadScoring.Voice;

/// <summary>What was said, as it lies with the person who said it.</summary>
public sealed record Spoken(VoiceMark Mark, Lead Lead, string Text, DateTimeOffset At);

/// <summary>Reads the words behind marks, where they may still be looked at.</summary>
public sealed class WordStore(Tables tables, LeadStore leads)
{
    /// <summary>Null where the person is gone, merged, or asked not to use the data, since.</summary>
    public async Task<Spoken?> FindAsync(VoiceMark mark, CancellationToken cancel)
    {
        var lead = (await leads.LoadAsync(mark.LeadId, cancel)).Lead;
        if (!lead.IsInUse) return null;
        var from = LeadRows.Reaction(mark.IdHash);
        await foreach (var row in tables.Leads.RangeAsync(mark.LeadId, from, from + "g", 1, cancel))
        {
            var reaction = Rows.Body<Reaction>(row);
            return Tracking.Words(reaction) is { } text ? new Spoken(mark, lead, text, reaction.OccurredAt) : null;
        }
        return null;
    }

    /// <summary>The first of these that can be read, at most so many.</summary>
    public async Task<IReadOnlyList<Spoken>> FindAsync(
        IEnumerable<VoiceMark> marks, int most, CancellationToken cancel)
    {
        var found = new List<Spoken>();
        foreach (var part in marks.Chunk(most))
        {
            var read = await Task.WhenAll(part.Select(mark => FindAsync(mark, cancel)));
            found.AddRange(read.OfType<Spoken>());
            if (found.Count >= most) break;
        }
        return [.. found.Take(most)];
    }
}
