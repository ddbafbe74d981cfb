using FsCheck;
using FsCheck.Fluent;
using LeadScoring.Sending;

namespace LeadScoring.Tests.Sending;

public sealed class BackOffLaws
{
    private static readonly Arbitrary<(int Tries, TimeSpan? Asked, string Key)> AnyMail = (
        from tries in Gen.Choose(-1, 2000)
        from seconds in Gen.Choose(-100, 200_000)
        from says in Gen.Elements(true, false)
        from key in Gen.Choose(0, 1_000_000)
        select (tries, says ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null, $"mail-{key}")).ToArbitrary();

    [Fact]
    public void The_wait_is_never_shorter_than_asked_and_never_longer_than_its_bounds() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(AnyMail, mail =>
        {
            var wait = BackOff.Wait(mail.Tries, mail.Asked, mail.Key);
            var half = BackOff.Longest / 2;
            return mail.Asked is { } asked
                ? wait >= BackOff.AsAsked(asked) && wait < BackOff.AsAsked(asked) + half
                : wait >= TimeSpan.FromMinutes(1) && wait < BackOff.Longest;
        }));

    [Fact]
    public void A_repeated_decision_is_the_same() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(AnyMail, mail =>
            BackOff.Wait(mail.Tries, mail.Asked, mail.Key) == BackOff.Wait(mail.Tries, mail.Asked, mail.Key)));

    [Fact]
    public void Each_try_waits_no_less_than_any_mail_of_the_try_before_until_the_longest()
    {
        for (var tries = 1; tries < 12; tries++)
        {
            var now = Waits(tries, null);
            Assert.True(now.Max() <= BackOff.Span(tries));
            Assert.True(Waits(tries + 1, null).Min() >= BackOff.Span(tries + 1) / 2);
            Assert.Contains(BackOff.Span(tries + 1), new[] { BackOff.Span(tries) * 2, BackOff.Longest });
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(90)]
    public void Mails_turned_away_together_come_back_spread_evenly(int? seconds)
    {
        var asked = seconds is { } given ? TimeSpan.FromSeconds(given) : (TimeSpan?)null;
        var waits = Waits(6, asked);
        var (first, span) = (asked ?? BackOff.Span(6) / 2, BackOff.Span(6) / 2);

        var tenths = waits.CountBy(wait => (int)((wait - first) / span * 10)).ToList();

        Assert.Equal(Enumerable.Range(0, 10), tenths.Select(tenth => tenth.Key).Order());
        Assert.All(tenths, tenth => Assert.InRange(tenth.Value, 800, 1200));
    }

    private static List<TimeSpan> Waits(int tries, TimeSpan? asked) =>
        [.. Enumerable.Range(0, 10_000).Select(mail => BackOff.Wait(tries, asked, $"mail-{mail}"))];
}
