using System.Net;
using System.Text.Json.Nodes;
using LeadScoring.Tests.Contracts;
using LeadScoring.Tests.Rights;
using LeadScoring.Tests.RollOut;

namespace LeadScoring.Tests.Hits;

/// <summary>From the mail in the mailbox to the score, seen from outside.</summary>
public abstract class MailJourneyTests(IReadOnlyList<string> store)
{
    [Fact]
    public async Task Who_clicks_a_link_arrives_there_and_the_score_rises()
    {
        await using var mailed = await MailedBrand.OpenAsync(store);
        var before = await mailed.PointsAsync();
        await mailed.Brand.AdvanceAsync("PT10M");

        Assert.Equal(
            "https://shop.example/%E6%8E%A2%E3%81%99?q=%E8%A9%A6%E4%B9%97&page=12#%E4%B8%8B",
            await mailed.FollowAsync(mailed.Doors[12]));
        await mailed.WorkOffAsync();

        Assert.Equal(before + 4, await mailed.PointsAsync());
        Assert.Equal(["human"], await mailed.VerdictsAsync());
        Assert.Equal((1, 0), Tally(await mailed.SendAsync(), "clicks"));
    }

    [Fact]
    public async Task A_gateway_that_opens_every_link_at_delivery_changes_nothing()
    {
        await using var mailed = await MailedBrand.OpenAsync(store);
        var before = await mailed.HanakoAsync();
        await mailed.Brand.AdvanceAsync("PT3S");

        foreach (var door in mailed.Doors) await mailed.FollowAsync(door);
        using (var looked = await mailed.Http.GetAsync(Journeys.Brand.Link(mailed.Mail, "unsubscribe")))
            Assert.Equal(HttpStatusCode.OK, looked.StatusCode);
        await mailed.WorkOffAsync();

        var after = await mailed.HanakoAsync();
        Assert.Equal((double)before["points"]!, (double)after["points"]!);
        Assert.Equal((string?)before["stage"], (string?)after["stage"]);
        Assert.Equal((string?)before["lastReactionAt"], (string?)after["lastReactionAt"]);
        Assert.True((bool)after["consents"]!["mayMail"]!);
        Assert.Equal(14, (await mailed.VerdictsAsync()).Count(verdict => verdict == "hidden-link"));
        Assert.Equal((0, 14), Tally(await mailed.SendAsync(), "clicks"));
    }

    [Fact]
    public async Task A_burst_at_any_time_moves_no_stage_even_for_a_moment()
    {
        await using var mailed = await MailedBrand.OpenAsync(store);
        var before = await mailed.HanakoAsync();
        await mailed.Brand.AdvanceAsync("PT1H");

        foreach (var door in mailed.Doors) await mailed.FollowAsync(door);
        await mailed.WorkOffAsync();

        var after = await mailed.HanakoAsync();
        Assert.Equal((0, 14), Tally(await mailed.SendAsync(), "clicks"));
        Assert.Equal(before["stageHistory"]!.ToJsonString(), after["stageHistory"]!.ToJsonString());
        Assert.Equal(before["explanation"]!.ToJsonString(), after["explanation"]!.ToJsonString());
        Assert.Equal(2, mailed.Brand.Mails().Count); // the confirmation and the welcome
    }

    [Fact]
    public async Task A_proxy_opens_at_once_and_the_reader_clicks_days_later()
    {
        await using var mailed = await MailedBrand.OpenAsync(store);
        var before = await mailed.PointsAsync();
        var sent = MailedBrand.SentAt;
        await mailed.Provider.TellAsync(
            mailed.Http,
            await mailed.EventAsync("delivered", sent.AddSeconds(1), "d"),
            await mailed.EventAsync("open", sent.AddSeconds(2), "o", machine: true));
        await mailed.WorkOffAsync();

        Assert.Equal(before, await mailed.PointsAsync());
        Assert.Equal(["machine-open"], await mailed.VerdictsAsync("Mail opened"));
        var send = await mailed.SendAsync();
        Assert.Equal(((0, 1), (0, 0)), (Tally(send, "opens"), Tally(send, "clicks")));
        Assert.Equal(sent.AddSeconds(1), (DateTimeOffset)send["deliveredAt"]!);

        await mailed.Brand.AdvanceAsync("PT3H");
        await mailed.FollowAsync(mailed.Doors[0]);
        await mailed.WorkOffAsync();

        Assert.Equal(before + 4 + 1, await mailed.PointsAsync());
        Assert.Equal(["human"], await mailed.VerdictsAsync("Mail opened"));
    }

