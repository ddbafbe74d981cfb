using System.Text.Json.Nodes;
using Azure.Data.Tables;
using LeadScoring.Alerts;
using LeadScoring.Tests.Contracts;
using LeadScoring.Tests.Identity;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Rights;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Alerts;

public sealed class EmbeddedAlertFeed() : AlertFeedTests([]);

[Collection(Azurite.Name), Trait("needs", Azurite.Name)]
public sealed class AzuriteAlertFeed(AzuriteBackEnd azurite) : AlertFeedTests(azurite.NewStore());

/// <summary>What sales sees of alerts, from outside.</summary>
public abstract class AlertFeedTests(IReadOnlyList<string> store)
{
    private const string Now = "2027-02-01T01:00:00Z";

    [Fact]
    public async Task The_feed_tells_what_happened_to_whom_newest_first_in_both_languages()
    {
        await using var brand = await OpenAsync();
        await brand.ReactAsync(People.Hanako, "r-1", "quote", "2027-01-31T23:00:00Z");
        await brand.SettleAsync();
        await brand.ReactAsync(People.Hanako, "r-2", "complaint", "2027-02-01T00:30:00Z");
        await brand.SettleAsync();
        await brand.AdvanceAsync("PT1H");
        await brand.ReactAsync(People.Work, "r-1", "credit-check-abandoned", "2027-02-01T00:40:00Z");
        await brand.SettleAsync();

        var alerts = await FeedAsync(brand, "?lang=ja");

        Assert.Equal(["ローン審査の中断", "ご不満の申し出"], alerts.Select(alert => (string?)alert["text"]));
        Assert.Equal([People.Work, People.Hanako], alerts.Select(alert => (string?)alert["email"]));
        var oldest = alerts[^1];
        Assert.Equal("reaction", (string?)oldest["kind"]);
        Assert.Equal("complaint", (string?)oldest["reaction"]);
        Assert.Equal("car", (string?)oldest["product"]);
        Assert.Equal("aware", (string?)oldest["stage"]);
        Assert.Equal(brand.IdOf(People.Hanako), (string?)oldest["leadId"]);
        Assert.Equal("2027-02-01T00:30:00Z", (string?)oldest["occurredAt"]);
        Assert.Equal(100 * 10 / 70.0, (double)oldest["score"]!, 1e-9);
        Assert.Null(oldest["acknowledgedAt"]);
        Assert.Equal("Complaint", (string?)(await FeedAsync(brand, ""))[^1]["text"]);
    }

    [Fact]
    public async Task It_is_filtered_and_continues_where_a_page_ended()
    {
        await using var brand = await OpenAsync();
        string[] days = ["2027-02-02", "2027-02-03", "2027-04-30", "2027-12-31", "2028-01-01"];
        foreach (var day in days)
        {
            await brand.TravelAsync(new { now = $"{day}T01:00:00Z" });
            await brand.ReactAsync(People.Hanako, $"a-{day}", "complaint", $"{day}T00:00:00Z");
            await brand.ReactAsync(People.Hanako, $"b-{day}", "credit-check-abandoned", $"{day}T00:00:00Z");
            await brand.SettleAsync();
        }

        var all = await FeedAsync(brand, "");
        Assert.Equal(10, all.Count);
        Assert.Equal(
            days.Reverse(), all.Select(alert => ((string)alert["at"]!)[..10]).Distinct(StringComparer.Ordinal));
        foreach (var open in new[] { "", "&open=true" })
        {
            var (paged, query) = (new List<JsonNode>(), "?top=3" + open);
            for (string? cursor = ""; cursor is not null;)
            {
                var page = await brand.GetAsync("/api/insights/alerts" + query + cursor);
                paged.AddRange(page["alerts"]!.AsArray().Select(alert => alert!));
                cursor = (string?)page["cursor"] is { } next ? "&cursor=" + next : null;
            }
            Assert.Equal(all.Select(Id), paged.Select(Id));
        }
        Assert.Equal(4, (await FeedAsync(brand, "?kind=reaction&since=2027-12-31T00:00:00Z")).Count);
        Assert.Equal(2, (await FeedAsync(brand, "?since=2028-01-01T00:00:00Z")).Count);
        Assert.Empty(await FeedAsync(brand, "?product=camper"));
        Assert.Empty(await FeedAsync(brand, "?kind=hotAgain"));
    }

