using System.Text.Json.Nodes;
using LeadScoring.Alerts;
using LeadScoring.Campaigns;
using LeadScoring.Due;
using LeadScoring.Leads;
using LeadScoring.Parsing;
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

/// <summary>
/// Rules are published and events replayed while reactions come in, over several processes whose writes interleave as
/// drawn by lot and which die before or after any of them. At every moment the list holds every lead once, in order; at
/// the end each lead stands under exactly the newest version, and is what a computation from scratch makes of it.
/// </summary>
public sealed class RulesStormTests
{
    private const int People = 12;
    private const int Processes = 3;
    private const int Newest = 4;
    private static readonly string[] Types = ["page-view", "brochure", "quote", "complaint", "test-drive"];

    [Theory]
    [InlineData(1, 0.0)]
    [InlineData(2, 0.03)]
    public async Task Publishing_replay_and_reactions_at_once_leave_every_lead_under_exactly_one_version(
        int seed, double deaths)
    {
        await using var storm = new Storm(seed, deaths);
        await using var brand = await StormyBrand.OpenAsync(storm);
        var random = new Random(seed);
        var known = new Dictionary<string, List<Reaction>>(StringComparer.Ordinal);
        var everybody = Enumerable.Range(0, People).Select(person => $"storm-{person}@example.jp").ToList();
        foreach (var email in everybody)
        {
            var message = await TellAsync(brand, email, 1, random, known);
            await HandleAsync(() => Process(brand).HandleAsync(message, default));
        }

        storm.IsRaging = deaths > 0;
        var messages = new List<LeadTouched>();
        foreach (var email in everybody.Concat(everybody))
            messages.Add(await TellAsync(brand, email, random.Next(1, 4), random, known));
        var work = Task.WhenAll(
            [PublishAsync(brand, storm),
             .. messages.Chunk(messages.Count / Processes).Select(part => ReactAsync(brand, part))]);
        while (!work.IsCompleted) await AssertListAsync(brand, everybody);
        await work;
        storm.IsRaging = false;
        await brand.SettleAsync();

        await AssertListAsync(brand, everybody);
        await AssertFromScratchAsync(brand, known);
        Assert.Equal(0, await brand.MessagesLeftAsync());
        Assert.Equal(
            new RulesState(Newest, [Newest]), await brand.Get<RulesStore>().StateAsync(default));
    }

    /// <summary>Each version differs in points and half-life, every other one in its calendar as well.</summary>
    private static JsonObject Rules(int version) => Rulebook.Version(version, rules =>
    {
        rules.Points("quote", version % 2 == 0 ? 5 : 60);
        rules["products"]!["car"]!["halfLifeDays"] = 20 * version;
        if (version % 2 == 0) rules["products"]!["car"]!["timeZone"] = "America/New_York";
    });

    private static async Task PublishAsync(StormyBrand brand, Storm storm)
    {
        for (var version = 2; version <= Newest; version++)
        {
            await brand.PutAsync("/api/scoring/rules", new { rules = Rules(version), author = "Sato" });
            await brand.PostAsync("/api/scoring/replay", new { });
            // The next one overtakes the walk of the one before, or comes after it.
            if (version % 2 == 0 || !storm.IsRaging) await brand.SettleAsync();
        }
    }

    private static async Task ReactAsync(StormyBrand brand, IEnumerable<LeadTouched> messages)
    {
        var process = Process(brand);
        foreach (var message in messages) await HandleAsync(() => process.HandleAsync(message, default));
    }

