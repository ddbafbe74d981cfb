using System.Collections.Immutable;
using LeadScoring.Hits;
using LeadScoring.Imports;
using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Reactions;
using LeadScoring.Sales;
using LeadScoring.Storage;

namespace LeadScoring.Identity;

/// <summary>
/// Pure: two leads become one, or two again. Each keeps its own events in its own partition for ever; the one that
/// takes the other in holds copies that name their origin, so what was joined can be told apart to the last event.
/// </summary>
public static class Merging
{
    private const int MostMerged = 20; // they lie in the profile's row

    /// <summary>Why these two cannot be merged now; null where they can.</summary>
    public static string? Obstacle(Lead from, Lead into) => (from.Profile, into.Profile) switch
    {
        _ when from.Id == into.Id => "A lead cannot be merged into itself.",
        (_, { MergedInto: { } other }) => $"The target is merged into {other.Into} itself: merge into that one.",
        ({ MergedInto: { } other }, _) when other.Into != into.Id =>
            $"The lead is merged into {other.Into} already: un-merge it first.",
        (_, { } target) when target.Unmerging.Keys.Any(path => Parts.IsUnder(path, from.Id)) =>
            "An un-merge of the two is still under way: try again in a minute.",
        (_, { Merged.Count: >= MostMerged } target) when !target.Merged.ContainsKey(from.Id) =>
            $"The target has taken in {MostMerged} leads already.",
        _ => null,
    };

    /// <summary>
    /// What the other says of itself becomes known here, or is brought up to date; null where it is. Who has left the
    /// other since leaves this one, too.
    /// </summary>
    public static LeadChange? TakeIn(Lead into, Lead from, string why, Edition edition, DateTimeOffset now)
    {
        if (into.Profile is not { } profile || from.Profile is null) return null;
        var isNew = !profile.Merged.TryGetValue(from.Id, out var known);
        var person = (known ?? new MergedPerson { At = now, Why = why, Email = "", StagesBefore = Stages(into) })
            .As(from, edition);
        var left = known is null ? [] : known.Within.Keys.Except(person.Within.Keys, StringComparer.Ordinal)
            .Select(path => KeyValuePair.Create($"{from.Id}|{path}", known));
        var leaving = profile.Unmerging.SetItems(left);
        // Who comes back before they have left altogether is taken in after that.
        person = person with
        {
            Within = person.Within.RemoveRange(person.Within.Keys.Where(
                path => path.Split('|').Any(id => id == into.Id || id == from.Id)
                    || leaving.Keys.Any(gone => Parts.IsUnder($"{from.Id}|{path}", gone)))),
        };
        if (!isNew && Json.Write(person) == Json.Write(known)) return null;
        var after = into with
        {
            Profile = profile with { Merged = profile.Merged.SetItem(from.Id, person), Unmerging = leaving },
        };
        var assessed = Assessment.Of(after, into, edition, now, "merge");
        return isNew ? assessed.With(History(now, new MergeNote(from.Id, into.Id, why, Undone: false, now))) : assessed;
    }

    /// <summary>From here on the lead is found under the other one; null where it is so already.</summary>
    public static LeadChange? Join(Lead lead, string into, string why, Edition edition, DateTimeOffset now)
    {
        if (lead.Profile is not { MergedInto: null } profile) return null;
        var after = lead with { Profile = profile with { MergedInto = new Alias(into, now, why) } };
        return Assessment.Of(after, lead, edition, now, "merge")
            .With(History(now, new MergeNote(lead.Id, into, why, Undone: false, now)));
    }

    /// <summary>First half of an un-merge: no copy of the other is taken any more.</summary>
    public static LeadChange? LetGo(Lead into, string from, DateTimeOffset now)
    {
        if (into.Profile is not { } profile || !profile.Merged.TryGetValue(from, out var person)) return null;
        var after = profile with
        {
            Merged = profile.Merged.Remove(from),
            Unmerging = profile.Unmerging.SetItem(from, person),
        };
        return new LeadChange(into with { Profile = after }, [])
            .With(History(now, new MergeNote(from, into.Id, person.Why, Undone: true, now)));
    }

