using FsCheck;
using FsCheck.Fluent;
using LeadScoring.Consent;
using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Reactions;
using LeadScoring.Storage;
using LeadScoring.Tests.Publishing;

namespace LeadScoring.Tests.Consent;

/// <summary>
/// Any interleaving of confirmations, stops, undos, preferences, staff's words and imports, each as often as it likes:
/// the lead's state is what its ledger says, and nothing is decided past it.
/// </summary>
public sealed class StoryLaws
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_state_is_what_the_ledger_says_after_every_step() => Prop.ForAll(Stories(), steps =>
    {
        var (lead, ledger) = (Nobody, new Dictionary<string, ConsentRecord>(StringComparer.Ordinal));
        var now = Start.AddDays(1);
        foreach (var step in steps)
        {
            now = now.AddMinutes(step % 3);
            if (Take(lead, ledger, step, now) is not { } change) continue;
            foreach (var fact in change.Facts.Where(fact => fact.Body is ConsentRecord))
                Assert.True(
                    ledger.TryAdd(fact.Key, (ConsentRecord)fact.Body), $"Step {step} writes {fact.Key} twice.");
            lead = change.Lead;
            var told = lead.Mail.Following(ledger.OrderBy(row => row.Value.How + row.Key, StringComparer.Ordinal));
            Assert.Equal(Json.Write(told), Json.Write(lead.Mail));
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Imports_never_revive_what_was_withdrawn_after_they_were_given() => Prop.ForAll(Stories(), steps =>
    {
        var (lead, ledger) = (Nobody, new Dictionary<string, ConsentRecord>(StringComparer.Ordinal));
        var stopped = OptIn.Confirm(lead, Entry(1, Start), SampleContent.Edition, Start).Change.Lead;
        stopped = Withdrawal.OfMail(stopped, "s", "page", SampleContent.Edition, Start.AddDays(1))!.Lead;
        var batch = InboxBatch.Empty with
        {
            Consents = [.. steps.Select(step => Import(step, Start.AddMinutes(step)))],
        };
        var after = Touch.Decide(
            stopped, "head|inbox|x", batch, KnownFacts.None, SampleContent.Edition, Start.AddDays(2))!.Lead;
        return after.Mail.ConsentTo("cars") is null && after.Mail.ConsentTo(null) is null;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Who_was_erased_is_not_signed_up_by_an_import()
    {
        var gone = new LeadScoring.Rights.Tombstone
        {
            At = Start, Why = LeadScoring.Rights.Farewell.Request, Step = LeadScoring.Rights.ErasureStep.Done,
        };
        var batch = InboxBatch.Empty with { Email = "a@example.jp", Trusted = true, Consents = [Import(1, Start)] };

        foreach (var profile in new[] { null, Nobody.Profile! with { Known = false } })
        {
            var lead = new Lead { Id = Nobody.Id, Gone = gone, Profile = profile };
            var change = Touch.Decide(
                lead, "head|inbox|x", batch, KnownFacts.None, SampleContent.Edition, Start.AddDays(1))!;
            Assert.Null(change.Lead.Mail.ConsentTo("cars"));
            Assert.Empty(change.Facts);
        }
    }

    private static Lead Nobody { get; } = new()
    {
        Id = "00112233445566778899aabbccddeeff",
        Profile = new Profile { Email = "a@example.jp", CreatedAt = Start, Known = true },
    };

    private static LeadChange? Take(
        Lead lead, Dictionary<string, ConsentRecord> ledger, int step, DateTimeOffset now)
    {
        var (edition, number) = (SampleContent.Edition, step % 100);
        var last = ledger.Values.Where(row => row.Act is not null).Select(row => row.Act!).LastOrDefault();
        var known = new KnownFacts(KnownFacts.None.ByKey.SetItems(
            ledger.Select(row => KeyValuePair.Create(row.Key, Json.Write(row.Value)))));
        switch (step / 100)
        {
            case 0:
                var entry = Entry(number % 4, Start.AddHours(number));
                return ledger.ContainsKey(OptIn.AddressKey(entry))
                    ? null
                    : OptIn.Confirm(lead, entry, edition, now).Change;
            case 1: return Withdrawal.OfMail(lead, $"send-{number}", "one-click", edition, now);
            case 2: return last is null ? null : Undo.Of(lead, last, ledger, edition, now);
            case 3:
                var topics = new[] { "cars", "campers", "owners" }.Where((_, n) => (number >> n & 1) == 1);
                return new Preferences(
                    topics.ToHashSet(StringComparer.Ordinal), number > 50 ? "weekly" : "", number % 2 == 0)
                    .Decide(lead, "send", edition, "ja", now);
            case 4:
                var taken = Import(number, Start.AddMinutes(number)) with
                {
                    Source = "staff",
                    What = ConsentRecord.Name(number % 2 == 0 ? Channel.Email : Channel.Phone, number % 3 == 0),
                    Purposes = null,
                };
                return Telling.Decide(lead, taken, known, edition, now);
            default:
                var batch = InboxBatch.Empty with { Consents = [Import(number, Start.AddMinutes(number * 20))] };
                return Touch.Decide(lead, "head|inbox|x", batch, known, edition, now);
        }
    }

    private static ConsentRecord Import(int number, DateTimeOffset at) => new()
    {
        What = ConsentRecord.EmailGranted,
        At = at,
        How = "paper",
        Source = "import",
        Purposes = number % 2 == 0 ? null : ["cars"],
        Proof = $"sheet {number}",
    };

    private static Entry Entry(int number, DateTimeOffset at) => new()
    {
        EntryId = $"e-{number}",
        CampaignId = "car-launch-2026",
        Email = "a@example.jp",
        Locale = "ja",
        OptInEmail = true,
        OptInPhone = number % 2 == 0,
        Purposes = number > 1 ? ["cars", "owners"] : null,
        ReceivedAt = at,
        WordingVersion = "2026-01",
    };

    private static Arbitrary<int[]> Stories() => Arb.From(Gen.Choose(0, 599).ArrayOf());
}
