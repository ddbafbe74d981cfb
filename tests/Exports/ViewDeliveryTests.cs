using System.Net.Http.Json;
using System.Text;
using Azure.Data.Tables;
using LeadScoring.Due;
using LeadScoring.Exports;
using LeadScoring.Storage;
using LeadScoring.Tests.Contracts;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tests.Rights;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Exports;

public sealed class EmbeddedViewDelivery() : ViewDeliveryTests([]);

[Collection(Azurite.Name), Trait("needs", Azurite.Name)]
public sealed class AzuriteViewDelivery(AzuriteBackEnd azurite) : ViewDeliveryTests(azurite.NewStore());

/// <summary>A view that is mailed: when, to whom, what is in it, and what is not.</summary>
public abstract class ViewDeliveryTests(IReadOnlyList<string> store)
{
    /// <summary>Sunday noon in Tokyo.</summary>
    private const string Sunday = "2026-11-22T03:00:00Z";

    private static readonly string[] People = ["hanako@example.jp", "taro@example.jp", "jiro@example.jp"];

    [Fact]
    public async Task Staff_gets_the_list_of_the_hour_as_a_file_once()
    {
        using var content = new SpoiledContent().Replace("sales.json", "[\"budget\"]", "[\"budget\", \"prefecture\"]");
        await using var brand = await Brand.OpenAsync(
            Sunday, settings: [.. store, $"--LeadScoring:ContentPath={content.Folder}"]);
        await EnterAsync(brand);
        await SaveAsync(brand, "0 8 * * MON-FRI", "mail:sato@example.jp, tanaka@example.jp");
        await brand.TravelAsync(new { now = "2026-11-22T22:59:00Z" });
        Assert.Empty(Lists(brand));

        await brand.AdvanceAsync("PT1M");
        await brand.AdvanceAsync("PT1H");

        Assert.Equal(["sato@example.jp", "tanaka@example.jp"], Lists(brand).Select(mail => mail.To).Order());
        var mail = Lists(brand)[0];
        Assert.Equal("【星川モビリティ】「熱いリード」のリード 3件（2026年11月23日 8:00）", mail.Subject);
        Assert.Contains("/api/console", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(mail.Headers.Keys, name => name.StartsWith("List-", StringComparison.OrdinalIgnoreCase));
        var file = Assert.Single(mail.Attachments);
        Assert.Equal(("熱いリード-20261123-0800.csv", "text/csv"), (file.FileName, file.MediaType));
        Assert.Equal([0xEF, 0xBB, 0xBF], file.Bytes[..3]);
        var rows = Encoding.UTF8.GetString(file.Bytes[3..]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(People.Order(), rows[1..].Select(row => row.Split(',')[1]).Order());
        Assert.DoesNotContain("Tokyo", rows[1], StringComparison.Ordinal);
        Assert.Contains("prefecture=", rows[1], StringComparison.Ordinal);
        Assert.Equal(("delivered", 3, null), await LastAsync(brand));
        var read = (await brand.GetAsync("/api/audit?caller=view:hot"))["reads"]!.AsArray();
        Assert.Equal(("DeliverView", 3), ((string?)Assert.Single(read)!["door"], (int)read[0]!["leads"]!));
    }

    [Fact]
    public async Task Who_is_erased_is_in_no_later_list_and_in_none_of_the_outbox()
    {
        await using var brand = await Brand.OpenAsync(Sunday, settings: [.. store]);
        await EnterAsync(brand);
        await SaveAsync(brand, "0 8 * * *", "mail:sato@example.jp");
        await brand.AdvanceAsync("P1D");
        Assert.Single(Lists(brand));

        using var erased = await brand.Http.DeleteAsync($"/api/leads/{brand.IdOf(People[0])}");
        await brand.SettleAsync();
        Assert.Empty(Lists(brand));
        await brand.AdvanceAsync("P1D");

        var text = Encoding.UTF8.GetString(Assert.Single(Assert.Single(Lists(brand)).Attachments).Bytes);
        Assert.DoesNotContain(People[0], text, StringComparison.Ordinal);
        Assert.Contains(People[1], text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_plan_of_a_view_that_was_changed_or_taken_out_does_nothing()
    {
        await using var brand = await Brand.OpenAsync(Sunday, settings: [.. store]);
        await SaveAsync(brand, "0 14 * * *", "mail:sato@example.jp");
        await SaveAsync(brand, "0 15 * * *", "mail:tanaka@example.jp", "en");
        await brand.TravelAsync(new { now = "2026-11-22T05:30:00Z" });
        Assert.Empty(Lists(brand));
        await brand.TravelAsync(new { now = "2026-11-22T06:00:00Z" });
        Assert.Equal(
            "熱いリード: 0 leads (Hoshikawa Mobility, 22 Nov 2026, 15:00)", Assert.Single(Lists(brand)).Subject);

        var view = await brand.Services.GetRequiredService<ViewStore>().FindAsync("hot", default);
        var (at, old) = (DateTimeOffset.Parse(Sunday), view! with { Name = "as it was" });
        var begun = await brand.Services.GetRequiredService<DeliveryStore>().BeginAsync(
            "hot", ViewDelivery.First(old.Version(), at, 1, "run", at), "run", at, default);
        await brand.Services.GetRequiredService<HandingOver>().RunAsync("hot", old, begun, default);
        Assert.Single(Lists(brand)); // of a run that was on its way when the view was changed

        using var renamed = await brand.Http.PutAsJsonAsync("/api/views/hot", new { name = "Hot" });
        Assert.Equal("0 15 * * *", (string?)(await brand.GetAsync("/api/views/hot"))["delivery"]!["at"]);
        using var removed = await brand.Http.DeleteAsync("/api/views/hot");
        await brand.AdvanceAsync("P3D");

        Assert.Single(Lists(brand));
        await foreach (var row in brand.Tables().Due.QueryAsync<TableEntity>())
            Assert.NotEqual(DueKind.View, Rows.Body<DueItem>(row).Kind);
    }

    private static IReadOnlyList<LeadScoring.Mail.OutboxMail> Lists(Brand brand) =>
        [.. brand.Mails().Where(mail => mail.SendId.StartsWith(ViewMail.IdPrefix, StringComparison.Ordinal))];

    private static async Task<(string?, int, string?)> LastAsync(Brand brand)
    {
        var last = (await brand.GetAsync("/api/views/hot"))["lastDelivery"]!;
        return ((string?)last["status"], (int)last["leads"]!, (string?)last["reason"]);
    }

    private static async Task EnterAsync(Brand brand)
    {
        foreach (var email in People)
            await brand.PostAsync("/api/campaigns/car-launch-2026/entries", new
            {
                email, locale = "ja", attributes = new { prefecture = "Tokyo" },
            });
        await brand.PostAsync("/api/reactions", new
        {
            reactions = People.Select(email => new
            {
                id = "quote", email, type = "quote", product = "car", occurredAt = "2026-11-22T02:00:00Z",
            }),
        });
        await brand.SettleAsync();
    }

    private static async Task SaveAsync(Brand brand, string at, string to, string lang = "ja")
    {
        using var answer = await PutAsync(brand, at, to, lang);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static Task<HttpResponseMessage> PutAsync(Brand brand, string at, string to, string lang = "ja") =>
        brand.Http.PutAsJsonAsync("/api/views/hot", new
        {
            name = "熱いリード", filters = new { product = "car", minScore = "1" }, delivery = new { at, to, lang },
        });
}
