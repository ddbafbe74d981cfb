using System.Net;
using LeadScoring.Leads;
using LeadScoring.Tests.Crash;
using LeadScoring.Tests.Rights;

namespace LeadScoring.Tests.Identity;

/// <summary>
/// Whatever happens in whatever order, a person counts the distinct events of the leads they are at that moment, and
/// nothing else: joining and parting leave no remainder.
/// </summary>
public sealed class MergeLaws
{
    private static readonly string[] Types = ["page-view", "brochure", "quote", "dealer-search", "configurator"];

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0.02)]
    [InlineData(3, 0.05)]
    public async Task A_person_counts_the_events_of_the_leads_they_are(int seed, double deaths)
    {
        var random = new Random(seed);
        await using var storm = new Storm(seed, deaths);
        await using var brand = await StormyBrand.OpenAsync(storm, batchSize: 8);
        string[] emails = ["a@example.jp", "b@example.jp", "c@example.jp"];
        var events = emails.ToDictionary(email => email, _ => new List<string>(), StringComparer.Ordinal);
        foreach (var email in emails) await ReactAsync(email, 0);
        var mergedInto = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var step = 1; step <= 40; step++)
        {
            var (one, other) = (emails[random.Next(3)], emails[random.Next(3)]);
            storm.IsRaging = deaths > 0;
            if (random.Next(5) < 3) await ReactAsync(one, random.Next(Types.Length));
            else if (mergedInto.Remove(one)) await SayAsync(one, "unmerge", new { });
            else if (PersonOf(one) != PersonOf(other) && !mergedInto.ContainsKey(other))
            {
                mergedInto[one] = other;
                storm.IsRaging = false;
                await brand.SettleAsync(StormyBrand.Start.AddSeconds(step)); // an un-merge before it comes to its end
                storm.IsRaging = deaths > 0;
                await SayAsync(one, "merge", new { into = brand.IdOf(other) });
            }
            storm.IsRaging = false;
            if (random.Next(2) == 0) await brand.SettleAsync();
        }
        await brand.SettleAsync();

        foreach (var email in emails.Where(email => !mergedInto.ContainsKey(email)))
        {
            var lead = (await brand.Get<LeadStore>().LoadAsync(brand.IdOf(email), default)).Lead;
            var expected = emails.Where(part => PersonOf(part) == email).SelectMany(part => events[part]);
            Assert.Equal(expected.Order(StringComparer.Ordinal), Counted(lead));
            Assert.Empty(lead.Profile!.Unmerging);
            await ListRows.AssertWholeAsync(brand.Tables, lead);
            var rows = await Traces.RowsAsync(brand.Tables, lead.Id);
            Assert.Equal(
                Counted(lead).Count(), rows.Count(row => row.StartsWith("reaction|", StringComparison.Ordinal)));
        }
        Assert.Equal(0, await brand.MessagesLeftAsync());

        string PersonOf(string email) => mergedInto.TryGetValue(email, out var into) ? PersonOf(into) : email;

        async Task ReactAsync(string email, int type)
        {
            events[email].Add(Types[type]);
            var id = $"r-{events[email].Count}"; // the leads use the same ids for different things
            var occurredAt = StormyBrand.Start.AddMinutes(Array.IndexOf(emails, email));
            await brand.PostAsync("/api/reactions", new
            {
                reactions = new[] { new { id, email, type = Types[type], product = "car", occurredAt } },
            });
        }

        // Repeated after a lost answer, an un-merge finds nothing to do any more.
        Task SayAsync(string email, string what, object body) => brand.PostAsync(
            $"/api/leads/{brand.IdOf(email)}/{what}", body,
            what == "unmerge" ? HttpStatusCode.Conflict : HttpStatusCode.Accepted);
    }

    private static IEnumerable<string> Counted(Lead lead)
    {
        var counted = new List<string>();
        foreach (var count in lead.Product("car").Counts.Items)
            counted.AddRange(Enumerable.Repeat(count.Type, count.Count));
        return counted.Order(StringComparer.Ordinal);
    }
}
