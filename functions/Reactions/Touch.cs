using LeadScoring.Alerts;
using LeadScoring.Consent;
using LeadScoring.Identity;
using LeadScoring.Imports;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Sales;
using LeadScoring.Storage;

namespace LeadScoring.Reactions;

/// <summary>
/// Pure: what a batch of reactions and purchases does to a lead. The id decides: the first content counts, the same
/// again is nothing, another content under the same id is recorded as a conflict and changes nothing.
/// </summary>
public static class Touch
{
    public static LeadChange? Decide(
        Lead lead, string? inboxKey, InboxBatch batch, KnownFacts known, Edition edition, DateTimeOffset now)
    {
        if (batch.Origin is { } origin && !Parts.Has(lead.Profile, origin))
            return new LeadChange(lead, [], inboxKey); // of a lead that this one is not (any more)
        var after = Introduce(lead, batch, now);
        if (after.Profile is null) // erased, or never there: nobody to change
            return inboxKey is null ? null : new LeadChange(lead, [], inboxKey);
        var facts = new Dictionary<string, Fact>(StringComparer.Ordinal);
        var stops = (batch.Consents ?? []).SelectMany(told => Withdrawal.AsReactions(after, told, edition.Rules));
        var reactions = batch.Reactions.Concat(stops).Where(reaction => IsNew(
            facts, known, LeadRows.Reaction(Digest.Of(reaction.DistinctId)), reaction, Plain)).ToList();
        var purchases = batch.Purchases.Where(purchase => IsNew(
            facts, known, LeadRows.Purchase(Digest.Of(purchase.DistinctId)), purchase, Plain)).ToList();
        after = Importing.Sharing(after, [
            .. reactions.Select(one => (one.Imports, one.Product)),
            .. purchases.Select(one => (one.Imports, one.Product)),
        ], edition.Rules, now);
        after = purchases.Aggregate(
            Count(after, reactions, edition), (left, purchase) => Book(left, purchase, edition));
        var reported = batch.Trusted ? reactions.Where(Withdrawal.IsReported).Select(Withdrawal.Reported) : [];
        after = Told(after, [.. reported, .. batch.Consents ?? []], known, facts);
        if (batch.IsQuiet) return Quietly(after, lead, [.. facts.Values], inboxKey, edition, now);
        var cause = batch.Purchases.Count > 0 ? "purchase" : batch.Reactions.Count > 0 ? "reaction" : Cause.Time;
        var assessed = Assessment.Of(after, lead, edition, now, cause);
        assessed = assessed with { Facts = [.. facts.Values, .. assessed.Facts], InboxDone = inboxKey };
        // What sales reports itself is no news to it.
        var seen = reactions.Where(reaction => IsCounted(reaction) && !Outcomes.IsReported(reaction.Type));
        return Contacting.Remind(
            Alerting.Watch(assessed, lead, [.. seen], edition.Rules, now), known, edition.Rules, now);
    }

    private static LeadChange Quietly(
        Lead after, Lead before, IReadOnlyList<Fact> facts, string? inboxKey, Edition edition, DateTimeOffset now)
    {
        var assessed = Importing.Quietly(after, before, edition, now);
        return assessed with
        {
            Lead = Importing.Resting(assessed.Lead, assessed.Facts),
            Facts = [.. facts, .. assessed.Facts],
            InboxDone = inboxKey,
        };
    }

    /// <summary>What a machine did is kept, and is no reaction of the person.</summary>
    public static bool IsCounted(Reaction reaction) => !Hits.Verdict.IsReportedMachine(reaction);

    private static Lead Introduce(Lead lead, InboxBatch batch, DateTimeOffset now)
    {
        // Who was erased comes back by an entry of their own, not by what the brand's systems still know.
        if (lead.Gone is { IsClosed: true }) return lead;
        var profile = lead.Profile
            ?? (batch.Email is { } email ? new Profile { Email = email, CreatedAt = now } : null);
        return lead with { Profile = batch.Trusted ? profile?.AsKnown(now) : profile };
    }

