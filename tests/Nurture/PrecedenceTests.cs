using LeadScoring.Nurture;
using LeadScoring.Scenarios;
using LeadScoring.Sending;

namespace LeadScoring.Tests.Nurture;

public sealed class PrecedenceTests
{
    private const string OneAWeek = "1/P7D";
    private static readonly SendingRules Rules = SendingRules.Default;
    private static readonly Scenario High = Mailing.Of("high", 80, OneAWeek);
    private static readonly Scenario Low = Mailing.Of("low", 20, OneAWeek, hours: "09:00-18:00");

    [Fact]
    public void Where_there_is_room_for_one_the_mail_of_the_higher_priority_takes_it()
    {
        var mailing = Both(highDue: 0);

        Assert.Equal(new StepDecision.Postpone(Mailing.Monday.AddMinutes(10), "priority"), mailing.Asked("low"));
        Assert.Equal(new StepDecision.Send(), mailing.Asked("high"));
        Assert.Equal(
            [("high", Mailing.Monday), ("low", Mailing.Monday.AddDays(7))], mailing.Run(20).Sent);
    }

    [Fact]
    public void Where_there_is_room_for_both_nobody_waits()
    {
        var twoAWeek = new FrequencyCap(2, TimeSpan.FromDays(7));
        var mailing = new Mailing(
            Mailing.Brand(Rules, High with { Cap = twoAWeek }, Low with { Cap = twoAWeek }), Mailing.Monday)
            .Enrolled("low", Mailing.Monday).Enrolled("high", Mailing.Monday);

        Assert.Equal(new StepDecision.Send(), mailing.Asked("low"));
    }

    [Theory]
    [InlineData(7, true)] // 17:00, while the lower one's window is open
    [InlineData(9, false)] // 19:00, behind it
    public void A_mail_waits_for_what_is_due_while_its_window_is_open(int hours, bool waits) =>
        Assert.Equal(
            waits
                ? new StepDecision.Postpone(Mailing.Monday.AddHours(hours).AddMinutes(10), "priority")
                : new StepDecision.Send(),
            Both(highDue: hours).Asked("low"));

    [Fact]
    public void Of_two_with_the_same_priority_the_first_that_comes_goes() =>
        Assert.Equal(
            new StepDecision.Send(),
            new Mailing(Mailing.Brand(Rules, High, Low with { Priority = 80 }), Mailing.Monday)
                .Enrolled("low", Mailing.Monday).Enrolled("high", Mailing.Monday).Asked("low"));

    [Fact]
    public void Nobody_waits_for_a_mail_that_is_held_out_held_up_or_paused()
    {
        var paused = SendControls.None.With("high", new Pause(Mailing.Monday, null, null));
        var isPaused = Both(highDue: 0, paused);
        var heldUp = Both(highDue: -25);
        var heldOut = Both(highDue: 0);
        heldOut.Lead = heldOut.Lead.With(heldOut.Lead.Enrolments["high|1|1"] with { HeldOut = true });

        Assert.Equal(new StepDecision.Send(), isPaused.Asked("low"));
        Assert.Equal(new StepDecision.Send(), heldUp.Asked("low"));
        Assert.Equal(new StepDecision.Send(), heldOut.Asked("low"));
    }

    [Fact]
    public void Against_a_stream_of_higher_mails_the_lower_one_goes_when_its_patience_is_over()
    {
        var stream = Mailing.Of("high", 80, OneAWeek, mails: 50);
        var mailing = new Mailing(Mailing.Brand(Rules, stream, Low), Mailing.Monday)
            .Enrolled("high", Mailing.Monday).Enrolled("low", Mailing.Monday);

        var low = mailing.Run(1000).Sent.Single(mail => mail.Scenario == "low").At;

        // By then it goes first, and waits once more for the cap.
        Assert.InRange(
            low, Mailing.Monday + Precedence.Patience, Mailing.Monday + Precedence.Patience + TimeSpan.FromDays(8));
        Assert.Equal(51, mailing.Sent.Count);
    }

    [Fact]
    public void A_mail_out_of_patience_is_waited_for_even_when_its_window_opens_later()
    {
        var evening = Mailing.Of("low", 20, OneAWeek, hours: "20:00-21:00");
        var morning = Mailing.Of("high", 80, OneAWeek, mails: 50, hours: "09:00-10:30");
        var mailing = new Mailing(Mailing.Brand(Rules, morning, evening), Mailing.Monday)
            .Enrolled("high", Mailing.Monday).Enrolled("low", Mailing.Monday);

        var low = mailing.Run(1000).Sent.Single(mail => mail.Scenario == "low").At;

        Assert.InRange(low, Mailing.Monday, Mailing.Monday + Precedence.Patience + TimeSpan.FromDays(9));
    }

    private static Mailing Both(int highDue, SendControls? controls = null) => new Mailing(
        Mailing.Brand(Rules, High, Low) with { Controls = controls ?? SendControls.None }, Mailing.Monday)
        .Enrolled("low", Mailing.Monday).Enrolled("high", Mailing.Monday.AddHours(highDue));
}
