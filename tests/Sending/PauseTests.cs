using System.Text.Json.Nodes;
using LeadScoring.Due;
using LeadScoring.Leads;
using LeadScoring.Sending;
using LeadScoring.Tests.Contracts;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tests.Rights;
using LeadScoring.Tests.RollOut;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Sending;

/// <summary>An operator stops mails and lets them go again.</summary>
public abstract class PauseTests(IReadOnlyList<string> store)
{
    private const string Taro = "taro@example.jp";
    private const string Jiro = "jiro@example.jp";

    [Fact]
    public async Task A_paused_scenario_sends_nothing_however_long_and_everything_once_when_it_is_resumed()
    {
        await using var brand = await OpenAsync();
        await brand.EnterAsync(Taro);
        await brand.EnterAsync(Jiro);
        var paused = await brand.PostAsync("/api/scenarios/car-new/pause", new { by = "Sato" }, 200);
        Assert.Equal("Sato", (string?)paused["paused"]!["by"]);
        await brand.AdvanceAsync("P21D");
        Assert.Equal(2, brand.Mails().Count); // the confirmations
        Assert.Equal(2, await ParkedAsync(brand));
        Assert.NotNull((await OneAsync(brand))["paused"]);

        await brand.PostAsync("/api/scenarios/car-new/resume", new { }, 200);
        await brand.AdvanceAsync("P21D");

        Assert.Equal(["car-story", "car-welcome"], await MailsToAsync(brand, Taro));
        Assert.Equal(["car-story", "car-welcome"], await MailsToAsync(brand, Jiro));
        Assert.Equal(0, await ParkedAsync(brand));
        Assert.Null((await OneAsync(brand))["paused"]);
        Assert.Equal(6, brand.Mails().Count);
    }

    [Fact]
    public async Task A_pause_of_everything_ends_by_itself_and_holds_no_confirmation_back()
    {
        await using var brand = await OpenAsync();
        using (var answer = await brand.Http.PostAsync("/api/sends/pause", null))
            Assert.True(answer.IsSuccessStatusCode); // without a body, too
        await brand.PostAsync("/api/sends/pause", new { until = "2027-02-15T00:00:00Z" }, 200);
        await brand.EnterAsync(Taro); // who would not be known without a confirmation
        await brand.TravelAsync(new { now = "2027-02-14T23:00:00Z" });
        Assert.Single(brand.Mails());
        Assert.Equal(1, await ParkedAsync(brand));

        await brand.TravelAsync(new { now = "2027-02-16T00:00:00Z" });

        Assert.Equal(["car-welcome"], await MailsToAsync(brand, Taro));
        Assert.Equal(0, await ParkedAsync(brand));
        Assert.Null((await brand.GetAsync("/api/scenarios"))["sends"]!["paused"]);
    }

    [Fact]
    public async Task One_pause_may_end_while_the_other_goes_on()
    {
        await using var brand = await OpenAsync();
        await brand.EnterAsync(Taro);
        await brand.PostAsync("/api/scenarios/car-new/pause", new { }, 200);
        await brand.PostAsync("/api/sends/pause", new { }, 200);
        await brand.AdvanceAsync("P3D");
        await brand.PostAsync("/api/sends/resume", new { }, 200);
        await brand.AdvanceAsync("P3D");
        Assert.Equal(1, await ParkedAsync(brand));

        await brand.PostAsync("/api/scenarios/car-new/resume", new { }, 200);
        await brand.AdvanceAsync("P3D");

        Assert.Equal(["car-welcome"], await MailsToAsync(brand, Taro));
    }

    [Fact]
    public async Task How_many_mails_a_pause_holds_is_told_and_who_began_it_is_kept()
    {
        await using var brand = await OpenAsync();
        await brand.EnterAsync(Taro);
        await brand.EnterAsync(Jiro);
        Assert.Null((await OneAsync(brand))["held"]);
        var first = await brand.PostAsync("/api/scenarios/car-new/pause", new { by = "Sato" }, 200);
        Assert.Null(first["paused"]!["before"]);
        Assert.Equal(0, (int)(await OneAsync(brand))["held"]!["mails"]!);
        await brand.AdvanceAsync("P7D");
        await brand.PostAsync("/api/scenarios/car-new/pause", new { by = "Abe", until = "2027-03-15T00:00:00Z" }, 200);

        var one = await OneAsync(brand);
        Assert.Equal((2, false), ((int)one["held"]!["mails"]!, (bool)one["held"]!["more"]!));
        Assert.Equal("Abe", (string?)one["paused"]!["by"]);
        var before = Assert.Single(one["paused"]!["before"]!.AsArray())!;
        Assert.Equal(
            ("Sato", (string?)first["paused"]!["at"]), ((string?)before["by"], (string?)before["at"]));
        await brand.TravelAsync(new { now = "2027-03-20T00:00:00Z" });
        Assert.Null((await OneAsync(brand))["held"]);
        var next = await brand.PostAsync("/api/scenarios/car-new/pause", new { by = "Mori" }, 200);
        Assert.Null(next["paused"]!["before"]); // that pause is over: this is another
    }