    /// <summary>The other half: the lead stands for itself again, with all that happened to it meanwhile.</summary>
    /// <param name="lead">The lead.</param>
    /// <param name="reminded">Of which plan to get in touch the person's owner was reminded last.</param>
    /// <param name="edition">Rules and content.</param>
    /// <param name="now">The instant.</param>
    public static LeadChange? Leave(Lead lead, string? reminded, Edition edition, DateTimeOffset now)
    {
        if (lead.Profile is not { MergedInto: { } alias } profile) return null;
        var isTold = profile.Contact is { } contact && Contacting.HashOf(contact) == reminded;
        var after = lead with
        {
            Profile = profile with { MergedInto = null, Reminded = isTold ? reminded : profile.Reminded },
        };
        return Assessment.Of(after, lead, edition, now, "un-merge")
            .With(History(now, new MergeNote(lead.Id, alias.Into, alias.Why, Undone: true, now)));
    }

    /// <summary>
    /// A lead's events as another takes them in, path by path: those it has not yet. A reaction of the same id and
    /// content counts once, under whichever address it was told; orders are counted by their ids. An entry counts as
    /// the reaction it made.
    /// </summary>
    public static IEnumerable<InboxBatch> Copies(string origin, LeadEvents events, LeadEvents known, Edition edition)
    {
        var told = known.Reactions.Select(Content).ToHashSet(StringComparer.Ordinal);
        var ordered = known.Purchases.Select(order => order.DistinctId).ToHashSet(StringComparer.Ordinal);
        var reactions = events.Reactions
            .Concat(events.Entries.Select(entry => AsReaction(entry, edition)).OfType<Reaction>())
            .Where(reaction => told.Add(Content(reaction)))
            .Select(reaction => reaction.Of(origin))
            .GroupBy(reaction => (Path: reaction.Path!, IsQuiet: ImportMark.IsQuiet(reaction.Imports)));
        var purchases = events.Purchases.Select(order => order.Of(origin))
            .Where(order => !ordered.Contains(order.DistinctId))
            .GroupBy(order => (Path: order.Path!, IsQuiet: ImportMark.IsQuiet(order.Imports)));
        foreach (var path in reactions)
            foreach (var part in path.Chunk(InboxBatch.MaxItems))
                yield return new InboxBatch(null, Trusted: false, part, []) { Origin = path.Key.Path };
        foreach (var path in purchases)
            foreach (var part in path.Chunk(InboxBatch.MaxItems))
                yield return new InboxBatch(null, Trusted: false, [], part) { Origin = path.Key.Path };
        foreach (var mail in NewIn(events.Mails, known.Mails, origin)) // each may be as large as a batch
            yield return InboxBatch.Empty with { Mails = [mail], Origin = mail.Origin };
    }

    /// <summary>The other's mails, as far as somebody opened or clicked them.</summary>
    private static IEnumerable<MailHits> NewIn(
        IReadOnlyList<MailHits> mails, IReadOnlyList<MailHits> known, string origin)
    {
        var there = known.ToDictionary(mail => mail.SendId, StringComparer.Ordinal);
        foreach (var mail in mails.Where(mail => mail.Hits.Count > 0))
        {
            var copy = mail with { Origin = mail.Origin is { } path ? $"{origin}|{path}" : origin };
            if (!there.TryGetValue(mail.SendId, out var kept) || !kept.With(copy).IsSameAs(kept)) yield return copy;
        }
    }

    private static string Content(Reaction reaction) => Json.Write(reaction.AsTold);

    private static Reaction? AsReaction(Entry entry, Edition edition) =>
        entry.Outcome == Entry.Counted ? Entering.AsReaction(entry, edition) : null;

    private static ImmutableSortedDictionary<string, string> Stages(Lead lead) => lead.Products.Values
        .Where(state => state.Stage is not null)
        .ToImmutableSortedDictionary(state => state.Product, state => state.Stage!, StringComparer.Ordinal);

    private static Fact History(DateTimeOffset at, MergeNote note) => new(
        LeadRows.History(at, $"{MergeNote.Kind}|{note.From}|{(note.Undone ? "undone" : "done")}"), note);
}

/// <summary>A line of history in both leads: who was merged into whom, why, or that it was undone.</summary>
public sealed record MergeNote(string From, string Into, string Why, bool Undone, DateTimeOffset At)
{
    public const string Kind = "merge";
}

/// <summary>Everything that ever counted for a lead, as its partition keeps it.</summary>
public sealed record LeadEvents(
    IReadOnlyList<Entry> Entries, IReadOnlyList<Reaction> Reactions, IReadOnlyList<PurchaseNote> Purchases,
    IReadOnlyList<MailHits> Mails);
