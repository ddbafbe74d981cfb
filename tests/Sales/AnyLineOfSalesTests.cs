using LeadScoring.Leads;
using LeadScoring.Storage;
using LeadScoring.Tests.Crash;

namespace LeadScoring.Tests.Sales;

/// <summary>
/// Killed at any line: a salesperson's work on a lead is walked once for each write it makes, and that write goes
/// wrong. Careful callers, the queue and the timer then lead to the same end.
/// </summary>
public sealed class AnyLineOfSalesTests
{
    [Theory]
    [InlineData(Mishap.DiesBefore)]
    [InlineData(Mishap.DiesAfter)]
    [InlineData(Mishap.IsSentTwice)]
    public async Task A_mishap_at_any_single_write_changes_nothing_in_the_end(Mishap mishap)
    {
        var weather = new OneMishap();
        await using var brand = await StormyBrand.OpenAsync(weather);
        var number = 0;
        var calm = brand.NextAddress(ref number);
        await WalkAsync(brand, calm, () => weather.Arm(0, mishap));
        var writes = weather.Writes;
        var undisturbed = await TraceAsync(brand, calm);
        Assert.InRange(writes, 15, 120);
        for (var unlucky = 1; unlucky <= writes; unlucky++)
        {
            var email = brand.NextAddress(ref number);
            await WalkAsync(brand, email, () => weather.Arm(unlucky, mishap));
            weather.Arm(0, mishap);
            var walked = await TraceAsync(brand, email);
            Assert.True(undisturbed == walked, $"write {unlucky} of {writes} {mishap}:\n{undisturbed}\n{walked}");
            Assert.Equal(0, await brand.MessagesLeftAsync());
        }
    }

    private static async Task WalkAsync(StormyBrand brand, string email, Action arm)
    {
        await brand.SettleAsync(StormyBrand.Start);
        await brand.PostAsync("/api/reactions", new
        {
            reactions = new[]
            {
                new { id = "a", email, type = "quote", product = "car", occurredAt = StormyBrand.Start },
            },
        });
        await brand.SettleAsync();
        var path = $"/api/leads/{brand.IdOf(email)}";
        arm();
        await brand.PostAsync($"{path}/claim", new { owner = "aoki" });
        await brand.PostAsync(
            $"{path}/outcome",
            new { id = "o-1", outcome = "not-now", product = "car", until = StormyBrand.Start.AddDays(30) });
        await brand.SettleAsync(StormyBrand.Start.AddDays(31));
        await brand.PostAsync($"{path}/claim", new { owner = "aoki" });
        await brand.PostAsync($"{path}/calls", new { id = "c-1", result = "reached", product = "car", minutes = 3 });
        await brand.PostAsync($"{path}/outcome", new
        {
            id = "o-2", outcome = "won", product = "car", amount = 3_000_000, currency = "JPY",
        });
        await brand.PostAsync($"{path}/outcome", new { id = "o-3", outcome = "wrong-person", product = "car" });
        await brand.SettleAsync();
    }

    /// <summary>What is kept of it, but for who it is and how often it was written.</summary>
    private static async Task<string> TraceAsync(StormyBrand brand, string email)
    {
        var id = brand.IdOf(email);
        var lead = (await brand.Get<LeadStore>().LoadAsync(id, default)).Lead;
        await ListRows.AssertWholeAsync(brand.Tables, lead);
        var state = lead.Product("car");
        var rows = await Rights.Traces.RowsAsync(brand.Tables, id);
        var held = await brand.Tables.Sales.QueryAsync<Azure.Data.Tables.TableEntity>()
            .CountAsync(row => row.RowKey == "h|" + id);
        var page = await brand.GetAsync($"/api/leads/{id}?product=car");
        return string.Join('\n',
            Json.Write(state.Counts), Json.Write(state.Purchases), Json.Write(lead.Profile!.Claim!),
            Json.Write(lead.Profile.Contact!), held, page["mayCall"],
            rows.Count(row => row.StartsWith("reaction|", StringComparison.Ordinal)),
            rows.Count(row => row.StartsWith("purchase|", StringComparison.Ordinal)),
            rows.Count(row => row.StartsWith("alert|", StringComparison.Ordinal)),
            string.Join(' ', page["timeline"]!.AsArray().Select(item => (string?)item!["text"])));
    }
}
