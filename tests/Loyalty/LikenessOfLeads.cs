using System.Text;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.RealData;

namespace LeadScoring.Tests.Loyalty;

/// <summary>
/// What leads are told of their likeness, from outside: the night's study runs twice, a scenario waits for those at 80,
/// and sales asks for them.
/// </summary>
internal static class LikenessOfLeads
{
    /// <summary>Before the night: the scenario is in force, and who is like the loyal may be written to.</summary>
    public static async Task PrepareAsync(Brand brand, string email)
    {
        var body = $$"""{ "author": "mori", "scenario": {{LikenessTold.Scenario(80)}} }""";
        using var scenario = new StringContent(body, Encoding.UTF8, "application/json");
        using var put = await brand.Http.PutAsync("/api/scenarios/like-loyal", scenario);
        Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync());
        await brand.PostAsync("/api/consents", new
        {
            consents = new[]
            {
                new { email, channel = "email", grantedAt = "2027-09-01T00:00:00Z", how = "form", proof = "p-1" },
            },
        });
        await brand.SettleAsync();
    }

    /// <summary>After the first night.</summary>
    public static async Task ExpectAsync(Brand brand, string alike, string other)
    {
        var listed = await brand.ListAsync("product=car&minLikeness=80&lang=en");
        var lead = Assert.Single(listed, lead => (string?)lead["email"] == alike);
        Assert.Equal("Resembles loyal customers (90 or more of 100)", (string?)lead["likeness"]!["text"]);
        Assert.Equal(90, (int)(await brand.FindAsync(alike))["products"]![0]!["likeness"]!["level"]!);
        Assert.DoesNotContain(listed, lead => (string?)lead["email"] == other);
        Assert.Null((await brand.FindAsync(other))["products"]![0]!["likeness"]);
        Assert.All(listed, lead => Assert.NotEqual("loyal", (string?)lead["class"]));

        await brand.RefreshInsightsAsync(); // the night runs once more
        Assert.Equal(
            listed.Select(one => one["leadId"]!.ToJsonString()),
            (await brand.ListAsync("product=car&minLikeness=80")).Select(one => one["leadId"]!.ToJsonString()));
        await brand.AdvanceAsync("P2D");
        await brand.RefreshInsightsAsync();
        await brand.AdvanceAsync("P2D");
        var sends = (await brand.FindAsync(alike))["sends"]!.AsArray();
        Assert.Equal(
            ("like-loyal", "invite", "sent"),
            Assert.Single(sends.Select(send => (
                (string?)send!["scenario"], (string?)send["step"], (string?)send["status"]))));
        Assert.Single(brand.Mails(), mail => mail.To.Contains(alike, StringComparison.Ordinal));

        using var erased = await brand.Http.DeleteAsync($"/api/leads/{(string?)lead["leadId"]}");
        await brand.SettleAsync();
        Assert.DoesNotContain(
            await brand.ListAsync("product=car&minLikeness=60"), lead => (string?)lead["email"] == alike);
    }
}
