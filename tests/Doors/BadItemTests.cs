using System.Text.Json.Nodes;

namespace LeadScoring.Tests.Doors;

[Collection(nameof(OpenDoors))]
public sealed class BadItemTests(OpenDoors doors)
{
    private const string Ahead = "Must not be more than a day ahead";
    private const string NoTime = "Must be a time like 2026-11-22T09:30:00Z";

    [Theory]
    [InlineData("id", null, "id", "Is required.")]
    [InlineData("id", "5", "id", "Must be text in quotes, but is a number.")]
    [InlineData("type", "\"flown\"", "type", "Must be one of ")]
    [InlineData("type", null, "type", "Is required.")]
    [InlineData("occurredAt", "\"2026-11-23T12:00:00Z\"", "occurredAt", Ahead)]
    [InlineData("occurredAt", "\"9998-12-31T23:59:59-12:00\"", "occurredAt", Ahead)]
    [InlineData("occurredAt", "\"9999-12-31T23:59:59-12:00\"", "occurredAt", NoTime)]
    [InlineData("occurredAt", "\"0001-01-01T00:00:00+09:00\"", "occurredAt", NoTime)]
    [InlineData("occurredAt", "\"-0044-03-15T00:00:00Z\"", "occurredAt", NoTime)]
    [InlineData("occurredAt", "\"1969-12-31T00:00:00Z\"", "occurredAt", "Must be after 1970")]
    [InlineData("occurredAt", "\"yesterday\"", "occurredAt", NoTime)]
    [InlineData("occurredAt", "\"2026-11-22\"", "occurredAt", NoTime)]
    [InlineData("occurredAt", "\"2026-11-22T09:00:00\"", "occurredAt", NoTime)]
    [InlineData("occurredAt", "1795314600", "occurredAt", "Must be text in quotes, but is a number.")]
    [InlineData("email", "\"hanako\"", "email", "Must be a mail address like name@example.jp.")]
    [InlineData("email", null, "leadId", "Give either leadId or email, not both and not neither.")]
    [InlineData("leadId", "\"0123456789abcdef0123456789abcdef\"", "leadId", "Give either leadId or email")]
    [InlineData("product", "\"boat\"", "product", "Must be one of car, camper, but is 'boat'.")]
    [InlineData("product", null, "product", "Is required here, one of car, camper")]
    [InlineData("campaignId", "\"boat-2026\"", "campaignId", "Is not a campaign here")]
    [InlineData("type", "\"outcome-won\"", "type", "is for sales to report: POST /api/leads/{leadId}/outcome")]
    [InlineData("type", "\"call-reached\"", "type", "with a key of scope work")]
    [InlineData("channel", "[]", "channel", "Must be text in quotes, but is an array.")]
    [InlineData("properties", "\"x\"", "properties", "Must be an object, but is text.")]
    public async Task A_reaction_with_a_mistake_is_rejected_with_its_field(
        string field, string? value, string named, string remedy)
    {
        var item = Changed(
            "{\"id\":\"r-1\",\"email\":\"a@example.jp\",\"type\":\"quote\","
            + "\"occurredAt\":\"2026-11-22T02:00:00Z\",\"product\":\"car\"}", field, value);

        await RejectsAsync("reactions", item, named, remedy);
    }

    [Theory]
    [InlineData("amount", "\"3200000\"", "amount",
        "Must be a number without quotes, for example 3200000, but is text.")]
    [InlineData("amount", "-1", "amount", "Must be from 0 to 1000000000000, but is -1.")]
    [InlineData("amount", "1e400", "amount", "Must be a number with at most 28 digits.")]
    [InlineData("amount", null, "amount", "Is required.")]
    [InlineData("currency", "\"USD\"", "currency",
        "Must be JPY, the currency of product car: convert it before sending.")]
    [InlineData("currency", "\"jpy\"", "currency", "Must be JPY")]
    [InlineData("currency", null, "currency", "Is required.")]
    [InlineData("product", "\"boat\"", "product", "Must be one of car, camper, but is 'boat'.")]
    [InlineData("refundOf", "\"p-1\"", "refundOf", "Must name another purchase")]
    [InlineData("occurredAt", "\"2026-11-24T00:00:00Z\"", "occurredAt", Ahead)]
    [InlineData("items", "{}", "items", "Must be an array, but is an object.")]
    [InlineData("items", "[{\"quantity\":1}]", "items[0].sku", "Is required.")]
    [InlineData("items", "[{\"sku\":\"a\",\"quantity\":\"1\"}]", "items[0].quantity",
        "Must be a number without quotes")]
    [InlineData("items", "[5]", "items[0]", "Must be an object, but is a number.")]
    public async Task A_purchase_with_a_mistake_is_rejected_with_its_field(
        string field, string? value, string named, string remedy)
    {
        var item = Changed(
            "{\"id\":\"p-1\",\"email\":\"a@example.jp\",\"occurredAt\":\"2026-11-22T02:00:00Z\","
            + "\"product\":\"car\",\"amount\":3200000,\"currency\":\"JPY\"}",
            field, value);

        await RejectsAsync("purchases", item, named, remedy);
    }

