using FsCheck;
using FsCheck.Fluent;
using LeadScoring.Consent;
using LeadScoring.Leads;
using LeadScoring.Learning;
using LeadScoring.Nurture;
using LeadScoring.Publishing;
using LeadScoring.Sending;
using LeadScoring.Simulation;
using LeadScoring.Tests.Learning;
using LeadScoring.Tests.Publishing;

namespace LeadScoring.Tests.Simulation;

/// <summary>Whoever the leads are, the figures of a simulation add up and keep what the scenarios promise.</summary>
public sealed class SimulatorLaws
{
    private static readonly DateTimeOffset Now = new(2027, 3, 3, 3, 0, 0, TimeSpan.Zero);
    private static readonly Edition Edition = SampleContent.Edition;
    private static readonly int Today = Edition.Rules.Products["car"].DayOf(Now);
    private static readonly string[] Types = ["brochure", "configurator", "test-drive", "quote", "shop-visit"];

    /// <summary>Many scenarios at once, under caps that are in each other's way.</summary>
    private static readonly Edition Capped = Edition with
    {
        Sender = Edition.Sender with
        {
            Sending = Edition.Sender.Sending with
            {
                Caps = [new FrequencyCap(1, TimeSpan.FromHours(20)), new FrequencyCap(2, TimeSpan.FromDays(10))],
            },
        },
    };

    /// <summary>What a few people did in the last months, whether they bought, and whether they consented.</summary>
    private static readonly Arbitrary<Lead[]> AnyLeads = (
        from reactions in Gen.ArrayOf(Gen.Zip(Gen.Choose(0, 90), Gen.Elements(Types)), 6)
        from bought in Gen.Choose(-3, 3)
        from consents in Gen.Elements(true, true, true, false)
        select (reactions, bought, consents)).ArrayOf(12).Select(people =>
            people.Select((person, number) =>
                LeadOf(number, person.reactions, person.bought, person.consents)).ToArray()).ToArbitrary();

    [Fact]
    public void Every_figure_adds_up_to_the_mails() => Hold(answer =>
        answer.Mails.Count == answer.PerDay.Sum(day => day.Mails)
        && answer.Mails.Count == answer.Scenarios.Sum(scenario => scenario.Steps.Sum(step => step.Sent))
        && answer.Leads.LookedAt == answer.PerPerson.WithAny + answer.PerPerson.WithNone
        && Math.Abs(answer.Mails.Count - answer.PerPerson.MeanOfAny * answer.PerPerson.WithAny) < .1 * 12);

    [Fact]
    public void Whoever_was_under_way_or_began_has_ended_or_goes_on() => Hold(answer => answer.Scenarios.All(
        scenario => scenario.UnderWay + scenario.Begun == scenario.GoingOn + scenario.Ended.Values.Sum()));

