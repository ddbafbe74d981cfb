using FsCheck;
using FsCheck.Fluent;
using LeadScoring.Sending;

namespace LeadScoring.Tests.Sending;

public sealed class FrequencyCapTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly FrequencyCap TwoAWeek = new(2, TimeSpan.FromDays(7));

    [Fact]
    public void The_third_mail_of_a_week_waits_until_the_first_is_a_week_old()
    {
        DateTimeOffset[] sent = [Start.AddDays(3), Start];

        Assert.Equal(Start.AddDays(7), TwoAWeek.FreeAt(sent, Start.AddDays(4)));
        Assert.Equal(Start.AddDays(7), TwoAWeek.FreeAt(sent, Start.AddDays(7)));
        Assert.Equal(Start.AddDays(4), TwoAWeek.FreeAt(sent[..1], Start.AddDays(4)));
    }

    [Fact]
    public void Mails_stamped_ahead_of_this_clock_count_too()
    {
        DateTimeOffset[] sent = [Start.AddHours(1), Start.AddHours(2)];

        Assert.Equal(Start.AddHours(1).AddDays(7), TwoAWeek.FreeAt(sent, Start));
    }

    [Fact]
    public void No_stretch_as_long_as_the_cap_ever_holds_more_mails_than_the_cap()
    {
        var caps = from mails in Gen.Choose(1, 5) from hours in Gen.Choose(1, 200) select (mails, hours);
        var wishes = Gen.ArrayOf(Gen.Choose(0, 400));

        Prop.ForAll(caps.Zip(wishes).ToArbitrary(), given =>
        {
            var ((mails, hours), gaps) = given;
            var cap = new FrequencyCap(mails, TimeSpan.FromHours(hours));
            var sent = SendEachAsSoonAsAllowed(cap, gaps);
            return sent.All(first => sent.Count(mail => mail >= first && mail < first + cap.Per) <= mails);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_cap_makes_nobody_wait_longer_than_needed()
    {
        Prop.ForAll(Gen.ArrayOf(Gen.Choose(0, 300)).ToArbitrary(), gaps =>
        {
            var sent = SendEachAsSoonAsAllowed(TwoAWeek, gaps);
            var now = sent.Count == 0 ? Start : sent[^1];
            var free = TwoAWeek.FreeAt(sent, now);
            var aTickEarlier = free.AddTicks(-1);
            return free == now || sent.Count(mail => mail > aTickEarlier - TwoAWeek.Per) >= TwoAWeek.Mails;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_log_of_the_newest_mails_is_enough()
    {
        Prop.ForAll(Gen.ArrayOf(Gen.Choose(0, 300)).ToArbitrary(), hours =>
        {
            var all = hours.Select(hour => Start.AddHours(hour)).ToList();
            var newest = all.OrderDescending().Take(FrequencyCap.MostMails).ToList();
            return Enumerable.Range(1, FrequencyCap.MostMails).All(mails =>
                new FrequencyCap(mails, TimeSpan.FromDays(5)).FreeAt(all, Start)
                == new FrequencyCap(mails, TimeSpan.FromDays(5)).FreeAt(newest, Start));
        }).QuickCheckThrowOnFailure();
    }

    private static List<DateTimeOffset> SendEachAsSoonAsAllowed(FrequencyCap cap, int[] gapsInHours)
    {
        var (now, sent) = (Start, new List<DateTimeOffset>());
        foreach (var gap in gapsInHours)
        {
            now = cap.FreeAt(sent, now.AddHours(gap % 40));
            sent.Add(now);
        }
        return sent;
    }
}
