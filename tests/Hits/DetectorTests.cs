using LeadScoring.Hits;
using static LeadScoring.Tests.Hits.Mailed;

namespace LeadScoring.Tests.Hits;

public sealed class DetectorTests
{
    [Fact]
    public void Who_opens_and_clicks_in_their_own_time_is_a_person() =>
        Assert.Equal(["human", "human", "human"], With(Open(600), Click(610), Click(700, 2)).Verdicts());

    [Fact]
    public void A_mail_gateway_that_opens_twelve_links_within_a_second_is_none() =>
        Assert.All(
            With([.. Enumerable.Range(1, 12).Select(link => Click(3 + link / 12.0, link))]).DeliveredAt(0).Verdicts(),
            verdict => Assert.Equal("burst", verdict));

    [Fact]
    public void The_same_days_later_is_a_burst_all_the_same_and_its_first_click_too()
    {
        var first = With(Click(90_000, 1));
        Assert.Equal(["human"], first.Verdicts());
        Assert.Equal(["human", "human"], first.With(With(Click(90_001, 2))).Verdicts());
        Assert.Equal(
            ["burst", "burst", "burst"],
            first.With(With(Click(90_001, 2), Click(90_002, 3))).Verdicts());
    }

    [Fact]
    public void One_link_pressed_three_times_is_no_burst_nor_are_three_links_in_three_seconds()
    {
        Assert.Equal(["human", "human", "human"], With(Click(60), Click(61), Click(62)).Verdicts());
        Assert.Equal(["human", "human", "human"], With(Click(60, 1), Click(62, 2), Click(63, 3)).Verdicts());
    }

    [Theory]
    [InlineData(7.999, "too-soon")]
    [InlineData(8, "human")]
    public void Seconds_count_from_the_delivery_else_from_the_sending(double seconds, string verdict)
    {
        Assert.Equal([verdict], With(Click(seconds)).Verdicts());
        Assert.Equal([verdict], With(Click(3600 + seconds)).DeliveredAt(3600).Verdicts());
        Assert.Equal(["too-soon"], With(Click(60)).DeliveredAt(3600).Verdicts());
    }

    [Fact]
    public void Told_twice_of_a_delivery_the_first_is_when_it_arrived() =>
        Assert.Equal(["human"], With(Click(20)).DeliveredAt(15).DeliveredAt(2).Verdicts());

    [Fact]
    public void Whoever_opens_the_link_that_nobody_sees_is_none_and_nothing_around_it_counts() =>
        Assert.Equal(
            ["human", "hidden-link", "hidden-link", "hidden-link", "human"],
            With(Click(57, 3), Click(58, 1), Click(60, 0), Open(62), Click(63, 2)).Verdicts());

    [Fact]
    public void Who_asks_with_HEAD_before_is_a_scanner_on_that_link_for_a_while() =>
        Assert.Equal(
            ["head-first", "head-first", "human", "human"],
            With(Click(60, 1, head: true), Click(64, 1), Click(64.5, 2), Click(66, 1)).Verdicts());

    [Fact]
    public void A_proxys_open_is_no_reader_until_the_reader_clicks()
    {
        var fetched = With(Open(2, machine: true));
        Assert.Equal(["machine-open"], fetched.Verdicts());
        Assert.Equal(["human", "human"], fetched.With(With(Click(200_000))).Verdicts());
    }

    [Fact]
    public void A_click_proves_one_open_and_none_where_the_reader_has_opened_already()
    {
        Assert.Equal(
            ["machine-open", "human", "human"],
            With(Open(2, machine: true), Open(40, machine: true), Click(60)).Verdicts());
        Assert.Equal(
            ["machine-open", "human", "human"], With(Open(2, machine: true), Open(40), Click(60)).Verdicts());
        Assert.Equal(["human", "machine-open"], With(Click(60), Open(90, machine: true)).Verdicts());
    }

    [Fact]
    public void A_scanners_click_proves_nothing() =>
        Assert.Equal(
            ["machine-open", "head-first", "head-first"],
            With(Open(2, machine: true), Click(60, 1, head: true), Click(61)).Verdicts());

    [Fact]
    public void Each_sign_can_be_switched_off()
    {
        var off = new MachineRules(0, 3, 0, 0);
        Assert.Equal(["human"], With(Click(-1)).Verdicts(off));
        Assert.Equal(["human", "human", "human"], With(Click(60, 1), Click(60, 2), Click(60, 3)).Verdicts(off));
        Assert.Equal(["head-first", "human"], With(Click(60, 1, head: true), Click(61)).Verdicts(off));
        Assert.Equal(["human", "hidden-link"], With(Click(60, 1), Click(60.5, 0)).Verdicts(off));
    }

    [Fact]
    public void A_person_is_counted_for_the_mails_product_and_a_machine_is_not()
    {
        var mail = With(Open(2, machine: true), Open(600), Click(610)) with { CampaignId = "launch" };

        Assert.Equal(
            [("mail-open", At(600), "car", "launch", "mail"), ("mail-click", At(610), "car", "launch", "mail")],
            HitCount.Of(mail, MachineRules.Default).Select(one =>
                (one.Type, one.OccurredAt, one.Product, one.CampaignId!, one.Channel!)));
        Assert.Empty(HitCount.Of(mail with { Product = null }, MachineRules.Default));
    }
}
