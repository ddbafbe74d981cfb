using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LeadScoring.Runtime.TimeTravel;
using LeadScoring.Tests.Storage;

namespace LeadScoring.Tests.Crash;

/// <summary>Two processes on one store take claims of the same leads at the same time.</summary>
public sealed class TwoProcessesClaimTests
{
    private const int Leads = 24;
    private const int Most = 30; // of baba, in the sample's sales.json
    private static readonly DateTimeOffset Noon = new(2027, 2, 1, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Each_lead_has_one_holder_the_other_is_told_who_and_nobody_gets_more_than_their_limit()
    {
        using var folder = new TemporaryFolder();
        var data = folder.File("data");
        TravelClock.Open(data).StandAt(Noon);
        using var first = await StartAsync(data);
        using var second = await StartAsync(data);
        var leads = await LeadsAsync(first, Leads + Most + 10);

        foreach (var lead in leads.Take(Leads))
        {
            var tries = await Task.WhenAll(
                ClaimAsync(first, lead, "aoki"), ClaimAsync(second, lead, "endo"), ClaimAsync(first, lead, "endo"),
                ClaimAsync(second, lead, "aoki"));
            var holder = (string)(await first.GetAsync($"/api/leads/{lead}"))["claim"]!["owner"]!;
            Assert.All(tries, one => Assert.Equal(
                holder, (string?)one.Answer[one.Status == HttpStatusCode.OK ? "owner" : "claimedBy"]));
            Assert.Equal(2, tries.Count(one => one.Status == HttpStatusCode.OK)); // one claims, and prolongs
            Assert.Equal(holder, (string?)(await second.GetAsync($"/api/leads/{lead}"))["claim"]!["owner"]);
        }

        var many = await Task.WhenAll(leads.Skip(Leads).Select(
            (lead, n) => ClaimAsync(n % 2 == 0 ? first : second, lead, "baba")));
        Assert.Equal(Most, many.Count(one => one.Status == HttpStatusCode.OK));
        Assert.All(many.Where(one => one.Status != HttpStatusCode.OK), one => Assert.Equal(
            (HttpStatusCode.Conflict, Most), (one.Status, (int)one.Answer["most"]!)));
        await first.KillAsync();
        await second.KillAsync();
    }

    private static Task<AppProcess> StartAsync(string data) => AppProcess.StartAsync(
        data, "--LeadScoring:TimeTravel=true", "--LeadScoring:RequestsPerMinute=1000000");

    private static async Task<IReadOnlyList<string>> LeadsAsync(AppProcess app, int number)
    {
        var emails = Enumerable.Range(0, number).Select(n => $"lead-{n}@example.jp").ToList();
        await app.PostAsync("/api/reactions", new
        {
            reactions = emails.Select(email => new
            {
                id = "quote", email, type = "quote", occurredAt = Noon, product = "car",
            }),
        });
        await app.PostAsync("/api/dev/time", new { advance = "PT0S" });
        var leads = new List<string>();
        foreach (var email in emails)
            leads.Add((string)(await app.PostAsync("/api/leads/find", new { email }))["leadId"]!);
        return leads;
    }

    private static async Task<(HttpStatusCode Status, JsonNode Answer)> ClaimAsync(
        AppProcess app, string lead, string owner)
    {
        using var answer = await app.Http.PostAsJsonAsync($"/api/leads/{lead}/claim", new { owner });
        return (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonNode>())!);
    }
}
