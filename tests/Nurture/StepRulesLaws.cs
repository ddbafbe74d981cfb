using FsCheck;
using FsCheck.Fluent;
using LeadScoring.Nurture;
using LeadScoring.Scenarios;
using LeadScoring.Tests.Scenarios;

namespace LeadScoring.Tests.Nurture;

public sealed class StepRulesLaws
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Scenario Scenario = ScenarioTexts.Read(ScenarioTexts.Considering);

    private static readonly Arbitrary<StepFacts> AnyFacts = (
        from now in Gen.Choose(0, 60 * 24 * 60)
        from sent in Gen.ArrayOf(Gen.Choose(-14 * 24 * 60, 60 * 24 * 60))
        from paused in Gen.Choose(-600, 600)
        select new StepFacts
        {
            Scenario = Scenario,
            Step = Scenario.Steps[0],
            Arm = Arm.Mailed,
            EnteredAt = Start.AddDays(-2),
            Now = Start.AddMinutes(now),
            CurrentStage = "considering",
            PausedUntil = Start.AddMinutes(now + paused),
            RecentMails = [.. sent.Select(minute => Start.AddMinutes(minute)).Where(at => at <= Start.AddMinutes(now))],
        }).ToArbitrary();

    [Fact]
    public void A_mail_leaves_only_in_an_open_window_under_the_cap_and_not_in_a_pause() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(AnyFacts, facts =>
        {
            var allowed = Scenario.Window.IsOpen(facts.Now)
                && facts.RecentMails.Count(at => at > facts.Now - Scenario.Cap.Per) < Scenario.Cap.Mails
                && facts.PausedUntil <= facts.Now;
            return StepRules.Decide(facts) is StepDecision.Send == allowed;
        }));

    [Fact]
    public void What_is_postponed_moves_on_and_is_sent_in_the_end() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(AnyFacts, facts =>
        {
            var postponements = 0;
            while (StepRules.Decide(facts) is var decision and (StepDecision.Postpone or StepDecision.Park))
            {
                var later = (decision as StepDecision.Postpone)?.Until ?? facts.PausedUntil!.Value;
                if (later <= facts.Now || ++postponements > 2) return false;
                facts = facts with { Now = later };
            }
            return StepRules.Decide(facts) is StepDecision.Send;
        }));
}