    /// <summary>
    /// Who was erased and only entered since, without confirming it, is not signed up by what others remember.
    /// </summary>
    private static Lead Told(
        Lead lead, IReadOnlyList<ConsentRecord> rows, KnownFacts known, Dictionary<string, Fact> facts)
    {
        if (lead.Gone is { IsClosed: true }) return lead;
        foreach (var row in rows)
        {
            var key = Telling.KeyOf(row);
            if (!known.Holds(key)) facts.TryAdd(key, new Fact(key, row));
            lead = lead with { Mail = lead.Mail.With(key, row) };
        }
        return lead;
    }

    private static Reaction Plain(Reaction reaction) => reaction with { Imports = null };

    private static PurchaseNote Plain(PurchaseNote purchase) => purchase with { Imports = null };

    private static bool IsNew<T>(
        Dictionary<string, Fact> facts, KnownFacts known, string key, T content, Func<T, T> plain)
        where T : notnull
    {
        var earlier = facts.TryGetValue(key, out var here)
            ? Json.Write((T)here.Body)
            : known.ByKey.GetValueOrDefault(key);
        if (earlier is null)
        {
            facts.Add(key, new Fact(key, content));
            return true;
        }
        var json = Json.Write(content);
        if (earlier == json) return false;
        if (content is Reaction told && Json.Read<T>(earlier) is Reaction first
            && Withdrawal.WithWords(first, told) is { } whole)
        {
            if (whole != first && known.Versions.TryGetValue(key, out var row))
                facts.TryAdd(key, new Fact(key, whole, row));
            return false;
        }
        if (Json.Write(plain(Json.Read<T>(earlier))) == Json.Write(plain(content)))
        {
            // An import brought it; told by a door as well, it stays whatever becomes of the import.
            if (json == Json.Write(plain(content)) && known.Versions.TryGetValue(key, out var version))
                facts.TryAdd(key, new Fact(key, content, version));
            return false;
        }
        var conflict = LeadRows.Conflict(key, Digest.Of(json));
        if (!known.Holds(conflict)) facts.TryAdd(conflict, new Fact(conflict, content));
        return false;
    }

    /// <summary>Reactions counted together come to the same as one by one, and cost far less.</summary>
    public static Lead Count(Lead lead, IEnumerable<Reaction> reactions, Edition edition)
    {
        var counted = reactions.Where(IsCounted);
        foreach (var ofProduct in counted.GroupBy(reaction => reaction.Product, StringComparer.Ordinal))
        {
            if (!edition.Rules.Products.TryGetValue(ofProduct.Key, out var product)) continue;
            var state = lead.Product(product.Id)
                .Seen(ofProduct.Select(reaction => (reaction.Type, reaction.OccurredAt)));
            var days = ofProduct.Select(reaction => (product.DayOf(reaction.OccurredAt), reaction.Type));
            lead = lead.With(state with
            {
                Counts = state.Counts.Add(days),
                Hot = Responding.Contacted(state.Hot, ofProduct),
            });
        }
        return lead;
    }

    /// <summary>
    /// An order is booked under its own id: told of two addresses of one person it counts once, and its refunds find
    /// it.
    /// </summary>
    public static Lead Book(Lead lead, PurchaseNote note, Edition edition)
    {
        if (!edition.Rules.Products.TryGetValue(note.Product, out var product)) return lead;
        var state = lead.Product(note.Product);
        var (id, day) = (ShortHash(note.OrderId), product.DayOf(note.OccurredAt));
        return note.RefundOf is { } refunded
            ? lead.With(state with
            {
                Purchases = state.Purchases.AddOnce(new Refund(id, ShortHash(refunded), day, note.Amount)),
            })
            : lead.With(state with
            {
                Purchases = state.Purchases.AddOnce(new Purchase(id, day, note.Amount, note.OccurredAt)),
                LastPurchaseAt = ProductState.Later(state.LastPurchaseAt, note.OccurredAt),
            });
    }

    public static string ShortHash(string id) => Digest.Of(id)[..16];
}
