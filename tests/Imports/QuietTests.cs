using LeadScoring.Leads;
using LeadScoring.Tests.Journeys;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Imports;

/// <summary>Past data begins nothing, unless that is wanted; and who has no address is never mailed.</summary>
public sealed class QuietTests
{
    private const string Complaints = "Mail,What,When\nhanako@example.jp,complaint,2027-01-31\n";

    [Theory]
    [InlineData(true, 0, 0)]
    [InlineData(false, 1, 1)]
    public async Task An_order_and_a_complaint_of_a_file_begin_nothing_unless_it_is_said(
        bool quiet, int scenarios, int alerts)
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T00:00:00Z");
        await brand.EnterAsync("hanako@example.jp");
        var before = await BegunAsync(brand);

        await brand.ImportAsync(new
        {
            kind = "purchases", product = "car", quiet,
            mapping = new { email = "Mail", occurredAt = "When", amount = "Sum" },
        }, "Mail,When,Sum\nhanako@example.jp,2027-01-30,3000000\n");
        await brand.ImportAsync(new
        {
            kind = "reactions", product = "car", quiet,
            mapping = new { email = "Mail", type = "What", occurredAt = "When" },
        }, Complaints);

        Assert.Equal("first-time", (string?)(await brand.FindAsync("hanako@example.jp"))["class"]);
        Assert.Equal(scenarios, await BegunAsync(brand) - before);
        Assert.Equal(alerts, (await brand.GetAsync("/api/insights/alerts?kind=reaction"))["alerts"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_customer_known_by_a_number_only_is_found_and_never_mailed()
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T00:00:00Z");
        await brand.ImportAsync(new
        {
            kind = "purchases", product = "car", quiet = false, @namespace = "shop",
            mapping = new { customer = "No", occurredAt = "When", amount = "Sum" },
        }, "No,When,Sum\nK-17,2027-01-30,3000000\n");
        var lead = await brand.PostAsync("/api/leads/find", new { email = "K-17@shop.invalid" }, 200);

        // Even where the staff notes a consent.
        await brand.PostAsync($"/api/leads/{lead["leadId"]}/consents", new
        {
            channel = "email", granted = true, how = "counter", takenBy = "Aoki",
        }, 200);
        await brand.AdvanceAsync("P30D");

        Assert.Equal(
            "no mail address", (string?)(await brand.GetAsync($"/api/leads/{lead["leadId"]}"))["consents"]!["reason"]);
        Assert.Empty(brand.Mails());
        await brand.PostAsync("/api/campaigns/car-launch-2026/entries", new { email = "K-17@shop.invalid" }, 400);
    }

    private static async Task<int> BegunAsync(Brand brand)
    {
        var hanako = await brand.FindAsync("hanako@example.jp");
        var lead = (await brand.Services.GetRequiredService<LeadStore>()
            .LoadAsync((string)hanako["leadId"]!, default)).Lead;
        return lead.Enrolments.Values.Count(enrolment => enrolment.Scenario == "car-first-time");
    }
}