    [Theory]
    [InlineData("null", "Must be an object, but is null.")]
    [InlineData("5", "Must be an object, but is a number.")]
    [InlineData("[]", "Must be an object, but is an array.")]
    public Task An_item_that_is_no_object_is_rejected(string item, string remedy) =>
        RejectsAsync("reactions", item, "", remedy);

    [Theory]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData("hanako")]
    [InlineData("../leads")]
    public Task An_unknown_lead_is_rejected(string leadId) => RejectsAsync(
        "reactions",
        $"{{\"id\":\"r-1\",\"leadId\":\"{leadId}\",\"type\":\"quote\","
        + "\"occurredAt\":\"2026-11-22T02:00:00Z\",\"product\":\"car\"}",
        "leadId", "Is not a lead here");

    [Fact]
    public Task Properties_beyond_8_kB_are_rejected() => RejectsAsync(
        "reactions",
        "{\"id\":\"r-1\",\"email\":\"a@example.jp\",\"type\":\"quote\",\"occurredAt\":\"2026-11-22T02:00:00Z\","
        + $"\"product\":\"car\",\"properties\":{{\"text\":\"{new string('あ', 2731)}\"}}}}",
        "properties", "Must be at most 8 kB of JSON");

    [Theory]
    [InlineData("reactions", "{}", "Is required: {\"reactions\":[…]} with up to 1000 items.")]
    [InlineData("reactions", "{\"reactions\":null}", "Is required")]
    [InlineData("reactions", "{\"reactions\":{}}", "Must be an array, but is an object.")]
    [InlineData("purchases", "{\"purchases\":\"x\"}", "Must be an array, but is text.")]
    public async Task A_call_without_a_list_is_refused_whole(string list, string body, string remedy)
    {
        using var answer = await doors.Sales.PostAsync($"/api/{list}", OpenDoors.Json(body));

        (await Refused.ReadAsync(answer, 400)).Names(list, remedy);
    }

    [Theory]
    [InlineData("reactions")]
    [InlineData("purchases")]
    public async Task A_call_of_1001_items_is_refused_whole(string list)
    {
        var item = "{\"id\":\"1\",\"email\":\"a@example.jp\",\"type\":\"quote\","
            + "\"occurredAt\":\"2026-11-22T02:00:00Z\",\"product\":\"car\"}";
        var body = $"{{\"{list}\":[{string.Join(',', Enumerable.Repeat(item, 1001))}]}}";
        using var answer = await doors.Sales.PostAsync($"/api/{list}", OpenDoors.Json(body));

        (await Refused.ReadAsync(answer, 400))
            .Names(list, "Must hold at most 1000 items, but holds 1001: send it in several calls.");
        await doors.NothingWasStoredAsync();
    }

    private async Task RejectsAsync(string list, string item, string field, string remedy)
    {
        var answer = await doors.Brand.PostAsync($"/api/{list}", JsonNode.Parse($"{{\"{list}\":[{item}]}}")!);

        Assert.Equal(0, (int)answer["accepted"]!);
        var rejected = Assert.Single(answer["rejected"]!.AsArray())!;
        Assert.Equal(0, (int)rejected["index"]!);
        Assert.Contains(remedy, (string)rejected["errors"]![field]![0]!, StringComparison.Ordinal);
        await doors.NothingWasStoredAsync();
    }

    private static string Changed(string item, string field, string? value)
    {
        var changed = JsonNode.Parse(item)!;
        if (value is null) changed.AsObject().Remove(field);
        else changed[field] = JsonNode.Parse(value);
        return changed.ToJsonString();
    }
}
