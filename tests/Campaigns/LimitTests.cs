using LeadScoring.Intake;
using LeadScoring.Tests.Doors;
using LeadScoring.Tests.Journeys;

namespace LeadScoring.Tests.Campaigns;

/// <summary>A campaign with so many places: who takes one, when, and what the others are told.</summary>
public sealed class LimitTests
{
    private const string Night = "camper-night-2026";
    private const string FridayNight = "2026-11-20T12:00:00Z";

    [Fact]
    public async Task Who_is_unknown_takes_a_place_by_confirming_and_not_by_entering()
    {
        await using var brand = await OpenAsync(total: 1);
        await brand.EnterAsync(Night, new { email = "hanako@example.jp", locale = "en", optIn = true });

        Assert.Equal([Entry.Waiting], await brand.OutcomesAsync("hanako@example.jp"));
        Assert.Equal(0, await brand.CountedAsync(Night));
        Assert.Empty((await brand.FindAsync("hanako@example.jp"))["campaigns"]!.AsArray());

        var page = await brand.PressAsync();

        Assert.Equal([Entry.Counted], await brand.OutcomesAsync("hanako@example.jp"));
        Assert.Equal(1, await brand.CountedAsync(Night));
        Assert.DoesNotContain("could not be counted", page, StringComparison.Ordinal);
        Assert.Equal([Night], (await brand.FindAsync("hanako@example.jp"))["campaigns"]!.AsArray()
            .Select(name => (string?)name));
        Assert.Single(brand.Mails()); // asked once, and not again when the entry was counted
    }

    [Fact]
    public async Task Who_confirms_too_late_is_told_so_and_stays_a_lead()
    {
        await using var brand = await OpenAsync(total: 1);
        await brand.EnterAsync(Night, new { email = "late@example.jp", locale = "en", optIn = true });
        await brand.MeetAsync("jiro@example.jp");
        await brand.EnterAsync(Night, new { email = "jiro@example.jp" });

        var page = await brand.PressAsync();

        Assert.Contains("The campaign you entered is full", page, StringComparison.Ordinal);
        Assert.Equal([Entry.Counted], await brand.OutcomesAsync("jiro@example.jp"));
        Assert.Equal(["refused: the campaign is full"], await brand.OutcomesAsync("late@example.jp"));
        var late = await brand.FindAsync("late@example.jp");
        Assert.True((bool)late["known"]!);
        Assert.Null((string?)late["consents"]!["reason"]);
        Assert.Equal(1, await brand.CountedAsync(Night));
    }

    [Fact]
    public async Task A_full_campaign_turns_everybody_away_at_the_door()
    {
        await using var brand = await OpenAsync(total: 1);
        await brand.MeetAsync("jiro@example.jp");
        await brand.EnterAsync(Night, new { email = "jiro@example.jp" });

        foreach (var email in new[] { "jiro@example.jp", "nobody@example.jp" })
        {
            using var answer = await brand.Http.PostAsync(
                $"/api/campaigns/{Night}/entries", OpenDoors.Json($"{{\"email\":\"{email}\"}}"));
            Assert.Equal("The campaign is full.", (await Refused.ReadAsync(answer, 409)).Title);
        }
    }

    [Fact]
    public async Task Of_two_entries_of_one_person_one_counts_and_one_place_is_taken()
    {
        await using var brand = await OpenAsync(total: 30);
        await brand.MeetAsync("jiro@example.jp");
        await brand.PostAsync($"/api/campaigns/{Night}/entries", new { entryId = "e-1", email = "jiro@example.jp" });
        await brand.PostAsync($"/api/campaigns/{Night}/entries", new { entryId = "e-2", email = "jiro@example.jp" });
        await brand.SettleAsync();

        Assert.Equal(
            [Entry.Counted, "refused: one entry per person"],
            (await brand.OutcomesAsync("jiro@example.jp")).Order(StringComparer.Ordinal));
        Assert.Equal(1, await brand.CountedAsync(Night));
    }

    [Fact]
    public async Task Two_people_who_send_the_same_entryId_take_two_places()
    {
        await using var brand = await OpenAsync(total: 30);
        await brand.MeetAsync("jiro@example.jp", "saburo@example.jp");
        await brand.EnterAsync(Night, new { entryId = "e-1", email = "jiro@example.jp" });
        await brand.EnterAsync(Night, new { entryId = "e-1", email = "saburo@example.jp" });

        Assert.Equal(2, await brand.CountedAsync(Night));
    }

    [Fact]
    public async Task A_known_person_of_another_class_who_asks_for_mails_reads_why_the_entry_does_not_count()
    {
        await using var brand = await Brand.OpenAsync(FridayNight);
        await brand.MeetAsync("jiro@example.jp");
        await brand.EnterAsync("owners-night-2026", new { email = "jiro@example.jp", locale = "en", optIn = true });

        var page = await brand.PressAsync();

        Assert.Contains("for other customers of ours", page, StringComparison.Ordinal);
        Assert.Equal(["refused: for other customers"], await brand.OutcomesAsync("jiro@example.jp"));
    }

    private static async Task<Brand> OpenAsync(int total)
    {
        var brand = await Brand.OpenAsync(FridayNight);
        brand.Change(Night, campaign => campaign with { Total = total });
        return brand;
    }
}
