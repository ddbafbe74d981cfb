using System.Text.Json.Nodes;
using Azure.Data.Tables;
using LeadScoring.Access;
using LeadScoring.Doors;
using LeadScoring.Parsing;
using LeadScoring.Storage;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Rights;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Access;

/// <summary>The trail of who was shown whose data: how it is asked, and how it ends.</summary>
public sealed class AuditTrailTests
{
    private const string Now = "2027-02-01T00:00:00Z";

    [Fact]
    public async Task Who_has_seen_a_person_is_found_without_looking_at_everybody_elses_hours()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var audit = brand.Services.GetRequiredService<AuditIndex>();
        var people = Enumerable.Range(0, 300).Select(n => $"{n:x32}").ToList();
        for (var hour = 0; hour < 9; hour++)
        {
            if (hour % 4 == 1) await audit.WriteAsync(Caller.Admin, "GetLead", [people[7]], "", default);
            if (hour == 3) await audit.WriteAsync(Caller.Admin, "ListLeads", people, "", default); // more than one row
            await audit.WriteAsync(Caller.Admin, "GetLead", [people[8]], "", default);
            await brand.AdvanceAsync("PT1H");
        }

        var looked = await audit.ReadOfAsync(
            people[7], AuditPlace.At(DateTimeOffset.Parse("2027-02-02T00:00:00Z")), 400, default).ToListAsync();
        var (seen, cursor) = (new List<JsonNode>(), "");
        do
        {
            var page = await brand.GetAsync($"/api/audit?top=1&caller=admin&leadId={people[7]}{cursor}");
            seen.AddRange(page["reads"]!.AsArray().OfType<JsonNode>());
            cursor = (string?)page["cursor"] is { } next ? "&cursor=" + next : null;
        }
        while (cursor is not null);

        Assert.Equal([5, 3, 1], looked.Select(row => row.Reading.At.Hour).Distinct());
        Assert.Equal(["GetLead", "ListLeads", "GetLead"], seen.Select(read => (string)read["door"]!));
    }

    [Theory]
    [InlineData("from=yesterday", "from")]
    [InlineData("from=2027-02-02T00:00:00Z&to=2027-02-01T00:00:00Z", "to")]
    [InlineData("leadId=taro@example.jp", "leadId")]
    [InlineData("cursor=forged", "cursor")]
    [InlineData("top=1001", "top")]
    [InlineData("who=x", "who")]
    public void A_question_that_makes_no_sense_is_refused_by_field(string query, string field)
    {
        var refusals = new Refusals();

        Assert.Null(Ask(query, refusals));
        Assert.Equal([field], refusals.ToErrors().Select(error => error.Key));
    }

    [Fact]
    public void A_cursor_goes_on_in_its_own_list_only_and_one_that_is_made_up_nowhere()
    {
        var row = AuditPlace.Of(Reading.Of(
            DateTimeOffset.Parse(Now), new string('a', 32), Caller.Admin, "GetLead", [], "")[0]).Row;
        var cursor = Ask("caller=x", new Refusals())!.CursorAt(row, Seal);

        Assert.Equal(row, Ask($"caller=x&cursor={cursor}", new Refusals())!.After.Row);
        Assert.Null(Ask($"caller=y&cursor={cursor}", new Refusals()));
        var forged = new CursorSeal(["another secret"]).Write(new { filters = "", row });
        Assert.Null(Ask($"caller=x&cursor={forged}", new Refusals()));
    }

    private static CursorSeal Seal { get; } = new(["a secret of the house"]);

    private static AuditQuery? Ask(string query, Refusals refusals) => AuditQuery.Read(
        new QueryCollection(QueryHelpers.ParseQuery(query)), Seal, DateTimeOffset.Parse(Now), refusals);

    [Fact]
    public async Task What_is_older_than_its_time_goes_hour_by_hour_and_the_rest_stays()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var audit = brand.Services.GetRequiredService<AuditIndex>();
        var people = Enumerable.Range(0, 150).Select(n => $"{n:x32}").ToList();
        for (var look = 0; look < 12; look++)
        {
            await audit.WriteAsync(Caller.Admin, "ListLeads", people, "", default);
            await brand.AdvanceAsync("PT10M");
        }
        await brand.TravelAsync(new { now = "2028-03-06T00:00:00Z" }); // 399 days later
        await audit.WriteAsync(Caller.Admin, "GetLead", people.Take(1), "", default);
        await SweepAsync(brand);
        Assert.Equal(13, (await RowsAsync(brand)).Count);

        await brand.TravelAsync(new { now = "2028-03-07T01:00:00Z" }); // 400 days after the first hour
        await Task.WhenAll(SweepAsync(brand), SweepAsync(brand));
        Assert.Equal(7, (await RowsAsync(brand)).Count);
        Assert.Equal(7, (await brand.GetAsync($"/api/audit?leadId={people[0]}"))["reads"]!.AsArray().Count);
        await brand.AdvanceAsync("PT1H");
        await SweepAsync(brand);
        var left = await RowsAsync(brand);
        Assert.All(left, reading => Assert.Equal(2028, reading.At.Year));
        Assert.Equal(
            [AuditPlace.Of(left.Single(reading => reading.Door == "GetLead")).Partition], // the one that is still found
            (await brand.Tables().Audit.QueryAsync<TableEntity>().ToListAsync())
                .Where(row => row.RowKey.Count('|') == 1).Select(row => row.RowKey.Split('|')[1]).Distinct());
    }

    private static Task SweepAsync(Brand brand) =>
        brand.Services.GetRequiredService<AuditSweepHandler>().SweepAsync(default);

    private static async Task<List<Reading>> RowsAsync(Brand brand) =>
        await brand.Tables().Audit.QueryAsync<TableEntity>(AuditIndex.HoursBehind(""))
            .Select(Rows.Body<Reading>).ToListAsync();
}
