using LeadScoring.Access;
using LeadScoring.Alerts;
using LeadScoring.Due;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.RollOut;
using LeadScoring.Sales;
using LeadScoring.Scoring;
using LeadScoring.Tests.Crash;
using LeadScoring.Tracks;

namespace LeadScoring.Tests.Sales;

/// <summary>
/// However many processes claim, give up, hand over and die at any line: a lead has one holder, nobody ever holds more
/// than their limit, and no place among what an owner may hold is lost for good.
/// </summary>
public sealed class ClaimRaceLaws
{
    private const int Most = 2;
    private static readonly string[] Owners = ["aoki", "baba", "endo"];

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 0.1)]
    [InlineData(4, 0.2)]
    public async Task Nobody_holds_more_than_their_limit_and_no_place_is_lost(int seed, double deaths)
    {
        var random = new Random(seed);
        await using var storm = new Storm(seed, deaths);
        await using var brand = await StormyBrand.OpenAsync(storm, batchSize: 8);
        var leads = await LeadsAsync(brand, 6);
        for (var round = 0; round < 15; round++)
        {
            storm.IsRaging = deaths > 0;
            await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => ActAsync(
                brand, leads[random.Next(leads.Count)], Owners[random.Next(3)], Owners[random.Next(3)],
                random.Next(5))));
            storm.IsRaging = false;
            foreach (var owner in Owners) Assert.InRange(await HeldByAsync(brand, leads, owner), 0, Most);
            if (round % 5 == 4) await brand.SettleAsync(StormyBrand.Start.AddDays(3 * round));
        }

        foreach (var lead in leads) _ = await DoorOf(brand).TryReleaseAsync(lead, Caller.Admin, default);
        foreach (var owner in Owners)
        {
            var taken = 0;
            foreach (var lead in leads)
                if (await ClaimAsync(DoorOf(brand), lead, owner, mayTake: false) is { Change: not null }) taken++;
            Assert.Equal(Most, taken);
        }
        Assert.All(deaths > 0 ? [storm.Deaths] : Array.Empty<int>(), died => Assert.True(died > 3));
    }

    [Fact]
    public async Task Of_many_who_claim_at_once_one_holds_it_and_all_others_are_told_who()
    {
        await using var storm = new Storm(seed: 9, deaths: 0);
        await using var brand = await StormyBrand.OpenAsync(storm, batchSize: 8);
        var leads = await LeadsAsync(brand, 12);
        foreach (var lead in leads)
        {
            var decided = await Task.WhenAll(Enumerable.Range(0, 6).Select(
                n => ClaimAsync(DoorOf(brand, most: 50), lead, $"owner-{n}", mayTake: false)));
            var winner = Assert.Single(decided, one => one.Change is not null).By!;
            Assert.All(decided.Where(one => one.Change is null), lost =>
                Assert.Equal((ClaimObstacle.Held, winner), (lost.Obstacle!.Value, lost.By)));
        }
    }

    private static async Task ActAsync(StormyBrand brand, string lead, string owner, string other, int what)
    {
        var door = DoorOf(brand);
        try
        {
            _ = what switch
            {
                0 => (await door.TryReleaseAsync(lead, CallerOf(owner), default)).Decided,
                1 => await door.TryClaimAsync(
                    lead, other, null,
                    (found, asked) => Claiming.Transfer(found, asked, owner, false, null, EditionOf(brand, Most)),
                    default),
                2 => await ClaimAsync(door, lead, owner, mayTake: true),
                _ => await ClaimAsync(door, lead, owner, mayTake: false),
            };
        }
        catch (PowerCutException)
        {
            // The caller does not come back.
        }
    }

    private static Task<ClaimDecision> ClaimAsync(ClaimDoor door, string lead, string owner, bool mayTake) =>
        door.TryClaimAsync(
            lead, owner, null,
            (found, asked) => Claiming.Claim(found, asked, mayTake, Tests.Publishing.SampleContent.Edition), default);

    private static async Task<int> HeldByAsync(StormyBrand brand, List<string> leads, string owner)
    {
        var (held, now) = (0, brand.Get<TimeProvider>().GetUtcNow());
        foreach (var id in leads)
        {
            var lead = (await brand.Get<LeadStore>().LoadAsync(id, default)).Lead;
            if (lead.Profile?.Claim is { } claim && claim.HoldsAt(now) && claim.Owner == owner) held++;
        }
        return held;
    }

    private static async Task<List<string>> LeadsAsync(StormyBrand brand, int number)
    {
        var leads = new List<string>();
        for (var n = 0; n < number; n++)
        {
            var email = $"lead-{n}@example.jp";
            await brand.PostAsync("/api/reactions", new
            {
                reactions = new[]
                {
                    new { id = "a", email, type = "quote", product = "car", occurredAt = StormyBrand.Start },
                },
            });
            leads.Add(brand.IdOf(email));
        }
        await brand.SettleAsync();
        return leads;
    }

    private static Caller CallerOf(string owner) => new(owner, owner, Scope.Work, owner);

    private static Edition EditionOf(StormyBrand brand, int most) => brand.Get<InForce>().Edition with
    {
        Sales = new SalesRules { MostClaims = most },
    };

    /// <summary>As of a process of its own: only the store keeps it from the others' leads.</summary>
    private static ClaimDoor DoorOf(StormyBrand brand, int most = Most)
    {
        var time = brand.Get<TimeProvider>();
        var content = new InForce();
        content.Use(EditionOf(brand, most), brand.Get<InForce>().Lines);
        var leads = new LeadStore(brand.Tables);
        var claims = new ClaimIndex(brand.Tables, leads, time);
        var followUp = new LeadFollowUp(
            new RankIndex(brand.Tables, leads, content, time), brand.Get<DueIndex>(), brand.Get<RulesWatch>(),
            brand.Get<AlertFollowUp>(), brand.Get<SalesFollowUp>(), brand.Get<MarkStore>(), brand.Get<Post>());
        return new ClaimDoor(
            leads, claims, new ClaimRelease(leads, followUp, claims, content, time), followUp, content, time);
    }
}
