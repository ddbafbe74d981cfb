using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LeadScoring.Alerts;
using LeadScoring.Exports;
using LeadScoring.Tests.Alerts;
using LeadScoring.Tests.Journeys;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeadScoring.Tests.Exports;

/// <summary>A view that is posted to the brand's own system: signed, page by page, until it is taken.</summary>
public sealed class ViewWebhookTests
{
    [Fact]
    public async Task Pages_arrive_signed_in_their_order_and_what_is_not_taken_comes_again_under_its_id()
    {
        await using var receiver = await Receiver.OpenAsync();
        await using var brand = await OpenAsync(receiver);
        var calls = 0;
        receiver.Answer = _ => Task.FromResult(Interlocked.Increment(ref calls) == 2 ? 503 : 200);

        await brand.TravelAsync(new { now = "2026-11-22T05:00:00Z" });
        Assert.Equal(2, receiver.Calls.Count);
        Assert.Equal(("sending", 2, "status 503"), await LastAsync(brand));
        await brand.AdvanceAsync("PT10M");

        Assert.All(receiver.Calls, Receiver.AssertSigned);
        var ids = receiver.Calls.Select(call => call.Id).ToList();
        Assert.Equal(["view_all_202611220500_1", "view_all_202611220500_2", "view_all_202611220500_2",
            "view_all_202611220500_3"], ids.Select(id => id[..id.LastIndexOf('_')]));
        AssertSameIdIsSameBody(receiver);
        Assert.Equal([false, false, false, true], receiver.Calls.Select(call => (bool)call.Data["isLast"]!));
        var taken = receiver.Calls.Where((_, n) => n != 1)
            .SelectMany(call => call.Data["leads"]!.AsArray().Select(lead => (string)lead!["email"]!));
        Assert.Equal(Enumerable.Range(0, 5).Select(n => $"lead{n}@example.jp"), taken.Order());
        Assert.Equal(("delivered", 5, null), await LastAsync(brand));
        Assert.Equal("view.delivered", (string?)JsonNode.Parse(receiver.Calls[0].Body)!["type"]);
    }

    [Fact]
    public async Task A_page_that_was_taken_unheard_comes_again_under_another_id_where_its_leads_are_others()
    {
        await using var receiver = await Receiver.OpenAsync();
        await using var brand = await OpenAsync(receiver);
        receiver.Status = 503; // and takes it all the same
        await brand.TravelAsync(new { now = "2026-11-22T05:00:00Z" });
        foreach (var lead in receiver.Calls[0].Data["leads"]!.AsArray())
            using (await brand.Http.DeleteAsync($"/api/leads/{lead!["leadId"]}")) { }
        await brand.SettleAsync();
        receiver.Status = 200;
        await brand.AdvanceAsync("PT10M");

        AssertSameIdIsSameBody(receiver);
        var leads = receiver.Calls.DistinctBy(call => call.Id)
            .SelectMany(call => call.Data["leads"]!.AsArray().Select(lead => (string)lead!["email"]!));
        Assert.Equal(Enumerable.Range(0, 5).Select(n => $"lead{n}@example.jp"), leads.Order());
    }

    [Fact]
    public async Task A_delivery_that_is_ended_meanwhile_goes_no_further()
    {
        await using var receiver = await Receiver.OpenAsync();
        await using var brand = await OpenAsync(receiver);
        receiver.Answer = async _ =>
        {
            await SaveAsync(brand, null);
            return 200;
        };
        await brand.TravelAsync(new { now = "2026-11-22T05:00:00Z" });
        await brand.AdvanceAsync("PT10M");

        Assert.Single(receiver.Calls);
        var newest = await brand.Services.GetRequiredService<DeliveryStore>().NewestAsync("all", default);
        Assert.Equal("stopped", newest!.Shown("the one without a delivery").Status);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_who_is_gone_is_asked_no_more()
    {
        await using var receiver = await Receiver.OpenAsync();
        await using var brand = await OpenAsync(receiver);
        receiver.Answer = http =>
        {
            http.Response.Headers.Location = "/hooks/elsewhere";
            return Task.FromResult(307);
        };
        await brand.TravelAsync(new { now = "2026-11-22T05:00:00Z" });
        Assert.Equal(("sending", 0, "status 307"), await LastAsync(brand));
        receiver.Status = 410;
        await brand.AdvanceAsync("PT2H");

        Assert.Equal(2, receiver.Calls.Count);
        Assert.Equal(("failed", 0, "status 410"), await LastAsync(brand));
    }

    [Fact]
    public async Task A_host_that_the_operator_no_longer_names_is_not_called()
    {
        await using var receiver = await Receiver.OpenAsync();
        await using var brand = await OpenAsync(receiver);
        await brand.RestartAsync(receiver.Settings[1]);
        await brand.TravelAsync(new { now = "2026-11-22T05:00:00Z" });

        Assert.Empty(receiver.Calls);
        Assert.Equal(("failed", 0, "webhook-not-allowed"), await LastAsync(brand));
    }

    private static void AssertSameIdIsSameBody(Receiver receiver) => Assert.All(
        receiver.Calls.GroupBy(call => call.Id), same => Assert.Single(same.Select(call => call.Body).Distinct()));

    private static async Task<(string?, int, string?)> LastAsync(Brand brand)
    {
        var last = (await brand.GetAsync("/api/views/all"))["lastDelivery"]!;
        return ((string?)last["status"], (int)last["leads"]!, (string?)last["reason"]);
    }

    /// <summary>Five leads, in pages of two, at 14:00 in Tokyo.</summary>
    private static async Task<Brand> OpenAsync(Receiver receiver)
    {
        var brand = await Brand.OpenAsync(
            "2026-11-22T03:00:00Z",
            builder => builder.Services.Replace(ServiceDescriptor.Singleton(made => new PostingOver(
                made.GetRequiredService<DeliveryStore>(), made.GetRequiredService<ViewReader>(),
                new AlertWebhook(
                    AlertWebhook.Client(), made.GetRequiredService<WebhookSettings>(),
                    made.GetRequiredService<TimeProvider>())
                { Patience = TimeSpan.Zero }, // a delivery has its own
                made.GetRequiredService<DeliveryHosts>(), made.GetRequiredService<TimeProvider>(),
                NullLogger<PostingOver>.Instance)
            { PageSize = 2 })),
            receiver.Settings);
        await brand.PostAsync("/api/reactions", new
        {
            reactions = Enumerable.Range(0, 5).Select(n => new
            {
                id = "news", email = $"lead{n}@example.jp", type = "quote", product = "car",
                occurredAt = "2026-11-22T02:00:00Z",
            }),
        });
        await brand.SettleAsync();
        var url = receiver.Settings[0].Split('=', 2)[1];
        await SaveAsync(brand, new { at = "0 14 * * *", to = $"webhook:{url}", format = "json" });
        return brand;
    }

    private static async Task SaveAsync(Brand brand, object? delivery)
    {
        using var saved = await brand.Http.PutAsJsonAsync("/api/views/all", new
        {
            name = "All", filters = new { product = "car" }, delivery,
        });
        Assert.True(saved.IsSuccessStatusCode, await saved.Content.ReadAsStringAsync());
    }
}
