using System.Text.Json.Nodes;
using LeadScoring.Alerts;
using LeadScoring.Due;
using LeadScoring.Tests.Contracts;
using LeadScoring.Tests.Identity;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Rights;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LeadScoring.Tests.Alerts;

public sealed class EmbeddedAlertWebhook() : AlertWebhookTests([]);

[Collection(Azurite.Name), Trait("needs", Azurite.Name)]
public sealed class AzuriteAlertWebhook(AzuriteBackEnd azurite) : AlertWebhookTests(azurite.NewStore());

/// <summary>What the brand's own system is told, and what happens when it does not listen.</summary>
public abstract class AlertWebhookTests(IReadOnlyList<string> store)
{
    [Fact]
    public async Task An_alert_arrives_once_signed_and_without_anybodys_name()
    {
        await using var receiver = await Receiver.OpenAsync();
        await using var brand = await OpenAsync(receiver);
        await ComplainAsync(brand);
        await brand.SettleAsync();
        await brand.AdvanceAsync("P3D");

        var call = Assert.Single(receiver.Calls);
        Receiver.AssertSigned(call);
        var shown = Assert.Single(await FeedAsync(brand));
        Assert.Equal((string?)shown["alertId"], call.Id);
        Assert.Equal("alert.raised", (string?)JsonNode.Parse(call.Body)!["type"]);
        Assert.Equal(
            ["alertId", "kind", "leadId", "product", "stage", "score"],
            call.Data.AsObject().Select(field => field.Key));
        Assert.Equal(brand.IdOf(People.Hanako), (string?)call.Data["leadId"]);
        Assert.DoesNotContain("hanako", call.Body + call.Id, StringComparison.OrdinalIgnoreCase);
        Assert.Null((string?)shown["deliveryFailed"]);
        Assert.True((bool)(await brand.GetAsync("/api/health"))["alertWebhook"]!);
    }

    [Theory]
    [InlineData(Trouble.ServerError)]
    [InlineData(Trouble.Redirect)]
    [InlineData(Trouble.Silence)]
    [InlineData(Trouble.BrokenConnection)]
    public async Task What_is_not_taken_comes_again_under_the_same_id_until_it_is(Trouble trouble)
    {
        await using var receiver = await Receiver.OpenAsync();
        await using var brand = await OpenAsync(receiver);
        receiver.Answer = http => MakeAsync(trouble, http);
        await ComplainAsync(brand);
        await brand.SettleAsync();
        Assert.Single(receiver.Calls);
        Assert.Single(await FeedAsync(brand)); // scoring did not wait
        await brand.AdvanceAsync("PT2M");
        Assert.Equal(2, receiver.Calls.Count);

        receiver.Status = 200;
        await brand.AdvanceAsync("P4D");

        Assert.Equal(3, receiver.Calls.Count);
        Assert.Single(receiver.Calls.Select(call => (call.Id, call.Body)).Distinct());
        Assert.Equal(3, receiver.Calls.Select(call => call.Timestamp).Distinct(StringComparer.Ordinal).Count());
        Assert.All(receiver.Calls, Receiver.AssertSigned);
        Assert.Null((string?)Assert.Single(await FeedAsync(brand))["deliveryFailed"]);
        Assert.Equal(0, (int)(await brand.GetAsync("/api/health"))["parked"]!);
    }

    [Fact]
    public async Task After_a_day_and_a_half_it_is_given_up_and_the_feed_says_so()
    {
        await using var receiver = await Receiver.OpenAsync();
        await using var brand = await OpenAsync(receiver);
        receiver.Status = 503;
        await ComplainAsync(brand);
        await brand.AdvanceAsync("P30D");

        Assert.Equal(7, receiver.Calls.Count);
        Assert.Equal("status 503", (string?)Assert.Single(await FeedAsync(brand))["deliveryFailed"]);
    }

    [Fact]
    public async Task A_receiver_that_is_gone_is_asked_once_and_never_again_for_that_alert()
    {
        await using var receiver = await Receiver.OpenAsync();
        await using var brand = await OpenAsync(receiver);
        receiver.Status = 410;
        await ComplainAsync(brand);
        await brand.AdvanceAsync("P3D");

        Assert.Single(receiver.Calls);
        Assert.Equal("status 410", (string?)Assert.Single(await FeedAsync(brand))["deliveryFailed"]);
    }

    [Fact]
    public async Task Whoever_is_erased_or_forbids_it_while_a_call_waits_is_told_of_no_more()
    {
        await using var receiver = await Receiver.OpenAsync();
        await using var brand = await OpenAsync(receiver);
        receiver.Status = 500;
        await ComplainAsync(brand);
        await ComplainAsync(brand, People.Work);
        await brand.SettleAsync();
        Assert.Equal(2, receiver.Calls.Count);

        using var erased = await brand.Http.DeleteAsync($"/api/leads/{brand.IdOf(People.Hanako)}");
        await brand.PostAsync($"/api/leads/{brand.IdOf(People.Work)}/stop-use", new { }, 200);
        await foreach (var row in brand.Tables().Due.QueryAsync<Azure.Data.Tables.TableEntity>())
            Assert.NotEqual(
                (DueKind.Alert, brand.IdOf(People.Hanako)),
                (LeadScoring.Storage.Rows.Body<DueItem>(row).Kind, LeadScoring.Storage.Rows.Body<DueItem>(row).LeadId));
        receiver.Status = 200;
        await brand.AdvanceAsync("P3D");

        Assert.Equal(2, receiver.Calls.Count);
    }

    [Fact]
    public async Task Without_a_webhook_the_feed_is_all_there_is()
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T01:00:00Z", null, [.. store]);
        await ComplainAsync(brand);
        await brand.SettleAsync();

        Assert.Single(await FeedAsync(brand));
        Assert.False((bool)(await brand.GetAsync("/api/health"))["alertWebhook"]!);
    }

    /// <summary>How a receiver does not take a call.</summary>
    public enum Trouble
    {
        ServerError,
        Redirect,
        Silence,
        BrokenConnection,
    }

    private static async Task<int> MakeAsync(Trouble trouble, HttpContext http)
    {
        if (trouble == Trouble.BrokenConnection) http.Abort();
        if (trouble == Trouble.Silence) await WaitForHangUpAsync(http);
        if (trouble == Trouble.Redirect) http.Response.Headers.Location = "/hooks/alerts";
        return trouble == Trouble.Redirect ? 307 : 500;
    }

    private static async Task WaitForHangUpAsync(HttpContext http)
    {
        var hungUp = new TaskCompletionSource();
        await using var _ = http.RequestAborted.Register(hungUp.SetResult);
        await hungUp.Task;
    }

    private static Task ComplainAsync(Brand brand, string who = People.Hanako) =>
        brand.ReactAsync(who, "r-1", "complaint", "2027-02-01T00:30:00Z");

    private static async Task<IReadOnlyList<JsonNode>> FeedAsync(Brand brand) =>
        [.. (await brand.GetAsync("/api/insights/alerts"))["alerts"]!.AsArray().Select(alert => alert!)];

    private Task<Brand> OpenAsync(Receiver receiver) => Brand.OpenAsync(
        "2027-02-01T01:00:00Z",
        builder => builder.Services.Replace(ServiceDescriptor.Singleton(made => new AlertWebhook(
            AlertWebhook.Client(), made.GetRequiredService<WebhookSettings>(),
            made.GetRequiredService<TimeProvider>())
        {
            Patience = TimeSpan.FromMilliseconds(500),
        })),
        [.. store, .. receiver.Settings]);
}
