using System.Text.Json.Nodes;
using LeadScoring.Mail;
using LeadScoring.Tests.Journeys;

namespace LeadScoring.Tests.Consent;

/// <summary>The preference centre and the way back from a stop, over HTTP and from the links of real mails.</summary>
public sealed class PreferenceTests
{
    private const string Now = "2026-11-24T01:00:00Z"; // a Tuesday, 10:00 in Tokyo
    private const string Hanako = "hanako@example.jp";

    [Fact]
    public async Task Looking_changes_nothing_and_what_is_shown_is_masked()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var choose = Brand.Link(await FirstMailAsync(brand), "preferences");
        var before = (await ConsentsAsync(brand)).ToJsonString();

        var page = await brand.Http.GetStringAsync(choose);
        using (await brand.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, choose))) await brand.SettleAsync();

        Assert.Equal(before, (await ConsentsAsync(brand)).ToJsonString());
        Assert.Contains("h•••@example.jp", page, StringComparison.Ordinal);
        Assert.Contains("•••5678", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Hanako, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_purpose_can_go_and_come_back_and_each_change_is_a_row()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var choose = Brand.Link(await FirstMailAsync(brand), "preferences");

        await SaveAsync(brand, choose, "owners");
        Assert.Equal((false, true), (await MayAsync(brand, "cars"), await MayAsync(brand, "owners")));
        Assert.Equal("purpose switched off", await ReasonAsync(brand, "cars"));
        await SaveAsync(brand, choose, "owners");
        await SaveAsync(brand, choose, "cars", "owners", "campers");
        Assert.True(await MayAsync(brand, "cars"));
        Assert.True(await MayAsync(brand, "campers"));

        var rows = (await ConsentsAsync(brand))["record"]!.AsArray()
            .Where(row => (string?)row!["how"] == "preferences").ToList();
        Assert.Equal(["email withdrawn", "email granted"], rows.Select(row => (string?)row!["what"]));
        Assert.Equal(["campers", "cars"], rows[1]!["purposes"]!.AsArray().Select(id => (string?)id).Order());
    }

    [Fact]
    public async Task A_chosen_frequency_holds_mails_back_that_the_scenario_would_send()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var choose = Brand.Link(await FirstMailAsync(brand), "preferences");
        await PostAsync(brand, choose, [new("do", "save"), new("topic", "cars"), new("frequency", "monthly")]);
        Assert.Equal("monthly", (string?)(await ConsentsAsync(brand))["frequency"]);
        var sent = brand.Mails().Count;

        await brand.AdvanceAsync("P25D");
        Assert.Equal(sent, brand.Mails().Count);
        await brand.AdvanceAsync("P10D");
        Assert.Equal(sent + 1, brand.Mails().Count);
    }

    [Theory]
    [InlineData("topic", "boats")]
    [InlineData("frequency", "hourly")]
    public async Task A_choice_that_is_not_offered_changes_nothing(string field, string value)
    {
        await using var brand = await Brand.OpenAsync(Now);
        var choose = Brand.Link(await FirstMailAsync(brand), "preferences");

        using var answer = await brand.Http.PostAsync(choose, new FormUrlEncodedContent(
            [new("do", "save"), new("topic", "cars"), new(field, value)]));

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.True(await MayAsync(brand, "cars"));
    }

    [Fact]
    public async Task The_number_is_not_shown_to_sales_once_calls_were_refused()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var choose = Brand.Link(await FirstMailAsync(brand, phone: true), "preferences");
        Assert.Equal(("03-1234-5678", true), await CallAsync(brand));

        await PostAsync(
            brand, choose, [new("do", "save"), new("topic", "cars"), new("calls", "asked"), new("noCalls", "on")]);

        Assert.Equal((null, false), await CallAsync(brand));
        Assert.Equal("do not call", (string?)(await ConsentsAsync(brand))["reasonAgainstCall"]);
        var csv = await brand.Http.GetStringAsync("/api/leads?format=csv");
        Assert.DoesNotContain("1234", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopping_everything_offers_the_way_back_which_works_for_seven_days()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var mail = await FirstMailAsync(brand);
        var page = await PostAsync(brand, Brand.Link(mail, "preferences"), [new("do", "stop")]);
        Assert.False(await MayAsync(brand, "cars"));
        var undo = UndoIn(page);

        (await brand.Http.GetAsync(undo)).Dispose();
        Assert.False(await MayAsync(brand, "cars"));
        await PostAsync(brand, undo, []);
        await PostAsync(brand, undo, []);

        Assert.True(await MayAsync(brand, "cars"));
    }

    [Fact]
    public async Task After_seven_days_a_stop_is_no_mistake_any_more()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var undo = UndoIn(await PostAsync(brand, Brand.Link(await FirstMailAsync(brand), "unsubscribe"), []));

        await brand.AdvanceAsync("P7D");
        using var late = await brand.Http.PostAsync(undo, null);

        Assert.Equal(404, (int)late.StatusCode);
        Assert.False(await MayAsync(brand, "cars"));
    }

    [Fact]
    public async Task A_stop_repeated_after_the_undo_stops_again()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var stop = Brand.Link(await FirstMailAsync(brand), "unsubscribe");
        var undo = UndoIn(await PostAsync(brand, stop, []));
        await PostAsync(brand, undo, []);

        await PostAsync(brand, stop, []);
        Assert.False(await MayAsync(brand, "cars"));
        await PostAsync(brand, undo, []);
        Assert.False(await MayAsync(brand, "cars"));
    }

    private static async Task<OutboxMail> FirstMailAsync(Brand brand, bool phone = false)
    {
        await brand.PostAsync("/api/campaigns/car-launch-2026/entries", new
        {
            email = Hanako,
            phone = "03-1234-5678",
            locale = "ja",
            optIn = new { email = true, phone },
        });
        await brand.SettleAsync();
        await brand.ConfirmAsync(Assert.Single(brand.Mails()));
        await brand.AdvanceAsync("P3D");
        return brand.Mails()[^1];
    }

    private static Task<string> SaveAsync(Brand brand, string path, params string[] topics) => PostAsync(
        brand, path, [new("do", "save"), .. topics.Select(topic => KeyValuePair.Create("topic", topic))]);

    private static async Task<string> PostAsync(Brand brand, string path, KeyValuePair<string, string>[] form)
    {
        using var answer = await brand.Http.PostAsync(path, new FormUrlEncodedContent(form));
        Assert.Equal(200, (int)answer.StatusCode);
        await brand.SettleAsync();
        return await answer.Content.ReadAsStringAsync();
    }

    private static string UndoIn(string page)
    {
        var start = page.IndexOf("/api/undo/", StringComparison.Ordinal);
        return page[start..page.IndexOf('"', start)];
    }

    private static async Task<JsonNode> ConsentsAsync(Brand brand) => (await brand.FindAsync(Hanako))["consents"]!;

    private static async Task<JsonNode> PurposeAsync(Brand brand, string purpose) =>
        (await ConsentsAsync(brand))["purposes"]!.AsArray().Single(view => (string?)view!["purpose"] == purpose)!;

    private static async Task<bool> MayAsync(Brand brand, string purpose) =>
        (bool)(await PurposeAsync(brand, purpose))["mayMail"]!;

    private static async Task<string?> ReasonAsync(Brand brand, string purpose) =>
        (string?)(await PurposeAsync(brand, purpose))["reason"];

    private static async Task<(string? Phone, bool MayCall)> CallAsync(Brand brand)
    {
        var lead = Assert.Single((await brand.GetAsync("/api/leads?product=car"))["leads"]!.AsArray())!;
        return ((string?)lead["phone"], (bool)lead["mayCall"]!);
    }
}