    [Fact]
    public void Nobody_gets_more_than_each_scenarios_cap_and_each_of_the_brands_allow() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(40), Prop.ForAll(AnyLeads, leads => leads.All(lead =>
        {
            var mails = MailsTo(lead, Capped);
            return mails.All(mail => Capped.Sender.Sending.Caps.Append(Capped.Scenarios[mail.Scenario].Cap)
                .All(cap => mails.Count(other => other.At <= mail.At && other.At > mail.At - cap.Per) <= cap.Mails));
        })));

    [Fact]
    public void The_mails_counted_are_those_foretold_of_each_lead() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(20), Prop.ForAll(AnyLeads, leads =>
            Answer(leads).Mails.Count == leads.Sum(lead => MailsTo(lead, Edition).Count)));

    [Fact]
    public void No_mail_waits_for_nothing() => Hold(answer =>
        answer.Waits.All(wait => wait.LongestHours >= wait.MedianHours && wait.MedianHours > 0)
        && answer.Waits.All(wait => wait.PerHour.Max(hour => hour.Waiting) == wait.MostAtOnce));

    [Fact]
    public void The_same_question_has_the_same_answer_in_whatever_order_the_leads_come() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(20), Prop.ForAll(AnyLeads, leads =>
            Storage(Answer(leads)) == Storage(Answer([.. leads.Reverse()]))));

    [Fact]
    public void A_step_that_nobody_comes_to_is_named()
    {
        var answer = Answer([LeadOf(1, [(0, "quote")], -1, true)]);

        var considering = answer.Scenarios.Single(scenario => scenario.Id == "car-considering");
        var steps = Edition.Scenarios["car-considering"].Steps.Select(step => step.Id);
        Assert.Equal(steps, considering.Steps.Select(step => step.Step).Union(considering.NeverReached)
            .OrderBy(step => steps.ToList().IndexOf(step)));
        Assert.Empty(answer.Scenarios.Single(scenario => scenario.Id == "camper-considering").Steps);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_pause_holds_its_scenario_and_no_other_and_is_told(bool hasEnd)
    {
        var quote = LeadOf(1, [(0, "quote")], -1, true);
        var pause = new Pause(Now, hasEnd ? Now.AddDays(60) : null, "Sato");
        var all = Simulated(quote, Edition);
        var paused = Simulated(quote, Edition with { Controls = SendControls.None.With("car-considering", pause) });

        Assert.Equal(
            all.PerDay.Where(day => day.Scenario != "car-considering"),
            paused.PerDay.Where(day => day.Scenario != "car-considering"));
        Assert.Contains(all.PerDay, day => day.Scenario == "car-considering");
        Assert.DoesNotContain(
            paused.PerDay, day => day.Scenario == "car-considering"
                && (!hasEnd || string.CompareOrdinal(day.Date, "2027-05-02") < 0));
        Assert.Equal([new PausedMails("car-considering", pause)], paused.Paused);
        Assert.Contains(paused.Notes, note => note.EndsWith(
            "car-considering" + (hasEnd ? " (2027-05-02 03:00 UTC)" : ""), StringComparison.Ordinal));
        Assert.Contains(paused.Notes, note => note.Contains("the limits of a day", StringComparison.Ordinal));

        static SimulationAnswer Simulated(Lead lead, Edition edition)
        {
            var simulator = new Simulator(Ask("car-new"), edition, Now);
            simulator.Run(lead, Outlooks.None);
            return simulator.Answer(new Population(1, false), new SimulationTexts("en").Notes);
        }
    }

    [Fact]
    public void A_sample_is_scaled_up_and_says_so()
    {
        var simulator = new Simulator(Ask("car-considering"), Edition, Now);
        for (var number = 0; number < 40; number++)
            simulator.Run(LeadOf(number, [(0, "quote")], -1, true), Outlooks.None);

        var answer = simulator.Answer(new Population(400, true), new SimulationTexts("en").Notes);

        Assert.True(answer.Mails.Count > 0);
        Assert.Equal(answer.Mails.Count * 10, answer.Estimated.Count);
        Assert.Equal(answer.Estimated.Count * 2.5m, answer.Estimated.Cost);
        Assert.Contains(answer.Notes, note => note.Contains("40 of about 400", StringComparison.Ordinal));
    }

    private static List<(string Scenario, DateTimeOffset At)> MailsTo(Lead lead, Edition edition) =>
    [
        .. Future.Of(Future.Under(lead, edition.Rules), edition, Now, Now.AddDays(365))
            .Where(moment => moment.Decision is StepDecision.Send)
            .Select(moment => (moment.Before.Enrolments[moment.Planned.Key].Scenario, moment.At)),
    ];

    private static void Hold(Func<SimulationAnswer, bool> law) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(40), Prop.ForAll(AnyLeads, leads => law(Answer(leads))));

    private static SimulationAnswer Answer(IReadOnlyCollection<Lead> leads)
    {
        var simulator = new Simulator(Ask("car-new"), Edition, Now);
        foreach (var lead in leads) simulator.Run(lead, Outlooks.None);
        return simulator.Answer(new Population(leads.Count, false), _ => []);
    }

    private static SimulationAsk Ask(string scenario) => new(scenario, null, Now, false, 365, 100, 2.5m);

    private static string Storage(SimulationAnswer answer) => LeadScoring.Storage.Json.Write(answer);

    private static Lead LeadOf(int number, (int Ago, string Type)[] reactions, int bought, bool consents)
    {
        var past = SamplePasts.Of(
            reactions.Select(reaction => (Today - reaction.Ago, reaction.Type)),
            [.. Enumerable.Range(0, Math.Max(0, bought)).Select(order => (Today - 30 * order, 3_000_000m))])
            .Numbered(number);
        var lead = past.Lead with
        {
            Profile = past.Lead.Profile! with { CreatedAt = Now.AddDays(-30) },
            Mail = consents
                ? new MailState { Email = new ConsentState(true, Now.AddDays(-1), "consent|of-the-test") }
                : new MailState(),
        };
        return Assessment.Of(lead, lead, Edition, Now, "reaction").Lead;
    }
}
