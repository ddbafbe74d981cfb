using System.Net;
using System.Text.Json.Nodes;
using LeadScoring.Tests.Hits;

namespace LeadScoring.Tests.Misbehaving;

public sealed class WebhookBatchTests
{
    [Fact]
    public async Task The_largest_batch_is_taken_and_its_events_count_once_though_it_comes_at_once_and_20_hours_later()
    {
        await using var mailed = await MailedBrand.OpenAsync();
        var delivered = await mailed.EventAsync("delivered", MailedBrand.SentAt.AddSeconds(30), "d-1");
        var open = await mailed.EventAsync("open", MailedBrand.SentAt.AddMinutes(5), "o-1");
        await mailed.Brand.AdvanceAsync("PT10M");
        var (body, events) = LargeBatch.Make(1, MailedBrand.SentAt, delivered, open);

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => TakenAsync(mailed, body, events)));
        await mailed.WorkOffAsync();
        var once = await KeptAsync(mailed);
        await mailed.Brand.AdvanceAsync("PT20H");
        await TakenAsync(mailed, body, events);
        await mailed.WorkOffAsync();

        Assert.Equal(["delivered"], once["events"]!.AsArray().Select(told => (string?)told!["type"]));
        Assert.Equal(["open"], once["hits"]!.AsArray().Select(hit => (string?)hit!["kind"]));
        Assert.True(JsonNode.DeepEquals(once, await KeptAsync(mailed)));
        var counted = Assert.Single(
            (await mailed.HanakoAsync())["explanation"]!["terms"]!.AsArray(),
            term => (string?)term!["type"] == "mail-open")!;
        Assert.Equal(1, (int)counted["count"]!);
        Assert.Equal(["human"], await mailed.VerdictsAsync("Mail opened"));
    }

    [Fact]
    public async Task Of_the_largest_batch_one_changed_byte_is_enough_to_refuse_all_of_it()
    {
        await using var mailed = await MailedBrand.OpenAsync();
        var open = await mailed.EventAsync("open", MailedBrand.SentAt.AddMinutes(5), "o-1");
        var (body, _) = LargeBatch.Make(1, MailedBrand.SentAt, open);
        byte[] altered = [.. body];
        altered[^10]++;

        using var answer = await mailed.Provider.PostAsync(mailed.Http, body, altered);
        await mailed.WorkOffAsync();

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Empty((await KeptAsync(mailed))["hits"]!.AsArray());
    }

    private static async Task TakenAsync(MailedBrand mailed, byte[] body, int events)
    {
        using var answer = await mailed.Provider.PostAsync(mailed.Http, body);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var told = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal((events, 0), ((int)told["accepted"]!, (int)told["ignored"]!));
    }

    private static async Task<JsonNode> KeptAsync(MailedBrand mailed) =>
        Assert.Single((await mailed.Brand.GetAsync($"/api/leads/{mailed.LeadId}/export"))["records"]!["hits"]!
            .AsArray())!;
}
