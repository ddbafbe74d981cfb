using FsCheck;
using FsCheck.Fluent;
using LeadScoring.Consent;
using LeadScoring.Leads;
using LeadScoring.Nurture;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Scenarios;
using LeadScoring.Sending;
using LeadScoring.Tests.Nurture;
using NodaTime;

namespace LeadScoring.Tests.Sending;

/// <summary>
/// One person in up to five scenarios of any priority, window and cap, under any caps of the brand and of the person,
/// with messages that come late and in any order.
/// </summary>
public sealed class RightTimeLaws
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(300);
    private static readonly DateTimeOffset Start = Mailing.Monday;
    private static readonly string[] Hours = ["00:00-00:00", "09:00-18:00", "17:00-21:00", "22:00-02:00"];

    private static readonly Gen<FrequencyCap> AnyCap =
        from mails in Gen.Choose(1, 3)
        from hours in Gen.Choose(1, 240)
        select new FrequencyCap(mails, TimeSpan.FromHours(hours));

    private static readonly Gen<Scenario> AnyScenario =
        from cap in AnyCap
        from priority in Gen.Choose(0, 3)
        from mails in Gen.Choose(1, 4)
        from after in Gen.Choose(0, 100)
        from hours in Gen.Elements(Hours)
        select Mailing.Of("x", priority, "1/P1D", mails, $"PT{after}H", hours) with { Cap = cap };

    private static readonly Arbitrary<Mailed> AnyMailing = (
        from scenarios in Gen.ListOf(AnyScenario, 5)
        from brand in Gen.ListOf(AnyCap, 2)
        from own in AnyCap
        from complained in Gen.Choose(0, 100)
        from due in Gen.ArrayOf(Gen.Choose(0, 200), 5)
        from late in Gen.ArrayOf(Gen.Choose(0, 1000), 40)
        select Run([.. scenarios], [.. brand], own, Start.AddHours(-complained), due, late)).ToArbitrary();

    [Fact]
    public void No_stretch_of_time_holds_more_mails_than_the_brand_or_the_person_allows() =>
        Check.One(Many, Prop.ForAll(AnyMailing, mailed => mailed.CapsOfAll.All(cap => mailed.Sent.All(first =>
            mailed.Sent.Count(mail => mail.At >= first.At && mail.At < first.At + cap.Per) <= cap.Mails))));

    [Fact]
    public void With_each_mail_of_a_scenario_no_more_went_than_its_own_cap_allows() =>
        // Of two mails of one instant the later one counts the other, not the other way round.
        Check.One(Many, Prop.ForAll(AnyMailing, mailed => mailed.Sent.Index().All(mail =>
            Of(mailed, mail.Item.Scenario).Cap is var cap
            && mailed.Sent.Take(mail.Index + 1).Count(other => other.At > mail.Item.At - cap.Per) <= cap.Mails)));

    [Fact]
    public void Each_mail_goes_in_the_open_window_of_its_scenario_and_none_while_it_is_to_be_quiet() =>
        Check.One(Many, Prop.ForAll(AnyMailing, mailed => mailed.Sent.All(mail =>
            Of(mailed, mail.Scenario).Window.IsOpen(mail.At)
            && mail.At >= mailed.Complained.AddDays(3))));

    [Fact]
    public void Every_mail_goes_in_the_end() =>
        Check.One(Many, Prop.ForAll(AnyMailing, mailed =>
            mailed.Sent.Count == mailed.Edition.Scenarios.Values.Sum(scenario => scenario.Steps.Count)));

    [Fact]
    public void No_mail_waits_much_longer_than_its_patience_and_the_caps_together() =>
        Check.One(Many, Prop.ForAll(AnyMailing, mailed =>
        {
            var longest = mailed.CapsOfAll.Concat(mailed.Edition.Scenarios.Values.Select(each => each.Cap))
                .Max(cap => cap.Per) + TimeSpan.FromDays(2);
            // Then those of the other four that waited longer, its own turn, and what left just before.
            return mailed.Waits.All(wait => wait <= Precedence.Patience + 6 * longest);
        }));

    private static Scenario Of(Mailed mailed, string id) => mailed.Edition.Scenarios[id];

    private static Mailed Run(
        IReadOnlyList<Scenario> scenarios, IReadOnlyList<FrequencyCap> brand, FrequencyCap own,
        DateTimeOffset complained, int[] due, int[] late)
    {
        var rules = new SendingRules { Caps = brand, Quiet = [new QuietRule(["complaint"], Period.FromDays(3))] };
        var edition = Mailing.Brand(rules, scenarios.Index().Select(at => at.Item with { Id = $"s{at.Index}" }));
        edition = edition with
        {
            Sender = edition.Sender with
            {
                Consent = new ConsentPolicy { Frequencies = [new FrequencyChoice("own", LocalizedText.Empty, own)] },
            },
        };
        var mailing = new Mailing(edition, Start);
        mailing.Lead = mailing.Lead.With(new ProductState { Product = "camper" }.Seen("complaint", complained)) with
        {
            Mail = mailing.Lead.Mail with { Frequency = new Dated("own", Start) },
        };
        foreach (var (index, scenario) in edition.Scenarios.Values.Index())
            mailing.Enrolled(scenario.Id, Start.AddHours(due[index]));
        mailing.Run(5000, turn => late[turn % late.Length]);
        return new Mailed(edition, [.. brand, own], complained, mailing.Sent, mailing.Waits);
    }

    private sealed record Mailed(
        Edition Edition, IReadOnlyList<FrequencyCap> CapsOfAll, DateTimeOffset Complained,
        IReadOnlyList<(string Scenario, DateTimeOffset At)> Sent, IReadOnlyList<TimeSpan> Waits);
}
