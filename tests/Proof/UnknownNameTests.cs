using Azure.Data.Tables;
using LeadScoring.Proof;
using LeadScoring.Sending;
using LeadScoring.Storage;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.RollOut;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace LeadScoring.Tests.Proof;

/// <summary>A scenario's name that nobody knows, in a store of more mails than one answer looks through.</summary>
public sealed class UnknownNameTests
{
    private const string Sends = "/api/insights/sends";
    private const int Days = 125;

    [Fact]
    public async Task It_is_not_refused_while_there_is_more_to_come()
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T00:00:00Z", Rulebook.Quick);
        var tables = brand.Services.GetRequiredService<Tables>();
        for (var day = 0; day < Days; day++)
            await tables.Sends.SubmitTransactionAsync(
                Enumerable.Range(0, 42).Select(n => Row(new LocalDate(2026, 6, 1).PlusDays(day), n)));

        var figures = await brand.GetAsync($"{Sends}?from=2026-06-01&scenario=retired");
        var list = await brand.GetAsync($"{Sends}/list?from=2026-06-01&scenario=retired");

        Assert.NotNull((string?)figures["next"]);
        Assert.Empty(list["sends"]!.AsArray());
        var rest = await brand.GetAsync(
            $"{Sends}/list?from=2026-06-01&scenario=retired&cursor={(string?)list["cursor"]}");
        Assert.Equal((0, null), (rest["sends"]!.AsArray().Count, (string?)rest["cursor"]));
        await brand.GetAsync($"{Sends}?from=2026-06-01&to=2026-06-09&scenario=retired", 400);
        await brand.GetAsync($"{Sends}/list?from=2026-06-01&to=2026-06-09&scenario=retired", 400);
    }

    private static TableTransactionAction Row(LocalDate day, int n)
    {
        var at = new DateTimeOffset(day.ToDateTimeUnspecified(), TimeSpan.Zero);
        var leadId = Digest.Of($"lead {n}");
        var row = SendRow.Of(leadId, "car-new|1|1|welcome", new SendRecord
        {
            SendId = leadId,
            Status = SendStatus.Sent,
            Template = "car-welcome",
            Scenario = "car-new",
            Step = "welcome",
            DecidedAt = at,
            Day = Stretch.Name(day),
        });
        return new TableTransactionAction(
            TableTransactionActionType.Add, Rows.Entity(SendIndex.MonthOf(row.Day), row.Place, row));
    }
}
