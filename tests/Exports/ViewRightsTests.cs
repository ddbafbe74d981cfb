using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using LeadScoring.Access;
using LeadScoring.Exports;
using LeadScoring.Publishing;
using LeadScoring.Tests.Doors;
using LeadScoring.Tests.Journeys;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Exports;

/// <summary>
/// What cannot be delivered is refused, and who may not deliver neither plans it, ends it nor reads where to.
/// </summary>
public sealed class ViewRightsTests(ViewRightsTests.House house) : IClassFixture<ViewRightsTests.House>
{
    private const string Hook = "webhook:https://crm.example/leads?token=s3cret";
    private const string Staff = "mail:sato@example.jp, tanaka@example.jp";

    private Brand Brand => house.Brand;

    [Theory]
    [InlineData("* * * * *", "mail:a@example.jp", "delivery.at", "five fields of cron")]
    [InlineData("0 */99999999999 * * *", "mail:a@example.jp", "delivery.at", "five fields of cron")]
    [InlineData("0 22-6 * * *", "mail:a@example.jp", "delivery.at", "write 22-23,0-6")]
    [InlineData("0 8 31 2 *", "mail:a@example.jp", "delivery.at", "ten years")]
    [InlineData("0 8 * * *", "a@example.jp", "delivery.to", "Must be mail:")]
    [InlineData("0 8 * * *", "mail:a@example.jp\r\nBcc: b@example.jp", "delivery.to", "a mail address")]
    [InlineData("0 8 * * *", "mail:a@b.jp,b@b.jp,c@b.jp,d@b.jp,e@b.jp,f@b.jp", "delivery.to", "at most 5")]
    [InlineData("0 8 * * *", "webhook:https://metadata.example/", "delivery.to", "LeadScoring__DeliveryHosts")]
    [InlineData("0 8 * * *", "webhook:http://crm.example/leads", "delivery.to", "https://")]
    [InlineData("0 8 * * *", "webhook:https://crm.example@evil.example/", "delivery.to", "https://")]
    public async Task What_cannot_be_delivered_is_refused(string at, string to, string field, string says)
    {
        using var answer = await PutAsync(Brand.Http, "refused", to, at);
        (await Refused.ReadAsync(answer, 400)).Names(field, says);
    }

