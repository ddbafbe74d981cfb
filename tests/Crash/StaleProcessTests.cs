using LeadScoring.Alerts;
using LeadScoring.Campaigns;
using LeadScoring.Due;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Reactions;
using LeadScoring.RollOut;
using LeadScoring.Sales;
using LeadScoring.Scoring;
using LeadScoring.Sending;
using LeadScoring.Storage;
using LeadScoring.Tests.RollOut;
using LeadScoring.Tracks;

namespace LeadScoring.Tests.Crash;

/// <summary>A process that was asleep while rules were published and all leads were brought under them.</summary>
public sealed class StaleProcessTests
{
    private static readonly RulesPace Asleep = new(TimeSpan.FromDays(1), TimeSpan.FromDays(2));

    [Fact]
    public async Task Who_meets_a_lead_under_newer_rules_learns_of_them_and_decides_by_them()
    {
        await using var brand = await StormyBrand.OpenAsync(new Weather());
        var stale = StaleProcess(brand, Asleep);
        var first = await TellAsync(brand, "first@example.jp", "quote");
        await stale.Touches.HandleAsync(first, default);
        await PublishAsync(brand);

        await stale.Touches.HandleAsync(await TellAsync(brand, "first@example.jp", "brochure"), default);

        var lead = (await brand.Get<LeadStore>().LoadAsync(first.LeadId, default)).Lead;
        Assert.Equal(2, lead.Profile!.Rules);
        Assert.Equal(2, lead.Product("car").Counts.Items.Length);
        Assert.Equal(2, stale.Content.Edition.Rules.Version);
        await ListRows.AssertWholeAsync(brand.Tables, lead);
    }

    [Fact]
    public async Task Who_placed_a_new_lead_under_rules_that_are_over_by_then_notices_and_has_it_looked_at_again()
    {
        var storm = new HeldMove();
        await using var brand = await StormyBrand.OpenAsync(storm);
        var slow = StaleProcess(brand, brand.Get<RulesPace>());
        var message = await TellAsync(brand, "late@example.jp", "quote");
        storm.Arm();
        var working = slow.Touches.HandleAsync(message, default);
        await storm.Held; // the lead is about to be saved under version 1
        await PublishAsync(brand); // and the walk over all leads does not find it
        Assert.Equal(new RulesState(2, [2]), await brand.Get<RulesStore>().StateAsync(default));

        storm.Release();
        await working;
        await brand.SettleAsync();

        var lead = (await brand.Get<LeadStore>().LoadAsync(message.LeadId, default)).Lead;
        Assert.Equal(2, lead.Profile!.Rules);
        var listed = (await brand.GetAsync("/api/leads?product=car"))["leads"]!.AsArray();
        Assert.Equal(["late@example.jp"], listed.Select(one => (string)one!["email"]!));
    }

    private static async Task PublishAsync(StormyBrand brand)
    {
        await brand.PutAsync("/api/scoring/rules", new
        {
            rules = Rulebook.Version(2, rules => rules.Points("quote", 400)),
            author = "Sato",
        });
        await brand.SettleAsync();
    }

    private static async Task<LeadTouched> TellAsync(StormyBrand brand, string email, string type)
    {
        var batch = new InboxBatch(
            email, Trusted: true,
            [new Reaction { Id = type, Type = type, OccurredAt = StormyBrand.Start, Product = "car" }], []);
        var (leadId, key) = (brand.IdOf(email), ReactionInbox.KeyOf(batch));
        await brand.Get<Stores>().Tables.GetTableClient("leads").AddEntityAsync(Rows.Entity(leadId, key, batch));
        return new LeadTouched(leadId, key);
    }

    private static (TouchHandler Touches, InForce Content) StaleProcess(StormyBrand brand, RulesPace pace)
    {
        var time = brand.Get<TimeProvider>();
        var content = new InForce();
        content.Use(brand.Get<InForce>().Edition);
        var watch = new RulesWatch(
            brand.Get<RulesStore>(), brand.Get<NurtureStore>(), brand.Get<NurtureSets>(), content, pace, time);
        var leads = new LeadStore(brand.Tables, watch);
        var followUp = new LeadFollowUp(
            new RankIndex(brand.Tables, leads, content, time), brand.Get<DueIndex>(), watch,
            brand.Get<AlertFollowUp>(), brand.Get<SalesFollowUp>(), brand.Get<MarkStore>(), brand.Get<Post>());
        var touches = new TouchHandler(
            leads, followUp, brand.Get<SettleHandler>(), brand.Get<ReferralIndex>(), brand.Get<Post>(), content, time);
        return (touches, content);
    }

    /// <summary>Holds one write back until it is let go; all others pass.</summary>
    private sealed class HeldMove : Weather
    {
        private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _free = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _armed;

        public Task Held => _held.Task;

        public void Arm() => _armed = 1;

        public void Release() => _free.SetResult();

        public override async Task<T> WriteAsync<T>(Func<Task<T>> write)
        {
            if (Interlocked.Exchange(ref _armed, 0) == 1)
            {
                _held.SetResult();
                await _free.Task;
            }
            return await write();
        }
    }
}
