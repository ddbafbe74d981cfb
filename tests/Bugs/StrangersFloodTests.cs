using Azure.Storage.Queues;
using LeadScoring.Tests.Journeys;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Bugs;

/// <summary>Anybody may post entries with anybody's address: they filled profiles, and mailboxes, endlessly.</summary>
public sealed class StrangersFloodTests
{
    private const string Now = "2027-02-01T00:00:00Z";

    [Fact]
    public async Task Entries_with_ever_new_answers_do_not_make_a_lead_too_large_to_save()
    {
        await using var brand = await Brand.OpenAsync(Now);
        for (var n = 0; n < 25; n++) await brand.EnterAsync("car-launch-2026", $"flood-{n}", Answers($"x{n}y"));
        await brand.SettleAsync();

        await brand.EnterAsync("car-test-drive", "genuine", Answers("q"));
        await brand.AdvanceAsync("PT10M");

        var poison = brand.Services.GetRequiredService<QueueServiceClient>().GetQueueClient(Queues.EntriesPoison);
        Assert.Equal(0, (await poison.GetPropertiesAsync()).Value.ApproximateMessagesCount);
        Assert.Equal(0, (int)(await brand.GetAsync("/api/health"))["parked"]!);
    }

    [Fact]
    public async Task One_address_gets_three_confirmation_mails_a_day_at_most_and_the_ledger_says_why()
    {
        await using var brand = await Brand.OpenAsync(Now);
        await brand.PostAsync("/api/campaigns/car-launch-2026/entries", new { entryId = "1", email = Acts.Who });
        await brand.SettleAsync();
        await brand.ConfirmAsync(Assert.Single(brand.Mails()));

        for (var n = 0; n < 10; n++) await brand.EnterAsync("car-launch-2026", $"e-{n}", new { });
        await brand.SettleAsync();

        Assert.Equal(3, brand.Mails().Count);
        var sends = (await brand.FindAsync(Acts.Who))["sends"]!.AsArray();
        Assert.Equal(8, sends.Count(send => (string?)send!["reason"] == "asked recently"));

        await brand.AdvanceAsync("P2D");
        await brand.EnterAsync("car-launch-2026", "e-10", new { });
        await brand.SettleAsync();
        Assert.Equal(4, brand.Mails().Count);
    }

    [Fact]
    public async Task A_refused_entry_rewrites_nothing_of_a_known_lead()
    {
        await using var brand = await Brand.OpenAsync(Now);
        await brand.EnterAsync("car-launch-2026", "mine", new { prefecture = "Osaka" }, "Hanako");
        await brand.SettleAsync();
        await brand.ConfirmAsync(brand.Mails()[0]);
        var before = await brand.FindAsync(Acts.Who);

        await brand.EnterAsync("car-launch-2026", "theirs", new { prefecture = "Tokyo" }, "Win at http://evil.example");
        await brand.SettleAsync();

        var after = await brand.FindAsync(Acts.Who);
        Assert.Equal(before["name"]!.ToJsonString(), after["name"]!.ToJsonString());
        Assert.Equal((double)before["points"]!, (double)after["points"]!);
    }

    [Fact]
    public async Task Who_opts_in_at_a_second_entry_is_asked_to_confirm_even_where_only_one_counts()
    {
        await using var brand = await Brand.OpenAsync(Now);
        await brand.PostAsync("/api/campaigns/car-launch-2026/entries", new { entryId = "1", email = Acts.Who });
        await brand.SettleAsync();
        await brand.ConfirmAsync(Assert.Single(brand.Mails()));

        await brand.PostAsync(
            "/api/campaigns/car-launch-2026/entries", new { entryId = "2", email = Acts.Who, optIn = true });
        await brand.SettleAsync();

        Assert.Equal(2, brand.Mails().Count);
    }

    private static Dictionary<string, string> Answers(string prefix) =>
        Enumerable.Range(0, 50).ToDictionary(i => $"{prefix}{i}", _ => new string('x', 500));
}
