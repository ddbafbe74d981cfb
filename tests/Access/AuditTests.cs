using System.Net;
using System.Text.Json.Nodes;
using Azure;
using Azure.Data.Tables;
using LeadScoring.Access;
using LeadScoring.Storage;
using LeadScoring.Tests.Crash;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Rights;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Access;

/// <summary>Every reading of personal data is written down before it is answered.</summary>
public sealed class AuditTests
{
    private const string Now = "2027-02-01T00:00:00Z";

    [Fact]
    public async Task Who_was_shown_whose_data_stands_in_the_trail_newest_first()
    {
        await using var brand = await Brand.OpenAsync(Now);
        await brand.EnterAsync("taro@example.jp");
        var key = await brand.PostAsync("/api/keys", new { name = "青木", scopes = new[] { "read" } }, 201);
        using var sales = new HttpClient { BaseAddress = brand.Http.BaseAddress };
        sales.DefaultRequestHeaders.Add("x-functions-key", (string)key["key"]!);
        using (await sales.GetAsync("/api/leads?product=car&owner=taro%40example.jp")) { } // tells of nobody
        using (await sales.GetAsync("/api/leads/changes?since=2027-01-31T00:00:00Z&product=camper")) { } // nor this
        using (await sales.GetAsync("/api/leads?product=car&claimed=no&campaign=car-launch-2026&top=5")) { }
        using (await sales.GetAsync($"/api/leads/{brand.IdOf("taro@example.jp")}?lang=ja")) { }

        var reads = await ReadsAsync(brand, "");
        Assert.Equal(["GetLead", "ListLeads"], reads.Select(read => (string)read["door"]!));
        Assert.All(reads, read => Assert.Equal(
            ((string)key["id"]!, "青木"), ((string)read["caller"]!, (string)read["name"]!)));
        Assert.Equal((1, 1), ((int)reads[0]["leads"]!, (int)reads[1]["leads"]!));
        Assert.Equal(brand.IdOf("taro@example.jp"), (string?)reads[0]["leadIds"]![0]);
        Assert.Equal(("lang=ja", "campaign=car-launch-2026&claimed=no&product=car&top=5"),
            ((string)reads[0]["query"]!, (string)reads[1]["query"]!));
        Assert.Equal("ShowAudit", (string?)(await ReadsAsync(brand, "?top=1"))[0]["door"]);
        Assert.DoesNotContain(await RowsAsync(brand), row =>
            $"{row.Query}{row.Door}{string.Join(' ', row.LeadIds)}".Contains("taro", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_trail_is_asked_by_lead_caller_and_time_and_paged_without_a_row_twice_or_missing()
    {
        await using var brand = await Brand.OpenAsync(Now);
        await brand.EnterAsync("taro@example.jp");
        await brand.EnterAsync("jiro@example.jp");
        var (taro, jiro) = (brand.IdOf("taro@example.jp"), brand.IdOf("jiro@example.jp"));
        for (var hour = 0; hour < 7; hour++)
        {
            await brand.GetAsync($"/api/leads/{(hour % 3 == 0 ? taro : jiro)}");
            await brand.AdvanceAsync("PT1H");
        }

        Assert.Equal(3, (await ReadsAsync(brand, $"?leadId={taro}")).Count);
        Assert.Empty(await ReadsAsync(brand, "?caller=nobody"));
        Assert.Equal(2, (await ReadsAsync(brand, "?from=2027-02-01T02:00:00Z&to=2027-02-01T04:00:00Z")).Count);
        var (seen, cursor) = (new List<string>(), (string?)"");
        while (cursor is not null)
        {
            var page = await brand.GetAsync(
                $"/api/audit?top=2&to=2027-02-01T08:00:00Z{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}");
            seen.AddRange(page["reads"]!.AsArray().Where(read => (string?)read!["door"] == "GetLead")
                .Select(read => (string)read!["readingId"]!));
            cursor = (string?)page["cursor"];
        }
        Assert.Equal((7, 7), (seen.Count, seen.Distinct().Count()));

        await brand.PostAsync($"/api/leads/{jiro}/merge", new { into = taro }, 202);
        await brand.SettleAsync();
        await brand.GetAsync($"/api/leads/{taro}"); // whose page now tells of both
        var both = (await ReadsAsync(brand, $"?leadId={jiro}"))[0];
        Assert.Equal(
            ("GetLead", 2, "2027-02-01T07"),
            ((string)both["door"]!, (int)both["leads"]!, ((string)both["at"]!)[..13]));
    }

    [Fact]
    public async Task A_page_may_be_as_large_as_it_says()
    {
        await using var brand = await Brand.OpenAsync(Now);
        await brand.Services.GetRequiredService<AuditIndex>().WriteAsync(
            Caller.Admin, "ListLeads", Enumerable.Range(0, 200_400).Select(n => $"{n:x32}"), "", default);

        var page = await brand.GetAsync("/api/audit?top=1000");

        Assert.Equal(1000, page["reads"]!.AsArray().Count);
        Assert.NotNull((string?)page["cursor"]);
    }

    [Fact]
    public void Few_rows_are_sought_in_pages_that_storage_takes_and_that_are_not_many() =>
        Assert.Equal((400, 401, 1000), (Rows.PageFor(2), Rows.PageFor(401), Rows.PageFor(1001)));

    [Fact]
    public void What_people_may_have_typed_is_kept_by_its_name_only() =>
        Assert.Equal("product=car&reason&scenario&step", AskedFor.Of(
        [
            new("reason", "taro"), new("step", "hanako"), new("scenario", "sato"), new("product", "car"),
        ]));

    [Fact]
    public async Task A_list_of_many_leads_is_noted_whole_in_rows_of_two_hundred()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var audit = brand.Services.GetRequiredService<AuditIndex>();
        var ids = Enumerable.Range(0, 25_001).Select(n => $"{n:x32}").ToList();

        await audit.WriteAsync(Caller.Admin, "ListLeads", ids.Concat(ids.Take(10)), "", default);

        var rows = await RowsAsync(brand);
        Assert.Equal(126, rows.Count);
        Assert.All(rows, reading => Assert.Equal((25_001, 126), (reading.Leads, reading.Parts)));
        Assert.Equal(ids, rows.OrderBy(reading => reading.Part).SelectMany(reading => reading.LeadIds));
    }

    [Theory]
    [InlineData("ListLeads")]
    [InlineData("GetLead")]
    [InlineData("ExportLead")]
    public async Task Where_the_trail_cannot_be_written_nothing_is_shown(string door)
    {
        var weather = new BrokenTrail();
        await using var brand = await StormyBrand.OpenAsync(weather);
        await brand.PostAsync("/api/purchases", new
        {
            purchases = new[]
            {
                new { id = "p", email = "taro@example.jp", occurredAt = StormyBrand.Start, product = "car",
                    amount = 100, currency = "JPY" },
            },
        });
        await brand.SettleAsync();
        var id = brand.IdOf("taro@example.jp");
        var path = door switch
        {
            "ListLeads" => "/api/leads?format=csv&top=1",
            "GetLead" => $"/api/leads/{id}",
            _ => $"/api/leads/{id}/export",
        };

        weather.IsBroken = true;
        using var refused = await brand.Http.GetAsync(path);
        weather.IsBroken = false;
        using var shown = await brand.Http.GetAsync(path);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.False(refused.Headers.Contains("X-Next-Cursor"));
        Assert.DoesNotContain("taro", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
    }

    /// <summary>No write reaches the store while it is broken.</summary>
    private sealed class BrokenTrail : Weather
    {
        public bool IsBroken { get; set; }

        public override Task<T> WriteAsync<T>(Func<Task<T>> write) =>
            IsBroken ? throw new RequestFailedException(503, "The table is away.") : write();
    }

    private static async Task<List<JsonNode>> ReadsAsync(Brand brand, string query) =>
        [.. (await brand.GetAsync("/api/audit" + query))["reads"]!.AsArray().Select(read => read!)];

    private static async Task<List<Reading>> RowsAsync(Brand brand) =>
        await brand.Tables().Audit.QueryAsync<TableEntity>(AuditIndex.HoursBehind(""))
            .Select(Rows.Body<Reading>).ToListAsync();
}
