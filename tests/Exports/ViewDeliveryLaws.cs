using FsCheck;
using FsCheck.Fluent;
using LeadScoring.Alerts;
using LeadScoring.Exports;

namespace LeadScoring.Tests.Exports;

/// <summary>Whatever happens in whatever order, a mail is taken at most once.</summary>
public sealed class ViewDeliveryLaws
{
    private static readonly DateTimeOffset At = new(2026, 11, 23, 23, 0, 0, TimeSpan.Zero);

    [Fact]
    public void No_mail_goes_twice_and_every_delivery_ends() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500),
        Prop.ForAll(Gen.ListOf(Gen.Choose(0, 99), 60).ToArbitrary(), dice =>
        {
            var (delivery, now, run, gone) = (ViewDelivery.First("v", At, 2, "0", At), At, "0", new int[2]);
            foreach (var (die, step) in dice.Select((die, step) => (die, step)))
            {
                var mail = die % 2;
                if (die < 25) now += TimeSpan.FromMinutes(7 * die);
                else if (die < 50) delivery = delivery.Begin(run = $"{step}", now);
                else if (die < 75)
                {
                    if (delivery.MayHandOver(mail, run)) continue;
                    delivery = delivery.Claim(mail, run);
                    if (delivery.MayHandOver(mail, run)) gone[mail]++;
                }
                else if (delivery.MayHandOver(mail, run))
                {
                    var state = die < 80 ? ViewMailState.Waiting
                        : die < 90 ? ViewMailState.Sent : ViewMailState.Unknown;
                    delivery = delivery.Told(mail, state, state == ViewMailState.Sent ? null : "why", now);
                    if (state == ViewMailState.Waiting) gone[mail]--;
                }
            }
            Assert.All(gone, times => Assert.InRange(times, 0, 1));
            for (var tries = 0; tries < 10; tries++)
                delivery = delivery.Begin($"end{tries}", now += TimeSpan.FromDays(2));
            Assert.NotNull(delivery.EndedAt);
        }));

    [Fact]
    public void A_mail_whose_answer_got_lost_is_unknown_until_it_is_heard_of()
    {
        var claimed = ViewDelivery.First("v", At, 1, "1", At).Claim(0, "1");
        Assert.Same(claimed, claimed.Begin("2", At.AddMinutes(4)));

        var lost = claimed.Begin("2", At.AddMinutes(5));
        Assert.Equal(("unknown", "the answer got lost"), (lost.Shown("v").Status, lost.Shown("v").Reason));
        Assert.False(lost.Claim(0, "2").MayHandOver(0, "2"));
        Assert.Equal("delivered", lost.Told(0, ViewMailState.Sent, null, At.AddMinutes(6)).Shown("v").Status);
    }

    [Fact]
    public void Pages_are_taken_in_their_order_and_each_once()
    {
        var first = ViewDelivery.First("v", At, 0, "1", At).Taken(1, 1000, "behind", At);
        Assert.Same(first, first.Taken(1, 1000, "behind", At));
        var waiting = first.NotTaken(new WebhookAnswer(503, null), At);
        Assert.Equal(("sending", "status 503"), (waiting.Shown("v").Status, waiting.Shown("v").Reason));
        Assert.Equal("stopped", waiting.Shown("changed").Status);
        Assert.Equal(
            new LastDelivery(At, "delivered", 1007, null), waiting.Taken(2, 7, null, At.AddHours(1)).Shown("v"));
        Assert.Equal("failed", waiting.NotTaken(new WebhookAnswer(410, null), At).Shown("v").Status);
    }
}
