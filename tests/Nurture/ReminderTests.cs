using LeadScoring.Due;
using LeadScoring.Intake;
using LeadScoring.Nurture;
using LeadScoring.Storage;
using LeadScoring.Tests.Crash;

namespace LeadScoring.Tests.Nurture;

/// <summary>Who does not answer the first mail is asked once more, whatever happened to the process.</summary>
public sealed class ReminderTests
{
    private const string Campaign = "car-launch-2026";

    [Theory]
    [InlineData(Mishap.DiesBefore)]
    [InlineData(Mishap.DiesAfter)]
    public async Task A_death_at_any_write_of_an_entry_leaves_its_reminder_planned(Mishap mishap)
    {
        var weather = new OneMishap();
        await using var brand = await StormyBrand.OpenAsync(weather);
        var number = 0;
        var writes = 1;
        for (var unlucky = 0; unlucky <= writes; unlucky++)
        {
            weather.Arm(unlucky, mishap);
            var email = brand.NextAddress(ref number);
            await brand.PostAsync($"/api/campaigns/{Campaign}/entries", new
            {
                entryId = "e-1",
                email,
                name = "山田花子",
                locale = "ja",
                optIn = true,
                attributes = new { prefecture = "Tokyo" },
            });
            await brand.SettleAsync();
            if (unlucky == 0) writes = weather.Writes;

            var reminder = new DueItem(
                brand.IdOf(email), DueKind.Confirmation, Entry.HashOf(Campaign, "e-1"), Confirming.Reminder);
            Assert.True(await PlannedAsync(brand, reminder) == 1, $"write {unlucky} of {writes} {mishap}");
        }
        Assert.InRange(writes, 10, 40);
    }

    private static async Task<int> PlannedAsync(StormyBrand brand, DueItem item)
    {
        var planned = 0;
        await foreach (var page in brand.Get<DueIndex>().DueByAsync(StormyBrand.Start.AddYears(1), default))
            planned += page.Values.Count(row => Rows.Body<DueItem>(row) == item);
        return planned;
    }
}