    [Fact]
    public async Task The_page_of_a_paused_lead_tells_when_its_mail_will_go()
    {
        await using var brand = await OpenAsync();
        await brand.EnterAsync(Taro);
        await brand.PostAsync("/api/scenarios/car-new/pause", new { until = "2027-02-14T00:00:00Z" }, 200);
        await brand.TravelAsync(new { now = "2027-02-10T00:00:00Z" });
        var told = (await brand.GetAsync($"/api/leads/{brand.IdOf(Taro)}?product=car"))["nextStep"]!;
        Assert.True((bool)told["sends"]!);

        await brand.TravelAsync(new { now = "2027-02-20T00:00:00Z" });

        Assert.Equal(
            DateTimeOffset.Parse((string)told["sendsAt"]!, null), DateTimeOffset.Parse(brand.Mails()[1].Date, null));
    }

    [Fact]
    public async Task A_pause_of_a_scenario_that_was_taken_back_is_shown_and_can_be_ended()
    {
        await using var brand = await OpenAsync();
        var extra = ScenarioPublishing.Scenario("car-new", 1, scenario => scenario["id"] = "car-extra");
        await brand.PublishScenarioAsync(extra);
        await brand.PostAsync("/api/scenarios/car-extra/pause", new { by = "Sato" }, 200);
        Assert.Empty((await brand.GetAsync("/api/scenarios"))["pausedBesides"]!.AsArray());

        await brand.PostAsync("/api/scenarios/rollback", new { to = 1, author = "Suzuki" }, 200);

        var left = (await brand.GetAsync("/api/scenarios"))["pausedBesides"]!.AsArray().Single()!;
        Assert.Equal(("car-extra", "Sato"), ((string?)left["scenario"], (string?)left["paused"]!["by"]));
        await brand.PostAsync("/api/scenarios/car-extra/resume", new { }, 200);
        Assert.Empty((await brand.GetAsync("/api/scenarios"))["pausedBesides"]!.AsArray());
    }

    [Fact]
    public async Task Nothing_is_left_of_a_paused_lead_who_is_erased()
    {
        await using var brand = await OpenAsync();
        await brand.EnterAsync(Taro);
        await brand.PostAsync("/api/scenarios/car-new/pause", new { }, 200);
        await brand.AdvanceAsync("P3D");
        var lead = brand.IdOf(Taro);
        using (var erased = await brand.Http.DeleteAsync($"/api/leads/{lead}")) Assert.True(erased.IsSuccessStatusCode);
        await brand.SettleAsync();
        Assert.Equal(0, await ParkedAsync(brand));
    }

    private Task<Brand> OpenAsync() => Brand.OpenAsync("2027-02-01T00:00:00Z", Rulebook.Quick, [.. store]);

    private static async Task<int> ParkedAsync(Brand brand) =>
        (await brand.Services.GetRequiredService<DueIndex>().ParkedAsync("car-new", 100, default)).Count;

    private static async Task<JsonNode> OneAsync(Brand brand) =>
        (await brand.GetAsync("/api/scenarios/car-new"))["inForce"]!;

    private static async Task<IEnumerable<string>> MailsToAsync(Brand brand, string email)
    {
        var rows = await Traces.RowsAsync(brand.Tables(), brand.IdOf(email));
        var sends = await Task.WhenAll(rows.Where(LeadRows.IsSend).Select(async row =>
            LeadScoring.Storage.Rows.Body<SendRecord>((await brand.Services.GetRequiredService<LeadStore>()
                .FindRowAsync(brand.IdOf(email), row, default))!)));
        return sends.Where(send => send is { Scenario: "car-new", Status: SendStatus.Sent })
            .Select(send => send.Template).Order(StringComparer.Ordinal);
    }
}

public sealed class EmbeddedPause() : PauseTests([]);

[Collection(Azurite.Name), Trait("needs", Azurite.Name)]
public sealed class AzuritePause(AzuriteBackEnd azurite) : PauseTests(azurite.NewStore());