    [Fact]
    public async Task A_webhook_needs_a_secret()
    {
        await using var brand = await Brand.OpenAsync(settings: "--LeadScoring:DeliveryHosts=crm.example");
        using var unsigned = await PutAsync(brand.Http, "unsigned", Hook);
        Assert.Contains(
            "AlertWebhookSecret", (await Refused.ReadAsync(unsigned, 409)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_saves_what_has_changed_since_they_read_it_is_told()
    {
        await SaveAsync("changed", Staff);
        using var read = await Brand.Http.GetAsync("/api/views/changed");
        var tag = read.Headers.ETag!.ToString();
        Assert.Equal(200, await SaveIfAsync(tag, "First"));
        Assert.Equal(412, await SaveIfAsync(tag, "Second"));
        Assert.Equal(200, await SaveIfAsync("*", "Third"));
        using var removal = new HttpRequestMessage(HttpMethod.Delete, "/api/views/changed");
        removal.Headers.Add("If-Match", tag);
        using var refused = await Brand.Http.SendAsync(removal);
        Assert.Equal("This view has changed.", (await Refused.ReadAsync(refused, 412)).Title);
    }

    [Fact]
    public async Task Only_admins_change_a_view_that_is_delivered_or_take_it_out()
    {
        await SaveAsync("delivered", Staff);
        using var sales = await ClientAsync("work");

        var plainView = new { name = "All", filters = new { } };
        using (var changed = await sales.PutAsJsonAsync("/api/views/delivered", plainView))
            Assert.Equal("This view is delivered.", (await Refused.ReadAsync(changed, 403)).Title);
        using (var removed = await sales.DeleteAsync("/api/views/delivered"))
            Assert.Equal("This view is delivered.", (await Refused.ReadAsync(removed, 403)).Title);
        Assert.NotNull((await Brand.GetAsync("/api/views/delivered"))["delivery"]);

        using (var plain = await sales.PutAsJsonAsync("/api/views/plain", plainView))
            Assert.Equal(200, (int)plain.StatusCode);
        using (var own = await sales.DeleteAsync("/api/views/plain")) Assert.Equal(204, (int)own.StatusCode);
    }

    [Fact]
    public async Task A_delivered_view_goes_with_what_is_known_of_its_deliveries()
    {
        await SaveAsync("leaving", Staff);
        await Brand.AdvanceAsync("P1D");
        Assert.Equal(
            "delivered", (string?)(await Brand.GetAsync("/api/views/leaving"))["lastDelivery"]!["status"]);

        using (var removed = await Brand.Http.DeleteAsync("/api/views/leaving"))
            Assert.Equal(204, (int)removed.StatusCode);

        await Brand.GetAsync("/api/views/leaving", 404);
        Assert.Null(await Brand.Services.GetRequiredService<DeliveryStore>().NewestAsync("leaving", default));
    }

    [Theory]
    [InlineData(Staff, "mail:s•••@example.jp,t•••@example.jp")]
    [InlineData(Hook, "webhook:https://crm.example")]
    public async Task Where_a_view_is_delivered_to_is_for_admins(string to, string shown)
    {
        await SaveAsync("where", to);
        using var reader = await ClientAsync("read");

        var one = JsonNode.Parse(await reader.GetStringAsync("/api/views/where"))!;
        var all = JsonNode.Parse(await reader.GetStringAsync("/api/views"))!["views"]!.AsArray();

        Assert.Equal(shown, (string?)one["delivery"]!["to"]);
        Assert.Equal(one.ToJsonString(), all.Single(view => (string?)view!["id"] == "where")!.ToJsonString());
        var told = (string?)(await Brand.GetAsync("/api/views/where"))["delivery"]!["to"];
        Assert.Equal(to.Replace(" ", "", StringComparison.Ordinal), told);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_delivery_that_an_admin_plans_meanwhile_is_not_overwritten(bool wasThere)
    {
        var (services, id) = (Brand.Services, wasThere ? "raced" : "raced-new");
        if (wasThere)
            using (await Brand.Http.PutAsJsonAsync($"/api/views/{id}", new { name = "Plain", filters = new { } })) { }
        var clock = new Interloper(() => SaveAsync(id, Staff).GetAwaiter().GetResult());
        var door = new ViewDoor(
            services.GetRequiredService<ViewStore>(), services.GetRequiredService<DeliveryStore>(),
            services.GetRequiredService<DeliveryHosts>(), services.GetRequiredService<DeliveryDiary>(),
            services.GetRequiredService<InForce>(), clock);
        var http = new DefaultHttpContext();
        http.Enter(new Caller("k", "Sales", Scope.Work, null));
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes("""{"name":"Mine","filters":{}}"""));

        var answer = await door.SaveAsync(http.Request, id, default);

        Assert.Equal(403, Assert.IsType<ProblemHttpResult>(answer).StatusCode);
        Assert.Equal("0 8 * * *", (string?)(await Brand.GetAsync($"/api/views/{id}"))["delivery"]!["at"]);
    }

    private async Task SaveAsync(string id, string to)
    {
        using var answer = await PutAsync(Brand.Http, id, to);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static Task<HttpResponseMessage> PutAsync(
        HttpClient http, string id, string to, string at = "0 8 * * *") =>
        http.PutAsJsonAsync($"/api/views/{id}", new { name = "Hot", filters = new { }, delivery = new { at, to } });

    private async Task<int> SaveIfAsync(string tag, string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/views/changed")
        {
            Content = JsonContent.Create(new { name }),
        };
        request.Headers.Add("If-Match", tag);
        using var answer = await Brand.Http.SendAsync(request);
        return (int)answer.StatusCode;
    }

    private async Task<HttpClient> ClientAsync(string scope)
    {
        var made = await Brand.PostAsync("/api/keys", new { name = scope, scopes = new[] { scope } }, 201);
        var client = new HttpClient { BaseAddress = Brand.Http.BaseAddress };
        client.DefaultRequestHeaders.Add("x-functions-key", (string)made["key"]!);
        return client;
    }

    /// <summary>A clock that lets somebody else act when it is looked at first.</summary>
    private sealed class Interloper(Action act) : TimeProvider
    {
        private Action? _act = act;

        public override DateTimeOffset GetUtcNow()
        {
            Interlocked.Exchange(ref _act, null)?.Invoke();
            return new(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);
        }
    }

    public sealed class House : IAsyncLifetime
    {
        private Brand? _brand;

        internal Brand Brand => _brand!;

        public async ValueTask InitializeAsync() => _brand = await Brand.OpenAsync(
            "2026-11-22T03:00:00Z", null, "--LeadScoring:DeliveryHosts=crm.example",
            "--LeadScoring:AlertWebhookSecret=whsec_" + Convert.ToBase64String(new byte[32]));

        public ValueTask DisposeAsync() => Brand.DisposeAsync();
    }
}
