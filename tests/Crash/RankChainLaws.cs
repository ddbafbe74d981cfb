using System.Collections.Immutable;
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
using LeadScoring.Tracks;

namespace LeadScoring.Tests.Crash;

/// <summary>
/// The law of the lists: however the writes of concurrent workers interleave, and wherever workers die, once each
/// message has been handled to its end the lead stands in each of its lists exactly once, where its state says. None is
/// left orphaned, and what is counted is what was sent, to the bit.
/// </summary>
public sealed class RankChainLaws
{
    private const int Rounds = 50;
    private const int Workers = 5;
    private static readonly string[] Types = ["page-view", "brochure", "quote", "complaint", "test-drive"];

    [Theory]
    [InlineData(1, 0.0)]
    [InlineData(2, 0.15)]
    [InlineData(3, 0.4)]
    public async Task A_lead_stands_in_each_of_its_lists_exactly_once(int seed, double deaths)
    {
        await using var storm = new Storm(seed, deaths);
        await using var brand = await StormyBrand.OpenAsync(storm);
        storm.IsRaging = true;
        var random = new Random(seed);
        for (var round = 0; round < Rounds; round++)
        {
            var email = $"law-{round}@example.jp";
            var leadId = brand.IdOf(email);
            var (messages, reactions) = await PrepareAsync(brand, leadId, email, random);
            await Task.WhenAll(messages.Select(message => HandleAsync(brand, message)));

            var lead = (await brand.Get<LeadStore>().LoadAsync(leadId, default)).Lead;
            Assert.NotNull(lead.Product("car").Placed);
            await ListRows.AssertWholeAsync(brand.Tables, lead);
            // Split over workers in any interleaving, with duplicates and deaths: the same bits as at once.
            foreach (var (id, line) in brand.Get<InForce>().Edition.Rules.Products)
                Assert.Equal(
                    DayCounts.Empty.Add(reactions.Where(reaction => reaction.Product == id)
                        .Select(reaction => (line.DayOf(reaction.OccurredAt), reaction.Type))).Pack(),
                    lead.Product(id).Counts.Pack());
        }
        if (deaths > 0) Assert.InRange(storm.Deaths, Rounds, int.MaxValue);
    }

    /// <summary>
    /// Batches of reactions wait in the inbox; each has a message, some messages are there twice, and one only looks.
    /// </summary>
    private static async Task<(List<LeadTouched> Messages, List<Reaction> Reactions)> PrepareAsync(
        StormyBrand brand, string leadId, string email, Random random)
    {
        var (messages, reactions) = (new List<LeadTouched> { new(leadId) }, new List<Reaction>());
        for (var worker = 0; worker < Workers; worker++)
        {
            var batch = new InboxBatch(email, Trusted: true, Reactions(worker, random), []);
            reactions.AddRange(batch.Reactions);
            var key = ReactionInbox.KeyOf(batch);
            await brand.Get<Stores>().Tables.GetTableClient("leads").AddEntityAsync(Rows.Entity(leadId, key, batch));
            messages.AddRange(Enumerable.Repeat(new LeadTouched(leadId, key), random.Next(1, 3)));
        }
        return (messages, reactions);
    }

    private static ImmutableArray<Reaction> Reactions(int worker, Random random) =>
    [
        .. Enumerable.Range(0, random.Next(1, 3)).Select(i => new Reaction
        {
            Id = $"{worker}-{i}",
            Type = Types[random.Next(Types.Length)],
            OccurredAt = StormyBrand.Start.AddDays(-random.Next(100)),
            Product = random.Next(4) == 0 ? "camper" : "car",
        }),
    ];

    /// <summary>
    /// As a queue does: a message whose worker died is handled again, until it was handled to its end.
    /// </summary>
    private static async Task HandleAsync(StormyBrand brand, LeadTouched message)
    {
        var worker = WorkerOf(brand);
        while (true)
        {
            try
            {
                await worker.HandleAsync(message, default);
                return;
            }
            catch (PowerCutException)
            {
                // The next turn of the loop is the queue's redelivery.
            }
        }
    }

    /// <summary>
    /// A worker as of a process of its own: workers of one process take turns at a lead, these do not.
    /// </summary>
    private static TouchHandler WorkerOf(StormyBrand brand)
    {
        var leads = new LeadStore(brand.Tables);
        var rank = new RankIndex(brand.Tables, leads, brand.Get<InForce>(), brand.Get<TimeProvider>());
        var followUp = new LeadFollowUp(
            rank, brand.Get<DueIndex>(), brand.Get<RulesWatch>(), brand.Get<AlertFollowUp>(),
            brand.Get<SalesFollowUp>(), brand.Get<MarkStore>(), brand.Get<Post>());
        return new TouchHandler(
            leads, followUp, brand.Get<SettleHandler>(), brand.Get<ReferralIndex>(), brand.Get<Post>(),
            brand.Get<InForce>(), brand.Get<TimeProvider>());
    }
}
