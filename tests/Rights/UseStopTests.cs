using LeadScoring.Tests.Bugs;
using LeadScoring.Tests.Journeys;

namespace LeadScoring.Tests.Rights;

public sealed class UseStopTests
{
    [Fact]
    public async Task Data_at_rest_is_in_no_list_and_gets_no_mail_until_its_use_is_allowed_again()
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T01:00:00Z");
        await brand.EnterAsync("car-launch-2026", "e-1", new { });
        await brand.SettleAsync();
        await brand.ConfirmAsync(brand.Mails().Single());
        await brand.ReactAsync("test-drive", "2027-02-01T00:00:00Z");
        await brand.SettleAsync();
        var leadId = brand.IdOf(Acts.Who);
        var points = (double)(await OnlyLeadAsync(brand))["points"]!;

        await brand.PostAsync($"/api/leads/{leadId}/stop-use", new { }, 200);
        Assert.Empty((await brand.GetAsync("/api/leads?product=car"))["leads"]!.AsArray());
        await brand.ReactAsync("quote", "2027-02-01T00:30:00Z");
        await brand.AdvanceAsync("P20D");
        Assert.Single(brand.Mails());
        Assert.Empty((await brand.GetAsync("/api/leads?product=car"))["leads"]!.AsArray());
        var view = await brand.GetAsync($"/api/leads/{leadId}");
        Assert.Equal("use stopped", (string?)view["consents"]!["reason"]);
        Assert.NotNull((string?)view["useStoppedAt"]);
        Assert.Equal((0, 0), ((double)view["points"]!, view["products"]!.AsArray().Count));

        using var allowed = await brand.Http.DeleteAsync($"/api/leads/{leadId}/stop-use");
        Assert.True(allowed.IsSuccessStatusCode);
        Assert.True((double)(await OnlyLeadAsync(brand))["points"]! > points, "what came meanwhile was kept");
        Assert.True((bool)(await brand.GetAsync($"/api/leads/{leadId}"))["consents"]!["mayMail"]!);
    }

    [Fact]
    public async Task An_export_holds_every_row_of_the_person()
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T01:00:00Z");
        await brand.EnterAsync("car-launch-2026", "e-1", new { budget = "3200000" }, "山田花子");
        await brand.SettleAsync();
        await brand.ConfirmAsync(brand.Mails().Single());
        await brand.ReactAsync("test-drive", "2027-02-01T00:00:00Z");
        await brand.BuyAsync("p-1", "2027-02-01T00:30:00Z");
        await brand.SettleAsync();
        var leadId = brand.IdOf(Acts.Who);

        var export = await brand.GetAsync($"/api/leads/{leadId}/export");

        Assert.Equal("山田花子", (string?)export["lead"]!["name"]);
        Assert.NotNull((string?)export["sender"]);
        var rows = await Traces.RowsAsync(brand.Tables(), leadId);
        Assert.Equal(rows.Count, export["records"]!.AsObject().Sum(kind => kind.Value!.AsArray().Count));
        Assert.Equal("3200000", (string?)export["records"]!["entry"]![0]!["attributes"]!["budget"]);
        var types = export["records"]!["reaction"]!.AsArray().Select(reaction => (string?)reaction!["type"]);
        Assert.Equal(["opt-in", "test-drive"], types.Order(StringComparer.Ordinal));
        Assert.Equal("double-opt-in", (string?)export["records"]!["consent"]![0]!["how"]);
    }

    private static async Task<System.Text.Json.Nodes.JsonNode> OnlyLeadAsync(Brand brand) =>
        Assert.Single((await brand.GetAsync("/api/leads?product=car"))["leads"]!.AsArray())!;
}
