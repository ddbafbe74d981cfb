using FsCheck;
using FsCheck.Fluent;
using LeadScoring.Hits;
using LeadScoring.Identity;
using LeadScoring.Leads;
using LeadScoring.Nurture;
using LeadScoring.Reactions;
using LeadScoring.Storage;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tests.Scoring;

namespace LeadScoring.Tests.Hits;

/// <summary>
/// What came back from mails, told in any order, in any parts and as often as one likes, ends in the same verdicts and
/// the same lead, to the bit, as everything judged at once.
/// </summary>
public sealed class DetectorLaws
{
    private static readonly DateTimeOffset Now = Mailed.At(400 * 86_400);

    private static readonly Gen<Hit> Hits =
        from seconds in Gen.Choose(-3, 40)
        from isOpen in Gen.Elements(true, false, false)
        from isMachine in Gen.Elements(true, false)
        from link in Gen.Choose(0, 4)
        from isHead in Gen.Elements(true, false, false, false)
        select isOpen
            ? Mailed.Open(seconds, isMachine, $"open {seconds}") // told with two contents, one of them wins
            : Mailed.Click(seconds, link, isHead);

    private static readonly Gen<(Hit[] Hits, int Seed)> Stories =
        from hits in Hits.ArrayOf()
        from seed in Gen.Choose(0, int.MaxValue)
        select (hits, seed);

    [Fact]
    public void Any_order_any_parts_and_any_repeats_give_the_verdicts_of_the_whole() => Laws.Hold(Stories, story =>
    {
        var whole = Mailed.With(story.Hits).DeliveredAt(5);
        foreach (var mail in Told(story.Hits, story.Seed).Select(told => told.Last()))
            Assert.True(whole.IsSameAs(mail));
    });

    [Fact]
    public void A_lead_told_bit_by_bit_is_the_lead_that_was_told_everything_at_once() => Laws.Hold(Stories, story =>
    {
        var expected = Play([Mailed.With(story.Hits).DeliveredAt(5)]);
        foreach (var told in Told(story.Hits, story.Seed)) Assert.Equal(expected, Play(told));
    }, cases: 100);

    [Fact]
    public void A_lead_computed_anew_from_its_mails_is_the_same() => Laws.Hold(Stories, story =>
    {
        foreach (var told in Told(story.Hits, story.Seed))
        {
            var (lead, mail) = Walk(told);
            var rebuilt = Rebuilding.Of(lead, new LeadEvents([], [], [], [mail]), SampleContent.Edition);
            Assert.Equal(Counted(lead), Counted(rebuilt));
        }
    }, cases: 100);

    [Fact]
    public void Of_a_loop_the_earliest_hits_are_kept_whatever_came_first()
    {
        var many = Enumerable.Range(0, MailHits.MostHits + 50).Select(second => Mailed.Click(second * 10)).ToArray();
        var forwards = many.Chunk(100).Aggregate(Mailed.Mail, (mail, part) => mail.With(Mailed.With(part)));
        var backwards = many.Reverse().Chunk(70).Aggregate(Mailed.Mail, (mail, part) => mail.With(Mailed.With(part)));

        Assert.Equal(MailHits.MostHits, forwards.Hits.Count);
        Assert.True(forwards.IsSameAs(backwards));
    }

    /// <summary>The same told three times over, shuffled, in parts; the delivery somewhere among it.</summary>
    private static IEnumerable<List<MailHits>> Told(Hit[] hits, int seed)
    {
        for (var n = 0; n < 2; n++)
        {
            var random = new Random(seed + n);
            MailHits[] parts =
            [
                .. hits.Concat(hits).Concat(hits).Chunk(random.Next(1, 6))
                    .Select(part => new MailHits { SendId = Mailed.Mail.SendId, Hits = part }),
                new MailHits
                {
                    SendId = Mailed.Mail.SendId, Events = [new MailEvent("d5", "delivered", Mailed.At(5))],
                },
            ];
            random.Shuffle(parts);
            yield return [.. parts.Scan(Mailed.Mail, (mail, part) => mail.With(part))];
        }
    }

    private static string Play(IEnumerable<MailHits> told) => Counted(Walk(told).Lead);

    /// <summary>Each state of the mail in turn is told to the lead, as the handler does.</summary>
    private static (Lead Lead, MailHits Mail) Walk(IEnumerable<MailHits> told)
    {
        var lead = new Lead
        {
            Id = "lead",
            Profile = new Profile { Email = "hanako@example.jp", CreatedAt = Mailed.SentAt, Known = true },
        };
        var kept = Mailed.Mail;
        foreach (var mail in told)
        {
            var known = new Dictionary<string, KeptMail> { [kept.SendId] = new(kept, "1") };
            var batch = InboxBatch.Empty with { Mails = [mail] };
            var change = Decide(null) ?? Decide(new LeadEvents([], [], [], [kept]));
            lead = change!.Lead;
            kept = change.Facts.Select(fact => fact.Body).OfType<MailHits>().SingleOrDefault(kept);

            LeadChange? Decide(LeadEvents? events) => Hitting.Decide(
                lead, "inbox", batch, known, new Dictionary<string, LedgerRow>(), events,
                KnownFacts.None, SampleContent.Edition, Now);
        }
        return (lead, kept);
    }

    /// <summary>What is counted and seen; where a lead stood meanwhile is its history.</summary>
    private static string Counted(Lead lead) => Json.Write(lead.Products.Values
        .Select(state => new { state.Product, state.Counts, state.LastReactionAt, state.LastByType })
        .Where(state => state.Counts.Items.Length > 0));
}

internal static class Scanning
{
    /// <summary>The results of each step of a fold, the seed first.</summary>
    public static IEnumerable<T> Scan<T, TPart>(this IEnumerable<TPart> parts, T seed, Func<T, TPart, T> step)
    {
        yield return seed;
        foreach (var part in parts) yield return seed = step(seed, part);
    }
}
