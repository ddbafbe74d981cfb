using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using LeadScoring.Tests.Journeys;

namespace LeadScoring.Tests.Doors;

/// <summary>What a person sees whose browser posts the plain form, without any script.</summary>
[Collection(nameof(OpenDoors))]
public sealed class FormTests(OpenDoors doors)
{
    private const string Launch = "/api/campaigns/car-launch-2026/entries";
    private const string Browser =
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";

    [Theory]
    [InlineData("ja", "メールアドレス", "メールアドレスの形をご確認ください（例：hanako@example.jp）。")]
    [InlineData("en", "Mail address", "Please check the address, for example hanako@example.jp.")]
    public async Task Mistakes_are_a_page_in_the_language_of_the_form(string locale, string label, string remedy)
    {
        var page = await PostAsync(
            Launch, 400, ("locale", locale), ("email", "hanako"), ("phone", "call me"),
            ("attributes.budget", new string('1', 501)));

        Assert.Equal(locale, page.DocumentElement.GetAttribute("lang"));
        string[] labels = locale == "ja" ? ["ご予算", label, "電話番号"] : ["Budget", label, "Phone"];
        Assert.Equal(labels, page.QuerySelectorAll("dt").Select(dt => dt.TextContent));
        var remedies = page.QuerySelectorAll("dd").Select(dd => dd.TextContent).ToList();
        Assert.Contains("Must be at most 500 characters", remedies[0], StringComparison.Ordinal);
        Assert.Equal(remedy, remedies[1]);
        await doors.NothingWasStoredAsync();
    }

    [Fact]
    public async Task The_way_back_is_the_page_with_the_form()
    {
        var form = new Uri(doors.Anybody.BaseAddress!, "/api/pages/ja?utm_source=x").AbsoluteUri;

        Assert.Equal(form, Back(await PostAsync(Launch, 400, form, ("locale", "ja"))));
        const string ofCampaign = "https://www.hoshikawa.example/mio";
        Assert.Equal(ofCampaign, Back(await PostAsync(Launch, 400, ofCampaign, ("locale", "ja"))));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("nonsense")]
    public async Task A_way_back_to_anywhere_else_is_not_offered(string referer) =>
        Assert.Equal("/api/pages/en", Back(await PostAsync(Launch, 400, referer, ("locale", "en"))));

    [Fact]
    public async Task A_closed_campaign_is_a_page_too()
    {
        var page = await PostAsync(
            "/api/campaigns/car-preview-2025/entries", 409, ("locale", "ja"), ("email", "a@example.jp"));

        Assert.Equal("ただいま受付期間外です", page.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task What_was_typed_cannot_become_markup_of_the_page()
    {
        var page = await PostAsync(
            Launch, 400, ("locale", "en"), ("attributes.<script>alert(1)</script>", "x"), ("email", "a@example.jp"));

        Assert.Single(page.Scripts);
        Assert.Contains("<script>alert(1)</script>", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/opt-in/AAAA", "このリンクは使えません")]
    [InlineData("/api/unsubscribe/AAAA", "このリンクは使えません")]
    public async Task A_cut_link_of_a_mail_is_a_page(string path, string title)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", Browser);
        request.Headers.Add("Accept-Language", "ja,en;q=0.5");
        using var answer = await doors.Anybody.SendAsync(request);

        Assert.Equal(404, (int)answer.StatusCode);
        Assert.Equal(title, (await ReadAsync(answer)).QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task Who_asks_for_anything_gets_the_document()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Launch)
        {
            Content = new FormUrlEncodedContent([new("email", "hanako")]),
        };
        request.Headers.Add("Accept", "*/*");
        using var answer = await doors.Anybody.SendAsync(request);

        (await Refused.ReadAsync(answer, 400)).Names("email", "Must be a mail address");
    }

    [Theory]
    [InlineData("ja", "car-launch-2026")]
    [InlineData("en", "camper-giveaway-2026")]
    public async Task A_form_is_taken_with_303_to_the_thanks_page(string locale, string campaign)
    {
        await using var brand = await Brand.OpenAsync(OpenDoors.Now);
        using var answer = await brand.Http.PostAsync($"/api/campaigns/{campaign}/entries", new FormUrlEncodedContent(
        [
            new("locale", locale), new("email", "Ｈanako@Example.jp"), new("name", "山田 花子"), new("phone", ""),
            new("optIn", "off"), new("optIn", "on"),
            new("attributes.prefecture", "Tokyo"), new("attributes.leaseEnd", ""), new("website", ""),
        ]));
        await brand.SettleAsync();

        Assert.Equal(303, (int)answer.StatusCode);
        Assert.Equal($"/api/pages/thanks?locale={locale}&campaign={campaign}", answer.Headers.Location!.PathAndQuery);
        using var thanks = await brand.Http.GetAsync(answer.Headers.Location);
        Assert.True(thanks.IsSuccessStatusCode);
        await brand.ConfirmAsync(Assert.Single(brand.Mails()));
        var lead = await brand.FindAsync("hanako@example.jp");
        Assert.Equal(("山田 花子", "Hanako@Example.jp"), ((string?)lead["name"], (string?)lead["email"]));
        Assert.True((bool)lead["consents"]!["mayMail"]!);
        Assert.Equal(["prefecture"], lead["attributes"]!.AsObject().Select(attribute => attribute.Key));
    }

    private Task<IHtmlDocument> PostAsync(string path, int status, params (string Name, string Value)[] fields) =>
        PostAsync(path, status, null, fields);

    private async Task<IHtmlDocument> PostAsync(
        string path, int status, string? referer, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(
                fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value))),
        };
        request.Headers.Add("Accept", Browser);
        if (referer is not null) request.Headers.TryAddWithoutValidation("Referer", referer);
        using var answer = await doors.Anybody.SendAsync(request);
        Assert.Equal(status, (int)answer.StatusCode);
        return await ReadAsync(answer);
    }

    private static async Task<IHtmlDocument> ReadAsync(HttpResponseMessage answer)
    {
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains(
            "default-src 'none'", string.Join(' ', answer.Headers.GetValues("Content-Security-Policy")),
            StringComparison.Ordinal);
        return new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
    }

    private static string? Back(IHtmlDocument page) => page.GetElementById("back")!.GetAttribute("href");
}
