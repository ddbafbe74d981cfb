using System.Text.Json.Nodes;
using LeadScoring.Proof;
using LeadScoring.Sending;
using LeadScoring.Storage;
using LeadScoring.Tests.Journeys;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Proof;

/// <summary>Mails asked for by a reason that none of them has.</summary>
public sealed class UnknownReasonTests
{
    [Fact]
    public async Task What_there_is_instead_is_told_and_whether_it_is_one_at_all()
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T00:00:00Z");
        await KeepAsync(brand, "no consent");

        var there = await AskAsync(brand, "no consent");
        var absent = await AskAsync(brand, "bounced");
        var misspelt = await AskAsync(brand, "no-consent");

        Assert.Equal(1, (int)there["totals"]!["intended"]!);
        Assert.Equal((null, null), (there["reasons"], there["unknownReason"]));
        Assert.Equal(0, (int)absent["totals"]!["intended"]!);
        Assert.Equal(["no consent"], absent["reasons"]!.AsArray().Select(reason => (string)reason!));
        Assert.False((bool)absent["unknownReason"]!);
        Assert.True((bool)misspelt["unknownReason"]!);
        Assert.Equal(["no consent"], misspelt["reasons"]!.AsArray().Select(reason => (string)reason!));
    }

    private static Task<JsonNode> AskAsync(Brand brand, string reason) =>
        brand.GetAsync($"/api/insights/sends?reason={Uri.EscapeDataString(reason)}");

    private static async Task KeepAsync(Brand brand, string reason)
    {
        var leadId = Digest.Of("lead");
        var row = SendRow.Of(leadId, "car-new|1|1|welcome", new SendRecord
        {
            SendId = leadId,
            Status = SendStatus.Suppressed,
            Reason = reason,
            Template = "car-welcome",
            Scenario = "car-new",
            Step = "welcome",
            DecidedAt = new DateTimeOffset(2027, 1, 30, 0, 0, 0, TimeSpan.Zero),
            Day = "2027-01-30",
        });
        await brand.Services.GetRequiredService<Tables>().Sends.AddEntityAsync(
            Rows.Entity(SendIndex.MonthOf(row.Day), row.Place, row));
    }
}