    /// <summary>A batch waits in the lead's inbox; its message is handed to one of the processes.</summary>
    private static async Task<LeadTouched> TellAsync(
        StormyBrand brand, string email, int reactions, Random random, Dictionary<string, List<Reaction>> known)
    {
        if (!known.TryGetValue(email, out var all)) known[email] = all = [];
        var news = Enumerable.Range(all.Count, reactions).Select(i => new Reaction
        {
            Id = $"r-{i}",
            Type = Types[random.Next(Types.Length)],
            OccurredAt = StormyBrand.Start.AddHours(-random.Next(24 * 90)),
            Product = "car",
        }).ToList();
        all.AddRange(news);
        var batch = new InboxBatch(email, Trusted: true, news, []);
        var (leadId, key) = (brand.IdOf(email), ReactionInbox.KeyOf(batch));
        await brand.Get<Stores>().Tables.GetTableClient("leads").AddEntityAsync(Rows.Entity(leadId, key, batch));
        return new LeadTouched(leadId, key);
    }

    /// <summary>As a queue does: a message whose process died is handled again.</summary>
    private static async Task HandleAsync(Func<Task> handle)
    {
        while (true)
        {
            try
            {
                await handle();
                return;
            }
            catch (Exception failed) when (failed is PowerCutException or LeadBusyException)
            {
                // The next turn of the loop is the queue's redelivery.
            }
        }
    }

    /// <summary>A process of its own: what it knows of the rules is what it has read itself.</summary>
    private static TouchHandler Process(StormyBrand brand)
    {
        var time = brand.Get<TimeProvider>();
        var content = new InForce();
        content.Use(brand.Get<InForce>().Edition, brand.Get<InForce>().Lines);
        var watch = new RulesWatch(
            brand.Get<RulesStore>(), brand.Get<NurtureStore>(), brand.Get<NurtureSets>(), content,
            brand.Get<RulesPace>(), time);
        var leads = new LeadStore(brand.Tables, watch);
        var followUp = new LeadFollowUp(
            new RankIndex(brand.Tables, leads, content, time), brand.Get<DueIndex>(), watch,
            brand.Get<AlertFollowUp>(), brand.Get<SalesFollowUp>(), brand.Get<MarkStore>(), brand.Get<Post>());
        return new TouchHandler(
            leads, followUp, brand.Get<SettleHandler>(), brand.Get<ReferralIndex>(), brand.Get<Post>(), content, time);
    }

    private static async Task AssertListAsync(StormyBrand brand, List<string> everybody)
    {
        var listed = (await brand.GetAsync("/api/leads?product=car&top=1000"))["leads"]!.AsArray();
        Assert.Equal(
            everybody.Order(StringComparer.Ordinal),
            listed.Select(lead => (string)lead!["email"]!).Order(StringComparer.Ordinal));
        var scores = listed.Select(lead => (double)lead!["score"]!).ToList();
        Assert.Equal(scores.OrderDescending(), scores);
    }

    private static async Task AssertFromScratchAsync(StormyBrand brand, Dictionary<string, List<Reaction>> known)
    {
        var rules = ScoringRules.Read(JsonFields.Parse(
            System.Text.Encoding.UTF8.GetBytes(Rules(Newest).ToJsonString()), new Refusals())!);
        var car = rules.Products["car"];
        var leads = new List<Lead>();
        foreach (var (email, reactions) in known)
        {
            var lead = (await brand.Get<LeadStore>().LoadAsync(brand.IdOf(email), default)).Lead;
            var state = lead.Product("car");
            var counts = reactions.Aggregate(DayCounts.Empty, (counted, reaction) =>
                counted.Add([(car.DayOf(reaction.OccurredAt), reaction.Type)]));
            var input = new ScoreInput(counts, 1, null);
            Assert.Equal(counts, state.Counts);
            Assert.Equal(Newest, lead.Profile!.Rules);
            Assert.Equal(RankKey.ToText(RankKey.Of(input, rules, car)), state.Placed!.Key);
            Assert.Equal([RankLists.All(Newest)], state.Placed.Lists);
            var score = Points.ScoreAt(input, rules, car, car.DayOf(StormyBrand.Start));
            Assert.Equal(state.Stage, rules.Stages.Next(state.Stage, score, Points.FloorOf(input, rules)));
            leads.Add(lead);
        }
        await ListRows.AssertWholeAsync(brand.Tables, leads);
    }
}
