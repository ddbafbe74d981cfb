using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadScoring.Consent;
using LeadScoring.Leads;
using LeadScoring.Mail;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tests.Rights;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Hits;

/// <summary>
/// A brand whose welcome has thirteen links, up to the minute after it went to Hanako; who clicks, and what the
/// provider tells, is up to the test.
/// </summary>
internal sealed partial class MailedBrand : IAsyncDisposable
{
    /// <summary>Ten in Tokyo, when the welcome leaves.</summary>
    public static readonly DateTimeOffset SentAt = new(2027, 2, 2, 1, 0, 0, TimeSpan.Zero);

    public const string Hanako = "hanako@example.jp";

    private readonly SpoiledContent _content = new();
    private Brand? _brand;

    public Provider Provider { get; } = new();

    public Brand Brand => _brand!;

    public HttpClient Http => Brand.Http;

    /// <summary>The welcome as it lies in her mailbox.</summary>
    public OutboxMail Mail => Brand.Mails().Single(mail => Door().IsMatch(mail.Html));

    public string LeadId => Brand.IdOf(Hanako);

    /// <summary>The paths behind the links of the HTML, in its order, the hidden one last.</summary>
    public IReadOnlyList<string> Doors => [.. Door().Matches(Mail.Html).Select(match => match.Value)];

    public static async Task<MailedBrand> OpenAsync(
        IReadOnlyList<string>? store = null, Action<SpoiledContent>? spoil = null)
    {
        var mailed = new MailedBrand();
        mailed.WriteLinks();
        spoil?.Invoke(mailed._content);
        mailed._brand = await Brand.OpenAsync("2027-02-01T00:00:00Z", null, mailed.Settings(store));
        await mailed.Brand.PostAsync("/api/campaigns/car-launch-2026/entries", new
        {
            entryId = "e-1",
            email = Hanako,
            name = "山田花子",
            locale = "ja",
            optIn = true,
            attributes = new { prefecture = "Osaka" },
        });
        await mailed.Brand.SettleAsync();
        await mailed.Brand.ConfirmAsync(Assert.Single(mailed.Brand.Mails()));
        await mailed.Brand.TravelAsync(new { now = SentAt });
        return mailed;
    }

    public string[] Settings(IReadOnlyList<string>? store) =>
        [.. store ?? [], Provider.Setting, $"--LeadScoring:ContentPath={_content.Folder}"];

    /// <summary>Changes scoring.json, for the next start.</summary>
    public void Change(Action<JsonNode> change)
    {
        var file = Path.Combine(_content.Folder, "scoring.json");
        var rules = JsonNode.Parse(File.ReadAllText(file))!;
        change(rules);
        File.WriteAllText(file, rules.ToJsonString());
    }

    /// <summary>Opens a link; where it leads.</summary>
    public async Task<string> FollowAsync(string door, HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, door);
        using var answer = await Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return answer.Headers.Location!.AbsoluteUri;
    }

    /// <summary>Until nothing waits: an emulator's messages are hidden by a clock that nobody moves.</summary>
    public async Task WorkOffAsync()
    {
        await Brand.AdvanceAsync("PT10S");
        for (var tries = 0; tries < 100 && await WaitsAsync(); tries++)
        {
            await Task.Delay(100);
            await Brand.SettleAsync();
        }
        Assert.False(await WaitsAsync());
    }

    public Task<JsonNode> HanakoAsync() => Brand.GetAsync($"/api/leads/{LeadId}?product=car");

    public async Task<double> PointsAsync() => (double)(await HanakoAsync())["points"]!;

    /// <summary>What her timeline says of this type, oldest first: the verdicts.</summary>
    public async Task<IEnumerable<string?>> VerdictsAsync(string label = "Link in a mail") =>
        (await HanakoAsync())["timeline"]!.AsArray().Where(item => (string?)item!["text"] == label)
            .Select(item => (string?)item!["verdict"]).Reverse();

    public async Task<JsonNode> SendAsync() =>
        (await HanakoAsync())["sends"]!.AsArray().Single(send => (string?)send!["template"] == "car-welcome")!;

    public async Task<DateTimeOffset> NowAsync() => (DateTimeOffset)(await Brand.GetAsync("/api/dev/time"))["now"]!;

    /// <summary>An event of the welcome, as SendGrid tells it.</summary>
    public async Task<Dictionary<string, object>> EventAsync(
        string type, DateTimeOffset at, string id, bool machine = false) => new()
        {
            ["email"] = Hanako,
            ["timestamp"] = at.ToUnixTimeSeconds(),
            ["event"] = type,
            ["sg_event_id"] = id,
            ["sg_machine_open"] = machine,
            ["send_id"] = (string)(await SendAsync())["sendId"]!,
            ["lead_id"] = LeadId,
        };

    public async ValueTask DisposeAsync()
    {
        if (_brand is not null) await _brand.DisposeAsync();
        _content.Dispose();
        Provider.Dispose();
    }

    /// <summary>The alerts in the feed, by kind and reaction, sorted.</summary>
    public async Task<IReadOnlyList<string>> AlertsAsync() =>
    [
        .. (await Brand.GetAsync("/api/insights/alerts"))["alerts"]!.AsArray()
            .Select(alert => $"{alert!["kind"]} {alert["reaction"]}".Trim()).Order(StringComparer.Ordinal),
    ];

    public string Token(int number) => Brand.Services.GetRequiredService<SignedLinks>()
        .Make(LinkPurpose.Go, LeadId, Mail.SendId, number);

    private async Task<bool> WaitsAsync() => (await Traces.RowsAsync(Brand.Tables(), LeadId))
        .Any(row => row.StartsWith(LeadRows.InboxPrefix, StringComparison.Ordinal));

    private void WriteLinks()
    {
        var links = string.Concat(Enumerable.Range(1, 12).Select(n =>
            $"<p><a href=\"https://shop.example/探す?q=試乗&amp;page={n}#下\">{n}</a></p>\n"));
        _content.Replace("templates/car-welcome/ja.html.hbs", "<p class=\"sign\">", links + "<p class=\"sign\">");
        _content.Replace(
            "templates/car-welcome/ja.text.hbs", "{{links.site}}\n",
            "{{links.site}}\nhttps://shop.example/探す?q=試乗&page=12#下\n");
    }

    [GeneratedRegex(@"/api/go/[\w-]+")]
    private static partial Regex Door();
}
