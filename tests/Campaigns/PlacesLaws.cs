using LeadScoring.Alerts;
using LeadScoring.Campaigns;
using LeadScoring.Due;
using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.RollOut;
using LeadScoring.Sales;
using LeadScoring.Scoring;
using LeadScoring.Storage;
using LeadScoring.Tests.Crash;
using LeadScoring.Tracks;

namespace LeadScoring.Tests.Campaigns;

/// <summary>
/// The law of places and codes: however the writes of several instances interleave, and wherever workers die, no place
/// and no code is sold twice, none is lost, and every entry ends with one outcome.
/// </summary>
public sealed class PlacesLaws
{
    private const string Campaign = "camper-lid-2026";
    private const int People = 24;

    [Theory]
    [InlineData(1, 0.0, 9, 40)]
    [InlineData(2, 0.2, 9, 40)]
    [InlineData(3, 0.3, 30, 5)]
    [InlineData(4, 0.3, 12, 12)]
    public async Task Places_and_codes_are_sold_once_each_and_to_the_last(int seed, double deaths, int total, int codes)
    {
        await using var storm = new Storm(seed, deaths);
        await using var brand = await StormyBrand.OpenAsync(storm);
        Limit(brand, total);
        await brand.Get<CodeIndex>().ImportAsync(Campaign, [.. Enumerable.Range(0, codes).Select(CodeOf)], default);
        var random = new Random(seed);
        var messages = new List<EntryArrived>();
        for (var person = 0; person < People; person++)
            messages.AddRange(await EnterAsync(brand, person, codes, random));
        random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(messages));

        storm.IsRaging = true;
        await Task.WhenAll(messages.Select(message => HandleAsync(brand, message)));
        storm.IsRaging = false;

        var entries = await EntriesAsync(brand, messages);
        var counted = entries.Where(entry => entry.Outcome == Entry.Counted).ToList();
        Assert.Equal(Math.Min(total, codes), counted.Count);
        Assert.Equal(counted.Count, counted.Select(entry => entry.CodeDigest).Distinct().Count());
        Assert.All(entries, entry => Assert.Contains(
            entry.Outcome,
            new[] { Entry.Counted, Entry.Refused(Entry.Full), Entry.Refused(Entry.CodeUsed) }));
        var ledger = brand.Get<CampaignLedger>();
        Assert.Equal(counted.Count, await ledger.CountedAsync(Campaign, default));
        Assert.Equal(
            new CodeCounts(codes, counted.Count), await brand.Get<CodeIndex>().CountAsync(Campaign, default));
        if (deaths > 0) Assert.InRange(storm.Deaths, 1, int.MaxValue);
    }

    /// <summary>Every code is brought by at least two entries, so that all of them would be used.</summary>
    private static async Task<List<EntryArrived>> EnterAsync(StormyBrand brand, int person, int codes, Random random)
    {
        var email = $"places-{person}@example.jp";
        var leadId = brand.IdOf(email);
        var leads = brand.Get<LeadStore>();
        await leads.ChangeAsync(leadId, (snapshot, _) => new LeadChange(
            snapshot.Lead with { Profile = new Profile { Email = email, CreatedAt = StormyBrand.Start, Known = true } },
            []), default);
        var messages = new List<EntryArrived>();
        for (var number = person; number < 2 * Math.Max(codes, People); number += People)
        {
            var entry = new Entry
            {
                EntryId = $"e-{number}",
                CampaignId = Campaign,
                Email = email,
                Locale = "ja",
                ReceivedAt = StormyBrand.Start,
                CodeDigest = brand.Get<CodeIndex>().DigestOf(Campaign, CodeOf(number % codes)),
            };
            await leads.TryAddRowAsync(leadId, entry.RowKey, entry, default);
            messages.AddRange(Enumerable.Repeat(new EntryArrived(leadId, entry.RowKey), random.Next(1, 3)));
        }
        return messages;
    }

    private static async Task HandleAsync(StormyBrand brand, EntryArrived message)
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

    /// <summary>A worker as of an instance of its own: only the store keeps it from the others' places.</summary>
    private static EntryHandler WorkerOf(StormyBrand brand)
    {
        var (content, time) = (brand.Get<InForce>(), brand.Get<TimeProvider>());
        var leads = new LeadStore(brand.Tables);
        var rank = new RankIndex(brand.Tables, leads, content, time);
        var places = new EntryPlaces(
            new CampaignLedger(brand.Tables, content), brand.Get<CodeIndex>(), brand.Get<ReferralIndex>(), content);
        var followUp = new LeadFollowUp(
            rank, brand.Get<DueIndex>(), brand.Get<RulesWatch>(), brand.Get<AlertFollowUp>(),
            brand.Get<SalesFollowUp>(), brand.Get<MarkStore>(), brand.Get<Post>());
        return new EntryHandler(leads, followUp, places, brand.Get<Post>(), content, time);
    }

    private static async Task<IReadOnlyList<Entry>> EntriesAsync(
        StormyBrand brand, IEnumerable<EntryArrived> messages)
    {
        var entries = new List<Entry>();
        foreach (var message in messages.Distinct())
            entries.Add(Rows.Body<Entry>(
                (await brand.Get<LeadStore>().FindRowAsync(message.LeadId, message.EntryKey, default))!));
        return entries;
    }

    private static void Limit(StormyBrand brand, int total)
    {
        var edition = brand.Get<InForce>().Edition;
        var campaigns = edition.Campaigns.ToDictionary(campaign => campaign.Key, campaign => campaign.Value);
        campaigns[Campaign] = campaigns[Campaign] with { Total = total, CodesPerPerson = null };
        brand.Get<InForce>().Use(edition with { Campaigns = campaigns });
    }

    private static string CodeOf(int number) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"CODE{number:D6}");
}
