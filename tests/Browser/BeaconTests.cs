using System.Collections.Concurrent;
using LeadScoring.Reactions;
using LeadScoring.Visitors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadScoring.Tests.Browser;

/// <summary>What lead.js measures, on the sample page and on pages of a marketer's own.</summary>
[Collection(nameof(Chromium))]
public sealed class BeaconTests(Chromium chromium)
{
    private const string Site = "https://www.hoshikawa.example";

    [Theory]
    [InlineData("car-launch-2026", "battery", "3880000", "¥3,880,000")]
    [InlineData("camper-giveaway-2026", "days", "64000", "¥64,000")]
    public async Task What_was_chosen_and_downloaded_arrives_though_the_page_is_closed_at_once(
        string campaign, string field, string value, string sum)
    {
        await using var window = await chromium.OpenAsync("ja");
        var page = window.Page;
        await page.GotoAsync($"/api/pages/ja?campaign={campaign}");
        var visitorId = await page.EvaluateAsync<string>("lead.visitorId");
        await page.CheckAsync($"[name={field}][value='{value}']");
        await Expect(page.Locator("#sum")).ToHaveTextAsync(sum);
        await window.ShowAsync($"chosen-{campaign}");
        var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("a[download]"));
        Assert.EndsWith(".html", download.SuggestedFilename, StringComparison.Ordinal);
        await page.CloseAsync();

        var waiting = await WaitForAsync(visitorId, 3);
        Assert.Equal(["brochure", "configurator", "page-view"], waiting.Select(one => one.Type).Order());
        var chosen = waiting.Single(one => one.Type == "configurator").Properties!.Value;
        Assert.Equal(value, chosen.GetProperty(field).GetString());
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Reading_time_and_the_deepest_point_are_told_when_the_page_is_left()
    {
        await using var window = await chromium.OpenAsync("ja");
        await ServeAsync(window.Page, Site, """
            <script src='{api}/lead.js' data-campaign='car-launch-2026' data-read='1'></script>
            <p style='height:4000px'>
            """);
        await window.Page.GotoAsync(Site + "/mio");
        var visitorId = await window.Page.EvaluateAsync<string>("lead.visitorId");
        await window.Page.EvaluateAsync("scrollTo(0, 1500)");
        await window.Page.WaitForTimeoutAsync(1200); // reads
        await window.Page.GotoAsync("about:blank");

        var read = (await WaitForAsync(visitorId, 2)).Single(one => one.Type == "page-read").Properties!.Value;
        Assert.True(read.GetProperty("seconds").GetInt32() >= 1);
        Assert.InRange(read.GetProperty("scroll").GetInt32(), 40, 80);
        Assert.Equal("/mio", read.GetProperty("page").GetString());
    }

    [Fact]
    public async Task Several_forms_of_a_page_on_another_host_enter_their_own_campaigns()
    {
        await using var window = await chromium.OpenAsync("en");
        var page = window.Page;
        await ServeAsync(page, Site, """
            <form data-campaign='car-launch-2026' id='a'>
            <input name='email' id='ea'><button type='submit'>a</button></form>
            <form data-campaign='camper-giveaway-2026' id='b'>
            <input name='email' id='eb'><button type='submit'>b</button></form>
            <script src='{api}/lead.js'></script>
            """);
        await page.GotoAsync(Site + "/both");
        await page.FillAsync("#eb", "not an address");
        await page.ClickAsync("#b button");
        await Expect(page.Locator("#wrong-eb")).ToContainTextAsync("Must be a mail address");
        await page.FillAsync("#eb", "both@example.jp");
        await page.ClickAsync("#b button");
        await Expect(page.Locator("#b [role=alert]")).ToHaveTextAsync("Thank you. Your entry has been taken.");
        await Expect(page.Locator("#a [role=alert]")).ToBeEmptyAsync();

        await chromium.Brand.SettleAsync();
        var lead = await chromium.Brand.FindAsync("both@example.jp");
        Assert.Equal(["camper-giveaway-2026"], lead["campaigns"]!.AsArray().Select(one => (string)one!));
    }

    [Fact]
    public async Task Where_measuring_is_off_nothing_is_kept_and_nothing_told()
    {
        await using var window = await chromium.OpenAsync("ja");
        var told = new ConcurrentQueue<string>();
        window.Page.Request += (_, request) => told.Enqueue(request.Url);
        await ServeAsync(window.Page, Site, """
            <a download href='/x.pdf' data-reaction='brochure'>x</a>
            <script src='{api}/lead.js' data-campaign='car-launch-2026' data-visitor='off'></script>
            """);
        await window.Page.GotoAsync(Site + "/quiet");
        await window.Page.EvaluateAsync("lead.react('page-view')");
        await window.Page.GotoAsync("about:blank");
        await window.Page.GotoAsync(Site + "/quiet");

        Assert.Null(await window.Page.EvaluateAsync<string?>("localStorage.getItem('lead:visitor')"));
        Assert.DoesNotContain(told, url => url.EndsWith("/beacon", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_short_address_of_the_script_works_too()
    {
        await using var window = await chromium.OpenAsync("ja");
        await ServeAsync(window.Page, Site, "<script src='{host}/lead.js' data-campaign='car-launch-2026'></script>");
        await window.Page.GotoAsync(Site + "/short");

        Assert.Single(await WaitForAsync(await window.Page.EvaluateAsync<string>("lead.visitorId"), 1));
    }

    /// <summary>A page of the brand's own site, on another host than the app.</summary>
    private async Task ServeAsync(IPage page, string site, string body)
    {
        var host = chromium.Brand.Http.BaseAddress!.AbsoluteUri.TrimEnd('/');
        var html = "<!doctype html><html lang='en'><body>"
            + body.Replace("{api}", host + "/api", StringComparison.Ordinal)
                .Replace("{host}", host, StringComparison.Ordinal);
        await page.RouteAsync(site + "/**", route => route.FulfillAsync(
            new() { Status = 200, ContentType = "text/html; charset=utf-8", Body = html }));
    }

    private async Task<IReadOnlyList<Reaction>> WaitForAsync(string visitorId, int count)
    {
        var made = chromium.Brand.Services;
        var digest = made.GetRequiredService<VisitorIds>().Of(visitorId);
        IReadOnlyList<Reaction> waiting = [];
        await KitTests.PollAsync(async () =>
        {
            waiting = [.. (await made.GetRequiredService<VisitorIndex>().ReadAsync(digest, default)).Waiting.Values];
            return waiting.Count >= count;
        });
        return waiting;
    }
}
