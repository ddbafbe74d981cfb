using FsCheck;
using FsCheck.Fluent;
using LeadScoring.Consent;
using LeadScoring.Leads;
using LeadScoring.Storage;
using LeadScoring.Tests.Publishing;

namespace LeadScoring.Tests.Consent;

/// <summary>
/// The ledger tells one story: whatever rows there are, in whatever order and however often they arrive, the state is
/// the same, and mail is allowed exactly where the latest words say so.
/// </summary>
public sealed class LedgerLaws
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Purposes = ["cars", "campers"];

    [Fact]
    public void The_order_and_the_number_of_arrivals_never_matter() => Prop.ForAll(
        Ledgers(), Arb.From(Gen.Choose(0, int.MaxValue)), (ledger, seed) =>
        {
            var arrivals = ledger.Concat(ledger).ToArray();
            new Random(seed).Shuffle(arrivals);
            return Story(new MailState().Following(ledger)) == Story(new MailState().Following(arrivals))
                && Story(arrivals.Aggregate(new MailState(), (mail, row) => mail.With(row.Key, row.Value)))
                    == Story(new MailState().Following(ledger));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Mail_is_allowed_exactly_where_the_latest_words_say_so() => Prop.ForAll(
        Ledgers(), ledger => Purposes.All(purpose =>
            new MailState().Following(ledger).ConsentTo(purpose) is not null == SaysYes(ledger, purpose)))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void After_a_word_that_stops_all_mail_nothing_earlier_allows_any() => Prop.ForAll(
        Ledgers(), ledger =>
        {
            var lead = new Lead { Id = "x", Mail = new MailState().Following(ledger) };
            var now = Start.AddDays(1);
            var stopped = Withdrawal.OfMail(lead, "s", "one-click", SampleContent.Edition, now)?.Lead ?? lead;
            return Purposes.Append(null).All(purpose => stopped.Mail.ConsentTo(purpose) is null);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_purpose_rests_on_its_own_word_only_where_nothing_has_ended_all_mail_since() => Prop.ForAll(
        Ledgers(), ledger => Purposes.All(purpose =>
            new MailState().Following(ledger).OwnConsentTo(purpose) is not null == SaysSoItself(ledger, purpose)))
        .QuickCheckThrowOnFailure();

    private static bool SaysSoItself(KeyValuePair<string, ConsentRecord>[] ledger, string purpose)
    {
        var mail = ledger.Select(row => row.Value).Where(row => row.Channel == Channel.Email).ToList();
        return Last(mail.Where(row => row.Purposes?.Contains(purpose) == true)) is { Granted: true } own
            && mail.Where(row => row is { Purposes: null, Granted: false }).All(ended => Said(ended) < Said(own));
    }

    /// <summary>The rule in words of its own, from the rows alone: the oracle.</summary>
    private static bool SaysYes(KeyValuePair<string, ConsentRecord>[] ledger, string purpose)
    {
        var mail = ledger.Select(row => row.Value).Where(row => row.Channel == Channel.Email).ToList();
        var all = Last(mail.Where(row => row.Purposes is null));
        var own = Last(mail.Where(row => row.Purposes?.Contains(purpose) == true));
        if (own is { Granted: false }) return false;
        if (all is { Granted: true }) return true;
        return own is not null && (all is null || Said(own) > Said(all));
    }

    private static ConsentRecord? Last(IEnumerable<ConsentRecord> rows) =>
        rows.OrderBy(Said).ThenByDescending(row => row.Granted).LastOrDefault();

    private static DateTimeOffset Said(ConsentRecord row) => row.AskedAt ?? row.At;

    private static string Story(MailState mail) => Json.Write(mail);

    /// <summary>Few instants, so that many words are said at the same one.</summary>
    private static Arbitrary<KeyValuePair<string, ConsentRecord>[]> Ledgers() => Arb.From(
        (from what in Gen.Elements(
             ConsentRecord.EmailGranted, ConsentRecord.EmailWithdrawn, ConsentRecord.PhoneGranted,
             ConsentRecord.PhoneWithdrawn, ConsentRecord.Frequency, ConsentRecord.Address)
         from minute in Gen.Choose(0, 6)
         from delay in Gen.Elements(0, 0, 2)
         from purposes in Gen.Elements<string[]?>(null, ["cars"], ["campers"], ["cars", "campers"])
         from number in Gen.Choose(0, 40)
         select KeyValuePair.Create(
             $"{what}|{minute}|{delay}|{string.Join('+', purposes ?? [])}|{number}",
             new ConsentRecord
             {
                 What = what,
                 At = Start.AddMinutes(minute + delay),
                 AskedAt = delay > 0 && what == ConsentRecord.EmailGranted ? Start.AddMinutes(minute) : null,
                 How = "test",
                 Purposes = what is ConsentRecord.EmailGranted or ConsentRecord.EmailWithdrawn ? purposes : null,
                 Choice = what == ConsentRecord.Frequency ? (number % 2 == 0 ? "weekly" : "") : null,
             })).ArrayOf());
}