    [Fact]
    public async Task A_click_that_turns_out_to_be_a_scanners_is_taken_back_whole()
    {
        await using var mailed = await MailedBrand.OpenAsync(store);
        var before = await mailed.HanakoAsync();
        await mailed.Brand.AdvanceAsync("PT1H");
        var at = await mailed.NowAsync();
        async Task ClickAsync(string id, string url)
        {
            var told = await mailed.EventAsync("click", at, id);
            told["url"] = url;
            await mailed.Provider.TellAsync(mailed.Http, told);
            await mailed.WorkOffAsync();
        }

        await ClickAsync("c1", "https://a.example/");
        Assert.Equal((double)before["points"]! + 4, await mailed.PointsAsync());
        await ClickAsync("c2", "https://b.example/");
        await ClickAsync("c3", "https://c.example/");

        var after = await mailed.HanakoAsync();
        Assert.Equal(["burst", "burst", "burst"], await mailed.VerdictsAsync());
        Assert.Equal(before["explanation"]!.ToJsonString(), after["explanation"]!.ToJsonString());
        Assert.Equal((string?)before["lastReactionAt"], (string?)after["lastReactionAt"]);
        Assert.Equal((string?)before["stage"], (string?)after["stage"]);
    }

    [Fact]
    public async Task A_click_and_a_stop_told_by_the_provider_ring_like_any_other_reaction()
    {
        await using var mailed = await MailedBrand.OpenAsync(store);
        await mailed.Brand.PublishAsync(Rulebook.Version(2, rules =>
        {
            rules["reactions"]!["mail-click"]!["alert"] = true;
            rules["alerts"] = new JsonObject { ["silentDays"] = 1, ["hotStage"] = "aware" };
        }));
        await mailed.Brand.SettleAsync();
        await mailed.Brand.AdvanceAsync("P3D");
        await mailed.FollowAsync(mailed.Doors[0]);
        foreach (var door in mailed.Doors.Skip(1)) await mailed.FollowAsync(door, HttpMethod.Head);
        await mailed.WorkOffAsync();
        Assert.Empty(await mailed.AlertsAsync()); // a scanner looked at all of them at once

        await mailed.Brand.AdvanceAsync("PT1H");
        await mailed.FollowAsync(mailed.Doors[0]);
        await mailed.WorkOffAsync();
        Assert.Equal(["hotAgain", "reaction mail-click"], await mailed.AlertsAsync());

        var points = await mailed.PointsAsync();
        await mailed.Provider.TellAsync(
            mailed.Http, await mailed.EventAsync("spamreport", await mailed.NowAsync(), "s"));
        await mailed.WorkOffAsync();
        Assert.Equal(points - 10, await mailed.PointsAsync());
        Assert.Contains("reaction unsubscribe", await mailed.AlertsAsync());
        Assert.False((bool)(await mailed.HanakoAsync())["consents"]!["mayMail"]!);
    }

    [Fact]
    public async Task Who_is_erased_leaves_no_hit_behind_and_their_links_lead_nowhere()
    {
        await using var mailed = await MailedBrand.OpenAsync(store);
        var (door, leadId) = (mailed.Doors[0], mailed.LeadId);
        await mailed.Brand.AdvanceAsync("PT1H");
        await mailed.FollowAsync(door);
        var late = await mailed.EventAsync("open", await mailed.NowAsync(), "o");
        using (var erased = await mailed.Http.DeleteAsync($"/api/leads/{leadId}"))
            Assert.Equal(HttpStatusCode.OK, erased.StatusCode);

        using (var gone = await mailed.Http.GetAsync(door)) Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        await mailed.Provider.TellAsync(mailed.Http, late);
        await mailed.WorkOffAsync();

        Assert.Equal(["head|gone"], await Traces.RowsAsync(mailed.Brand.Tables(), leadId));
    }

    internal static (int Human, int Machine) Tally(JsonNode send, string kind) =>
        ((int)send[kind]!["human"]!, (int)send[kind]!["machine"]!);
}

public sealed class EmbeddedMailJourney() : MailJourneyTests([]);

[Collection(Azurite.Name), Trait("needs", Azurite.Name)]
public sealed class AzuriteMailJourney(AzuriteBackEnd azurite) : MailJourneyTests(azurite.NewStore());
