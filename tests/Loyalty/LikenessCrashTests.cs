using System.Text;
using LeadScoring.Leads;
using LeadScoring.Tests.Crash;
using LeadScoring.Tests.Publishing;

namespace LeadScoring.Tests.Loyalty;

/// <summary>A lead is told its likeness while things go wrong at any one write.</summary>
public sealed class LikenessCrashTests
{
    [Theory]
    [InlineData(Mishap.DiesBefore)]
    [InlineData(Mishap.DiesAfter)]
    [InlineData(Mishap.IsSentTwice)]
    public async Task A_mishap_at_any_single_write_leaves_lead_list_and_enrolment_as_they_were_told(Mishap mishap)
    {
        using var content = new SpoiledContent();
        content.Write("scenarios/like-loyal.json", Encoding.UTF8.GetBytes(LikenessTold.Scenario(70)));
        var weather = new OneMishap();
        await using var brand = await StormyBrand.OpenAsync(
            weather, 1, "--LeadScoring:ContentPath=" + content.Folder);
        var (unlucky, writes) = (0, 0);
        do
        {
            var id = await CameAsync(brand, $"person-{++unlucky}@example.jp");
            writes = await TellAsync(brand, id, 80, weather, unlucky, mishap);
            await ExpectAsync(brand, id, 80);
            await TellAsync(brand, id, 0, weather, unlucky, mishap);
            await ExpectAsync(brand, id, null);
        }
        while (writes >= unlucky);
        Assert.InRange(unlucky, 4, 12); // the lead, its place in the list, its mark, the mail that is planned

        await brand.SettleAsync(StormyBrand.Start.AddDays(2));
        for (var person = 1; person <= unlucky; person++)
        {
            var lead = await LoadAsync(brand, brand.IdOf($"person-{person}@example.jp"));
            Assert.Equal("completed", lead.Enrolments["like-loyal|1|1"].Ended);
        }
    }

    private static async Task<string> CameAsync(StormyBrand brand, string email)
    {
        await brand.PostAsync("/api/reactions", new
        {
            reactions = new[]
            {
                new { id = "a", email, type = "brochure", product = "car", occurredAt = StormyBrand.Start },
            },
        });
        await brand.SettleAsync();
        return brand.IdOf(email);
    }

    /// <summary>How many writes it took to tell it.</summary>
    private static async Task<int> TellAsync(
        StormyBrand brand, string id, int level, OneMishap weather, int unlucky, Mishap mishap)
    {
        await brand.Services.TellAsync(id, level);
        weather.Arm(unlucky, mishap);
        await brand.SettleAsync();
        var writes = weather.Writes;
        weather.Arm(0, mishap);
        return writes;
    }

    private static async Task ExpectAsync(StormyBrand brand, string id, int? level)
    {
        Assert.Equal(0, await brand.MessagesLeftAsync());
        var lead = await LoadAsync(brand, id);
        Assert.Equal(level, lead.Product("car").Likeness?.Level);
        Assert.Single(lead.Enrolments.Values, enrolment => enrolment.Scenario == "like-loyal");
        var listed = Assert.Single(
            (await brand.GetAsync("/api/leads?product=car"))["leads"]!.AsArray(),
            one => (string?)one!["leadId"] == id);
        Assert.Equal(level, (int?)listed!["likeness"]?["level"]);
    }

    private static async Task<Lead> LoadAsync(StormyBrand brand, string id) =>
        (await brand.Get<LeadStore>().LoadAsync(id, default)).Lead;
}
