using LeadScoring.Leads;
using LeadScoring.Storage;
using LeadScoring.Tests.Crash;

namespace LeadScoring.Tests.Sales;

/// <summary>
/// Killed at any line: a salesperson's work on a lead is walked once for each write it makes, and that write goes
/// wrong. Careful callers, the queue and the timer then lead to the same end.
/// </summary>
[Collection(nameof(AnyLineOfSalesTests))]
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
        Assert.InRange(writes, 15, 150);
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

    /// <summary>Of who is hot and has two addresses: what is done reaches the merged lead's claim, too.</summary>
    private static async Task WalkAsync(StormyBrand brand, string email, Action arm)
    {
        await brand.SettleAsync(StormyBrand.Start);
        await brand.PostAsync("/api/reactions", new
        {
            reactions = new[] { "quote", "test-drive", "shop-visit" }.Select(type => (Of: email, Type: type))
                .Append((Of: WorkOf(email), Type: "quote")).Select(one => new
                {
                    id = one.Type, email = one.Of, type = one.Type, product = "car", occurredAt = StormyBrand.Start,
                }),
        });
        await brand.SettleAsync();
        var (path, work) = ($"/api/leads/{brand.IdOf(email)}", $"/api/leads/{brand.IdOf(WorkOf(email))}");
        await brand.PostAsync($"{work}/claim", new { owner = "aoki" });
        await brand.PostAsync($"{work}/merge", new { into = brand.IdOf(email), why = "same phone" });
        await brand.SettleAsync();
        arm();
        await brand.PostAsync(
            $"{path}/outcome",
            new { id = "o-1", outcome = "not-now", product = "car", until = StormyBrand.Start.AddDays(30) });
        await brand.SettleAsync(StormyBrand.Start.AddDays(30.5));
        await brand.PostAsync($"{path}/outcome", new
        {
            id = "o-2", outcome = "won", product = "car", amount = 3_000_000, currency = "JPY",
        });
        var before = StormyBrand.Start.AddDays(-1); // a word of a day on which nobody held them yet
        await brand.PostAsync(
            $"{path}/outcome", new { id = "o-3", outcome = "wrong-person", product = "car", at = before });
        await brand.SettleAsync();
    }

    private static string WorkOf(string email) => "work-" + email;

    /// <summary>What is kept of it, but for who it is and how often it was written.</summary>
    private static async Task<string> TraceAsync(StormyBrand brand, string email)
    {
        var id = brand.IdOf(email);
        var lead = (await brand.Get<LeadStore>().LoadAsync(id, default)).Lead;
        await ListRows.AssertWholeAsync(brand.Tables, lead);
        var work = (await brand.Get<LeadStore>().LoadAsync(brand.IdOf(WorkOf(email)), default)).Lead;
        var state = lead.Product("car");
        var rows = await Rights.Traces.RowsAsync(brand.Tables, id);
        var spell = Digest.Of($"{id}|{state.Hot!.Since.UtcTicks}");
        var sales = await brand.Tables.Sales.QueryAsync<Azure.Data.Tables.TableEntity>()
            .Where(row => row.RowKey.EndsWith(spell, StringComparison.Ordinal)
                || row.RowKey == "h|" + id || row.RowKey == "h|" + work.Id)
            .Select(row => Rows.Text(row).Replace(id, "", StringComparison.Ordinal)).Order().ToListAsync();
        var page = await brand.GetAsync($"/api/leads/{id}?product=car");
        return string.Join('\n',
            Json.Write(state.Counts), Json.Write(state.Purchases), Json.Write(work.Profile!.Claim!),
            $"{lead.Profile!.Claim} {lead.Profile.Held}", Json.Write(lead.Profile.NextContact()!),
            string.Join(' ', sales), page["mayCall"],
            rows.Count(row => row.StartsWith("reaction|", StringComparison.Ordinal)),
            rows.Count(row => row.StartsWith("purchase|", StringComparison.Ordinal)),
            rows.Count(row => row.StartsWith("alert|", StringComparison.Ordinal)),
            string.Join(' ', page["timeline"]!.AsArray().Where(item => (string?)item!["kind"] != "merge")
                .Select(item => (string?)item!["text"])));
    }
}
