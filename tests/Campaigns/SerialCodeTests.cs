using System.Text;
using Azure.Data.Tables;
using LeadScoring.Intake;
using LeadScoring.Storage;
using LeadScoring.Tests.Doors;
using LeadScoring.Tests.Journeys;
using Microsoft.Extensions.DependencyInjection;
using static LeadScoring.Tests.Campaigns.CampaignBrand;

namespace LeadScoring.Tests.Campaigns;

/// <summary>Codes printed in what was bought: imported, looked at by the door, used once.</summary>
public sealed class SerialCodeTests
{
    private const string Now = "2026-11-22T03:00:00Z";
    private const string Path = $"/api/campaigns/{Lid}/entries";

    [Fact]
    public async Task An_import_says_what_was_new_known_and_not_a_code()
    {
        await using var brand = await Brand.OpenAsync(Now);

        var first = await brand.ImportAsync("TABI-0001", "tabi 0001", "TABI-0002", "?", "12");
        using var csv = await brand.Http.PostAsync($"/api/campaigns/{Lid}/codes", new StringContent(
            "\ufeffTABI-0002\r\n\"TABI-0003\"\r\n\r\nＴＡＢＩ－０００４\r\n", Encoding.UTF8, "text/csv"));
        var second = System.Text.Json.Nodes.JsonNode.Parse(await csv.Content.ReadAsStringAsync())!;

        Assert.Equal("""{"added":2,"known":1,"refused":2,"refusedAt":[3,4]}""", first.ToJsonString());
        Assert.Equal("""{"added":2,"known":1,"refused":0,"refusedAt":[]}""", second.ToJsonString());
        Assert.Equal(
            """{"imported":4,"used":0}""", (await brand.GetAsync($"/api/campaigns/{Lid}/codes")).ToJsonString());
    }

    [Fact]
    public async Task Five_thousand_codes_go_in_one_call_and_again_change_nothing()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var codes = Enumerable.Range(0, 5000).Select(number => $"CODE{number:D6}").ToArray();

        Assert.Equal(5000, (int)(await brand.ImportAsync(codes))["added"]!);
        Assert.Equal(5000, (int)(await brand.ImportAsync(codes))["known"]!);
        await brand.PostAsync($"/api/campaigns/{Lid}/codes", new { codes = codes.Append("CODE-MORE") }, 400);
    }

    [Fact]
    public async Task A_code_is_good_for_one_entry_and_its_own_repeat()
    {
        await using var brand = await Brand.OpenAsync(Now);
        await brand.ImportAsync("TABI-0001");
        await brand.MeetAsync("jiro@example.jp");
        var entry = new { entryId = "e-1", email = "jiro@example.jp", serialCode = "ｔａｂｉ０００１" };
        await brand.EnterAsync(Lid, entry);
        await brand.EnterAsync(Lid, entry);

        foreach (var (email, id) in new[] { ("saburo@example.jp", "e-1"), ("jiro@example.jp", "e-2") })
        {
            using var answer = await brand.Http.PostAsync(Path, OpenDoors.Json(
                $$"""{"entryId":"{{id}}","email":"{{email}}","serialCode":"TABI-0001"}"""));
            (await Refused.ReadAsync(answer, 400)).Names("serialCode", "Has been used");
        }
        Assert.Equal([Entry.Counted], await brand.OutcomesAsync("jiro@example.jp"));
        Assert.Equal(1, (int)(await brand.GetAsync($"/api/campaigns/{Lid}/codes"))["used"]!);
    }

    [Fact]
    public async Task Of_two_who_entered_one_code_the_first_to_confirm_has_it_and_the_other_is_told()
    {
        await using var brand = await Brand.OpenAsync(Now);
        await brand.ImportAsync("TABI-0001");
        await brand.EnterAsync(Lid, new { email = "hanako@example.jp", locale = "en", serialCode = "TABI-0001" });
        var hanako = Brand.Link(brand.Mails()[^1], "opt-in");
        await brand.EnterAsync(Lid, new { email = "late@example.jp", locale = "en", serialCode = "TABI-0001" });
        using (await brand.Http.PostAsync(hanako, null)) await brand.SettleAsync();

        var page = await brand.PressAsync();

        Assert.Contains("The serial code has been used already", page, StringComparison.Ordinal);
        Assert.Equal([Entry.Counted], await brand.OutcomesAsync("hanako@example.jp"));
        Assert.Equal(["refused: the code has been used"], await brand.OutcomesAsync("late@example.jp"));
    }

    [Fact]
    public async Task One_person_may_use_so_many_codes()
    {
        await using var brand = await Brand.OpenAsync(Now);
        brand.Change(Lid, campaign => campaign with { CodesPerPerson = 2 });
        await brand.ImportAsync("TABI-0001", "TABI-0002", "TABI-0003");
        await brand.MeetAsync("jiro@example.jp");
        foreach (var code in new[] { "TABI-0001", "TABI-0002", "TABI-0003" })
            await brand.EnterAsync(Lid, new { entryId = code, email = "jiro@example.jp", serialCode = code });

        Assert.Equal(
            [Entry.Counted, Entry.Counted, "refused: no more codes per person"],
            (await brand.OutcomesAsync("jiro@example.jp")).Order(StringComparer.Ordinal));
        Assert.Equal(2, (int)(await brand.GetAsync($"/api/campaigns/{Lid}/codes"))["used"]!);
    }

    [Fact]
    public async Task Whoever_guesses_waits_and_the_code_is_stored_nowhere()
    {
        await using var brand = await Brand.OpenAsync(Now);
        await brand.ImportAsync("TABI-0001");
        await brand.MeetAsync("jiro@example.jp");
        await brand.EnterAsync(Lid, new { email = "jiro@example.jp", serialCode = "TABI-0001" });
        var tables = brand.Services.GetRequiredService<Tables>();
        foreach (var table in new[] { tables.Campaigns, tables.Leads })
            await foreach (var row in table.QueryAsync<TableEntity>())
                Assert.DoesNotContain("TABI0001", row.RowKey + Rows.Text(row), StringComparison.OrdinalIgnoreCase);

        for (var guess = 0; guess < 20; guess++)
            await brand.PostAsync(Path, new { email = "a@example.jp", serialCode = $"GUESS-{guess:D3}" }, 400);
        using var answer = await brand.Http.PostAsync(
            Path, OpenDoors.Json("""{"email":"a@example.jp","serialCode":"GUESS-020"}"""));

        Assert.Equal("Too many wrong codes from this network.", (await Refused.ReadAsync(answer, 429)).Title);
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    [Fact]
    public async Task A_campaign_without_codes_has_no_door_for_them_and_a_missing_code_is_named()
    {
        await using var brand = await Brand.OpenAsync(Now);

        await brand.PostAsync("/api/campaigns/car-launch-2026/codes", new { codes = new[] { "TABI-0001" } }, 404);
        await brand.GetAsync("/api/campaigns/nothing/codes", 404);
        await brand.PostAsync($"/api/campaigns/{Lid}/codes", new { }, 400);
        using var answer = await brand.Http.PostAsync(Path, OpenDoors.Json("""{"email":"a@example.jp"}"""));
        (await Refused.ReadAsync(answer, 400)).Names("serialCode", "Is required");
    }
}