    [Fact]
    public async Task The_first_who_takes_care_of_an_alert_is_named_to_all_who_come_later()
    {
        await using var brand = await OpenAsync();
        await brand.ReactAsync(People.Hanako, "r-1", "complaint", "2027-02-01T00:30:00Z");
        await brand.ReactAsync(People.Work, "r-1", "complaint", "2027-02-01T00:30:00Z");
        await brand.SettleAsync();
        var id = Id((await FeedAsync(brand, ""))[0]);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => brand.PostAsync(
            $"/api/insights/alerts/{id}/acknowledge", new { by = $"person-{n}", note = $"note {n}" }, 200)));

        var first = (string)answers[0]["acknowledgedBy"]!;
        Assert.All(answers, answer => Assert.Equal(answers[0].ToJsonString(), answer.ToJsonString()));
        Assert.Equal(first.Replace("person-", "note ", StringComparison.Ordinal), (string?)answers[0]["note"]);
        var closed = Assert.Single(await FeedAsync(brand, "?open=false"));
        Assert.Equal((id, first), (Id(closed), (string?)closed["acknowledgedBy"]));
        Assert.NotEqual(id, Id(Assert.Single(await FeedAsync(brand, "?open=true"))));
        Assert.Equal(2, (await FeedAsync(brand, "")).Count);
    }

    [Fact]
    public async Task Alerts_of_a_merged_lead_are_the_persons_and_its_own_again_afterwards()
    {
        await using var brand = await OpenAsync();
        await brand.ReactAsync(People.Hanako, "r-1", "brochure", "2027-02-01T00:30:00Z");
        await brand.ReactAsync(People.Work, "r-1", "complaint", "2027-02-01T00:30:00Z");
        await brand.SettleAsync();
        await brand.MergeAsync(People.Work, People.Hanako);
        await brand.SettleAsync();
        Assert.Equal([People.Hanako], (await FeedAsync(brand, "")).Select(alert => (string?)alert["email"]));

        await brand.ReactAsync(People.Work, "r-2", "complaint", "2027-02-01T00:50:00Z");
        await brand.SettleAsync();
        var ofPerson = (await FeedAsync(brand, "?kind=reaction")).ToList();
        Assert.Equal(2, ofPerson.Count);
        Assert.All(ofPerson, alert => Assert.Equal(brand.IdOf(People.Hanako), (string?)alert["leadId"]));
        var export = await brand.GetAsync($"/api/leads/{brand.IdOf(People.Hanako)}/export");
        Assert.Equal(2, export["merged"]![brand.IdOf(People.Work)]!["alert"]!.AsArray().Count);

        await brand.UnmergeAsync(People.Work);
        await brand.SettleAsync();
        Assert.Equal(
            [People.Work, People.Work],
            (await FeedAsync(brand, "?kind=reaction")).Select(alert => (string?)alert["email"]));
    }

    [Fact]
    public async Task Who_forbids_the_use_of_their_data_is_not_in_the_feed_and_who_is_erased_is_nowhere()
    {
        await using var brand = await OpenAsync();
        await brand.ReactAsync(People.Hanako, "r-1", "complaint", "2027-02-01T00:30:00Z");
        await brand.SettleAsync();
        var (lead, alert) = (brand.IdOf(People.Hanako), Id(Assert.Single(await FeedAsync(brand, ""))));
        await brand.PostAsync($"/api/insights/alerts/{alert}/acknowledge", new { by = "Taro of sales" }, 200);

        await brand.PostAsync($"/api/leads/{lead}/stop-use", new { }, 200);
        Assert.Empty(await FeedAsync(brand, ""));
        await brand.Http.DeleteAsync($"/api/leads/{lead}/stop-use");
        Assert.Single(await FeedAsync(brand, ""));

        using var erased = await brand.Http.DeleteAsync($"/api/leads/{lead}");
        Assert.True(erased.IsSuccessStatusCode);
        Assert.Empty(await FeedAsync(brand, ""));
        Assert.Empty(await brand.Tables().Alerts.QueryAsync<TableEntity>().ToListAsync());
        Assert.Empty(await Traces.OfAsync(brand.Tables(), "Taro of sales", People.Hanako));
        await brand.PostAsync($"/api/insights/alerts/{alert}/acknowledge", new { by = "Jiro" }, 404);
    }

    [Fact]
    public async Task What_a_crash_left_over_in_the_feed_is_neither_shown_nor_kept()
    {
        await using var brand = await OpenAsync();
        var nobody = new FeedItem(
            brand.IdOf(People.Work), new string('0', 32), AlertKind.Drop, "car", DateTimeOffset.UnixEpoch);
        await brand.Services.GetRequiredService<AlertIndex>().AddAsync(nobody, isOpen: true, default);

        Assert.Empty(await FeedAsync(brand, "?open=true"));

        Assert.Empty(await brand.Tables().Alerts.QueryAsync<TableEntity>().ToListAsync());
    }

    private static string Id(JsonNode alert) => (string)alert["alertId"]!;

    private static async Task<IReadOnlyList<JsonNode>> FeedAsync(Brand brand, string query) =>
        [.. (await brand.GetAsync("/api/insights/alerts" + query))["alerts"]!.AsArray().Select(alert => alert!)];

    private Task<Brand> OpenAsync() => Brand.OpenAsync(Now, null, [.. store]);
}
