using System.Text.Json.Nodes;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using LeadScoring.Leads;
using LeadScoring.Storage;
using LeadScoring.Tests.Bugs;
using LeadScoring.Tests.Journeys;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Parking;

/// <summary>
/// A lead whose row cannot be read: what becomes of its messages, and of them once the row is mended.
/// </summary>
public sealed class ParkedJourneyTests : IAsyncLifetime
{
    private const string Day = "2027-02-01T00:00:00Z";

    private Brand _brand = null!;
    private string _leadId = "";

    private TableClient Leads => _brand.Services.GetRequiredService<Tables>().Leads;

    public async ValueTask InitializeAsync()
    {
        _brand = await Brand.OpenAsync(Day);
        await _brand.ReactAsync("page-view", Day);
        await _brand.SettleAsync();
        _leadId = (string)(await _brand.FindAsync(Acts.Who))["leadId"]!;
    }

    public ValueTask DisposeAsync() => _brand.DisposeAsync();

    [Fact]
    public async Task A_message_that_fails_to_the_end_is_parked_with_its_error_and_heals_by_a_retry()
    {
        var mend = await BreakAsync();
        await _brand.ReactAsync("brochure", Day);
        await _brand.AdvanceAsync("PT4M");
        Assert.Empty(await ParkedAsync());
        await _brand.AdvanceAsync("PT6M");

        var parked = Assert.Single(await ParkedAsync());
        Assert.Equal(("reactions", "JsonException", 1), (
            (string)parked["queue"]!, (string)parked["error"]!, (int)parked["times"]!));
        Assert.Equal(_leadId, (string)parked["message"]!["touched"]!["leadId"]!);
        Assert.Equal((string)parked["firstParkedAt"]!, (string)parked["parkedAt"]!);
        Assert.Equal(1, (int)(await _brand.GetAsync("/api/health"))["parked"]!);

        await mend();
        var retried = await _brand.PostAsync($"/api/parked/{parked["id"]}/retry", new { });
        Assert.Equal(((string)parked["id"]!, "reactions"), ((string)retried["id"]!, (string)retried["queue"]!));
        await _brand.SettleAsync();

        Assert.Equal(["brochure", "page-view"], await CountedAsync());
        Assert.Empty(await ParkedAsync());
        Assert.Equal(0, (int)(await _brand.GetAsync("/api/health"))["parked"]!);
        await _brand.PostAsync($"/api/parked/{parked["id"]}/retry", new { }, 404);
    }

    [Fact]
    public async Task A_message_that_fails_after_its_retry_is_parked_again_and_tells_how_often()
    {
        var mend = await BreakAsync();
        await _brand.ReactAsync("brochure", Day);
        await _brand.AdvanceAsync("PT10M");
        var first = Assert.Single(await ParkedAsync());
        await _brand.PostAsync($"/api/parked/{first["id"]}/retry", new { });
        await _brand.AdvanceAsync("PT10M");

        var again = Assert.Single(await ParkedAsync());
        Assert.Equal(((string)first["id"]!, 2), ((string)again["id"]!, (int)again["times"]!));
        Assert.Equal((string)first["parkedAt"]!, (string)again["firstParkedAt"]!);
        Assert.True(string.CompareOrdinal((string)first["parkedAt"]!, (string)again["parkedAt"]!) < 0);
        Assert.Equal(first["message"]!.ToJsonString(), again["message"]!.ToJsonString());

        await mend();
        Assert.Equal(
            """{"retried":1,"left":0}""",
            (await _brand.PostAsync("/api/parked/retry?queue=reactions", new { })).ToJsonString());
        await _brand.SettleAsync();
        Assert.Equal(["brochure", "page-view"], await CountedAsync());
    }

    [Fact]
    public async Task Discarding_forgets_the_message_and_a_repeated_call_brings_what_it_spoke_of_back()
    {
        var mend = await BreakAsync();
        await _brand.ReactAsync("brochure", Day);
        await _brand.AdvanceAsync("PT10M");
        var id = (string)Assert.Single(await ParkedAsync())["id"]!;
        await mend();

        using (var discarded = await _brand.Http.DeleteAsync($"/api/parked/{id}"))
            Assert.Equal(204, (int)discarded.StatusCode);
        using (var twice = await _brand.Http.DeleteAsync($"/api/parked/{id}"))
            Assert.Equal(404, (int)twice.StatusCode);
        Assert.Empty(await ParkedAsync());
        await _brand.AdvanceAsync("P1D");
        Assert.Equal(["page-view"], await CountedAsync());

        await _brand.ReactAsync("brochure", Day);
        await _brand.SettleAsync();
        Assert.Equal(["brochure", "page-view"], await CountedAsync());
    }

    [Fact]
    public async Task A_poisoned_message_whose_lead_is_fine_by_now_is_worked_off_and_never_parked()
    {
        var poison = _brand.Services.GetRequiredService<QueueServiceClient>().GetQueueClient("entries-poison");
        var mend = await BreakAsync();
        await _brand.EnterAsync("car-launch-2026", "e-1", new { budget = "1" });
        await mend();
        // As if it had failed to the end by now: its copy is on the poison queue.
        var row = await Leads.RangeAsync(_leadId, "entry|", "entry}", 10, default).SingleAsync();
        await poison.SendMessageAsync(Json.Write(new EntryArrived(_leadId, row.RowKey)));
        await _brand.SettleAsync();

        Assert.Empty(await ParkedAsync());
        Assert.Equal(0, (await poison.GetPropertiesAsync()).Value.ApproximateMessagesCount);
        Assert.NotNull(Rows.Body<JsonObject>((await Leads.FindAsync(_leadId, row.RowKey, default))!)["outcome"]);
    }

    [Fact]
    public async Task A_text_that_is_no_message_is_parked_and_shown_as_it_is()
    {
        var queue = _brand.Services.GetRequiredService<QueueServiceClient>().GetQueueClient(Queues.Sends);
        await queue.SendMessageAsync("hello, \"world\"");
        await _brand.AdvanceAsync("PT10M");

        var parked = Assert.Single(await ParkedAsync());
        Assert.Equal("hello, \"world\"", (string)parked["message"]!);
        Assert.StartsWith(
            "UnreadableMessageException: The text is no MailDue.", (string)parked["error"]!, StringComparison.Ordinal);
    }

    /// <summary>Spoils the lead's profile; the answer mends it.</summary>
    private async Task<Func<Task>> BreakAsync()
    {
        var whole = (await Leads.FindAsync(_leadId, LeadRows.Profile, default))!;
        await Leads.UpdateEntityAsync(
            Rows.Entity(_leadId, LeadRows.Profile, "{ hanako"), ETag.All, TableUpdateMode.Replace);
        return () => Leads.UpdateEntityAsync(whole, ETag.All, TableUpdateMode.Replace);
    }

    private async Task<List<JsonNode>> ParkedAsync() =>
        [.. (await _brand.GetAsync("/api/parked"))["parked"]!.AsArray().Select(message => message!)];

    private async Task<IEnumerable<string>> CountedAsync() =>
        (await _brand.FindAsync(Acts.Who))["explanation"]!["terms"]!.AsArray()
            .Select(term => (string)term!["type"]!).Order(StringComparer.Ordinal);
}
