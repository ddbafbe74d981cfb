using FsCheck;
using FsCheck.Fluent;
using LeadScoring.Sales;

namespace LeadScoring.Tests.Sales;

/// <summary>Whatever leads and owners there are: nobody above their limit, nobody outside their region, fair.</summary>
public sealed class SharingLaws
{
    private static readonly string[] Regions = ["Tokyo", "Osaka", "Chiba"];

    [Fact]
    public void Nobody_gets_more_than_they_may_hold_or_a_lead_of_elsewhere() => Check((leads, owners) =>
    {
        var shares = Sharing.Of(leads, owners);
        Assert.Equal(leads.Select(lead => lead.LeadId), shares.Select(share => share.LeadId));
        foreach (var owner in owners)
        {
            var given = shares.Count(share => share.Owner == owner.Id);
            Assert.True(given == 0 || owner.Held + given <= owner.Most);
        }
        foreach (var (lead, share) in leads.Zip(shares))
            if (owners.FirstOrDefault(owner => owner.Id == share.Owner) is { Regions.Count: > 0 } owner)
                Assert.Contains(lead.Region, owner.Regions);
    });

    [Fact]
    public void A_lead_is_left_only_where_nobody_who_may_take_it_has_room() => Check((leads, owners) =>
    {
        var shares = Sharing.Of(leads, owners);
        foreach (var (lead, share) in leads.Zip(shares).Where(pair => pair.Second.Owner is null))
            Assert.All(
                owners.Where(owner => owner.Regions.Count == 0
                    || lead.Region is not null && owner.Regions.Contains(lead.Region)),
                owner => Assert.True(
                    owner.Held + shares.Count(other => other.Owner == owner.Id) >= owner.Most));
    });

    [Fact]
    public void Those_who_may_take_the_same_leads_end_within_one_lead_of_the_same_share() => Check((leads, owners) =>
    {
        var equals = owners.Where(owner => owner.Most > 0)
            .Select((owner, at) => new ShareOwner($"o{at}", 0, owner.Most, [])).ToList();
        var shares = Sharing.Of(leads, equals);
        var ends = equals.Select(owner => (
            Share: (double)shares.Count(share => share.Owner == owner.Id) / owner.Most,
            One: 1.0 / owner.Most)).ToList();
        foreach (var one in ends)
            Assert.All(ends, other => Assert.True(one.Share - other.Share <= one.One + 1e-9));
    });

    [Fact]
    public void The_same_question_has_the_same_answer_in_whatever_order_the_owners_stand() => Check((leads, owners) =>
        Assert.Equal(Sharing.Of(leads, owners), Sharing.Of(leads, [.. owners.Reverse()])));

    private static void Check(Action<IReadOnlyList<ShareLead>, IReadOnlyList<ShareOwner>> law)
    {
        var region = Gen.Elements<string?>(null, "Tokyo", "Osaka", "Kyoto");
        var leads = region.ListOf().Select(all => (IReadOnlyList<ShareLead>)
            [.. all.Select((where, at) => new ShareLead($"lead-{at}", where))]);
        var owner = from held in Gen.Choose(0, 6)
                    from most in Gen.Choose(0, 8)
                    from own in Gen.SubListOf(Regions)
                    select (held, most, own);
        var owners = owner.ListOf(4).Select(all => (IReadOnlyList<ShareOwner>)
            [.. all.Select((one, at) => new ShareOwner($"owner-{at}", one.held, one.most, [.. one.own]))]);
        Prop.ForAll(leads.ToArbitrary(), owners.ToArbitrary(), law).QuickCheckThrowOnFailure();
    }
}
