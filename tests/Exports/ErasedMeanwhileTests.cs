using LeadScoring.Exports;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Rights;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Exports;

/// <summary>A list read before somebody was erased, and written after it, does not stay in the outbox.</summary>
public sealed class ErasedMeanwhileTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);

    private static readonly SavedView View = new("All", new Dictionary<string, string>(), "admin", Now)
    {
        Delivery = new DeliveryPlan("0 8 * * *", "mail:sato@example.jp", "csv", "ja"),
    };

    [Fact]
    public async Task A_list_of_somebody_erased_since_it_was_read_is_written_anew_later()
    {
        await using var brand = await Brand.OpenAsync("2026-11-22T03:00:00Z");
        await brand.EnterAsync("hanako@example.jp");
        await brand.EnterAsync("taro@example.jp");
        var before = brand.Mails().Count;
        var page = await ReadAsync(brand);
        Assert.Equal((ViewMailState.Sent, null), await HandOverAsync(brand, page));
        Assert.Equal(before + 1, brand.Mails().Count);

        using (await brand.Http.DeleteAsync($"/api/leads/{brand.IdOf("taro@example.jp")}")) await brand.SettleAsync();
        var left = brand.Mails().Count;
        var (state, why) = await HandOverAsync(brand, page);

        Assert.Equal((ViewMailState.Waiting, "a lead was erased meanwhile"), (state, why));
        Assert.Equal(left, brand.Mails().Count);
        Assert.Equal((ViewMailState.Sent, null), await HandOverAsync(brand, await ReadAsync(brand)));
    }

    [Fact]
    public async Task What_a_process_that_died_has_written_and_nobody_looked_over_goes()
    {
        await using var brand = await Brand.OpenAsync("2026-11-22T03:00:00Z");
        await HandOverAsync(brand, await ReadAsync(brand));
        Assert.Single(brand.Mails());
        var dead = ViewDelivery.First(View.Version(), Now, 1, "dead", Now).Claim(0, "dead");

        brand.Services.GetRequiredService<HandingOver>().ForgetLost("all", View, dead.Begin("next", Now.AddHours(1)));

        Assert.Empty(brand.Mails());
    }

    private static async Task<LeadPage> ReadAsync(Brand brand) =>
        (await brand.Services.GetRequiredService<ViewReader>().ReadAsync("all", View, null, 100, default)).Page!;

    private static Task<(ViewMailState State, string? Reason)> HandOverAsync(Brand brand, LeadPage page)
    {
        var sender = brand.Services.GetRequiredService<InForce>().Edition.Sender;
        var mail = ViewMail.Of(View, Now, page, sender, new Uri("https://leads.example/console"));
        const string To = "sato@example.jp";
        return brand.Services.GetRequiredService<ListMails>().HandOverAsync(
            mail.To(ViewMail.IdOf("all", Now, To), To, Now),
            new MailedList(mail, [.. page.Leads.Select(lead => lead.LeadId).Distinct()], Now), default);
    }
}
