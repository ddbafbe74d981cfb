using LeadScoring.Exports;
using LeadScoring.Tests.Crash;

namespace LeadScoring.Tests.Exports;

/// <summary>The delivery of a view, killed at every single write: no second mail, and none is lost silently.</summary>
public sealed class ViewDeliveryCrashTests
{
    private const string To = "sato@example.jp";

    [Theory]
    [InlineData(Mishap.DiesBefore)]
    [InlineData(Mishap.DiesAfter)]
    [InlineData(Mishap.IsSentTwice)]
    public async Task A_mishap_at_any_single_write_sends_no_second_mail(Mishap mishap)
    {
        var weather = new OneMishap();
        await using var brand = await StormyBrand.OpenAsync(weather);
        weather.Arm(0, mishap);
        Assert.Equal("delivered", await WalkAsync(brand, 0));
        var writes = weather.Writes;
        Assert.InRange(writes, 8, 60);

        var unknown = 0;
        for (var unlucky = 1; unlucky <= writes; unlucky++)
        {
            weather.Arm(unlucky, mishap);
            var status = await WalkAsync(brand, unlucky);
            if (status != "delivered") Assert.Equal("unknown", status);
            if (status == "unknown") unknown++;
        }
        // The claim that is on the disk and unheard of, the mail itself, and its answer on its way to the disk.
        Assert.InRange(unknown, 0, 3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Messages_that_come_thrice_at_once_send_one_mail(int seed)
    {
        await using var brand = await StormyBrand.OpenAsync(new Echo(seed), batchSize: 16);
        for (var round = 0; round < 5; round++) Assert.Equal("delivered", await WalkAsync(brand, round));
    }

    [Fact]
    public async Task Of_the_times_that_were_missed_only_the_newest_is_delivered()
    {
        await using var brand = await StormyBrand.OpenAsync(new Weather());
        await PutAsync(brand, "late");
        var back = StormyBrand.Start.AddDays(5).AddHours(3);
        await brand.SettleAsync(back);
        await brand.SettleAsync(back.AddHours(1));

        var days = Enumerable.Range(0, 6).Select(day => brand.Mail.Taken(SendId("late", Due(day))));
        Assert.Equal([0, 0, 0, 0, 0, 1], days);
    }

    /// <summary>A view is saved at ten and delivered at eleven, of one day after the other.</summary>
    private static async Task<string> WalkAsync(StormyBrand brand, int day)
    {
        var id = $"walk-{day}";
        await brand.SettleAsync(StormyBrand.Start.AddDays(day));
        await PutAsync(brand, id);
        foreach (var minutes in new[] { 0, 6, 40, 170 }) await brand.SettleAsync(Due(day).AddMinutes(minutes));
        var status = (string?)(await brand.GetAsync($"/api/views/{id}"))["lastDelivery"]?["status"];
        var taken = brand.Mail.Taken(SendId(id, Due(day)));
        if (status == "delivered") Assert.Equal(1, taken);
        else Assert.InRange(taken, 0, 1);
        Assert.Equal(0, await brand.MessagesLeftAsync());
        for (var tries = 0; tries < 5; tries++)
        {
            using var removed = await brand.Http.DeleteAsync($"/api/views/{id}");
            if (removed.IsSuccessStatusCode) return status ?? "none";
        }
        throw new InvalidOperationException("The view is not taken out.");
    }

    private static Task PutAsync(StormyBrand brand, string id) => brand.PutAsync($"/api/views/{id}", new
    {
        name = "All", filters = new { }, delivery = new { at = "0 11 * * *", to = $"mail:{To}" },
    });

    private static DateTimeOffset Due(int day) => StormyBrand.Start.AddDays(day).AddHours(1);

    private static string SendId(string view, DateTimeOffset at) => ViewMail.IdOf(view, at, To);
}
