using System.Text.Json.Nodes;
using Azure.Data.Tables;
using LeadScoring.Tests.Contracts;
using LeadScoring.Tests.Hits;
using LeadScoring.Tests.Rights;

namespace LeadScoring.Tests.Proof;

/// <summary>Where every mail went, asked from outside.</summary>
public abstract class SendsJourney(IReadOnlyList<string> store)
{
    private const string Sends = "/api/insights/sends";

    [Fact]
    public async Task Every_mail_is_counted_once_and_listed_behind_its_figure()
    {
        await using var mailed = await MailedBrand.OpenAsync(store);

        var figures = await mailed.Brand.GetAsync($"{Sends}?from=2027-02-01");

        Assert.Equal(("2027-02-01", "2027-02-02", "Asia/Tokyo"), (
            (string?)figures["from"], (string?)figures["through"], (string?)figures["timeZone"]));
        Assert.Equal(2, (int)figures["totals"]!["intended"]!);
        Assert.Equal(
            ["2027-02-01 (confirmation) first sent 1", "2027-02-02 car-new welcome sent 1"],
            figures["groups"]!.AsArray().Select(group =>
                $"{group!["day"]} {group["scenario"]} {group["step"]} sent {group["sent"]}"));
        await AssertListedAsync(mailed, figures);
        var byStep = await mailed.Brand.GetAsync($"{Sends}?from=2027-02-01&scenario=car-new&groupBy=version,step");
        var welcome = Assert.Single(byStep["groups"]!.AsArray())!;
        Assert.Equal((null, "car-new", 1), (
            (string?)welcome["day"], (string?)welcome["scenario"], (int)welcome["version"]!));
        await AssertListedAsync(mailed, byStep);
        // Confirmations have no version, and a version means nothing without its scenario: they stay apart.
        await AssertListedAsync(mailed, await mailed.Brand.GetAsync($"{Sends}?from=2027-02-01&groupBy=version"));
    }

    [Fact]
    public async Task A_list_names_leads_by_id_only_goes_on_with_its_cursor_and_comes_as_a_file()
    {
        await using var mailed = await MailedBrand.OpenAsync(store);
        var list = $"{Sends}/list?from=2027-02-01&top=1";

        var first = await mailed.Brand.GetAsync(list);
        var second = await mailed.Brand.GetAsync($"{list}&cursor={(string?)first["cursor"]}");

        Assert.Equal("(confirmation)", (string?)Assert.Single(first["sends"]!.AsArray())!["scenario"]);
        var welcome = Assert.Single(second["sends"]!.AsArray())!;
        Assert.Null((string?)second["cursor"]);
        Assert.Equal((mailed.LeadId, "car-welcome", "sent", MailedBrand.SentAt), (
            (string?)welcome["leadId"], (string?)welcome["template"], (string?)welcome["status"],
            (DateTimeOffset)welcome["sentAt"]!));
        using var file = await mailed.Http.GetAsync($"{Sends}/list?from=2027-02-01&status=sent&format=csv");
        var lines = (await file.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("text/csv", file.Content.Headers.ContentType!.MediaType);
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("2027-02-02," + mailed.LeadId, lines[2], StringComparison.Ordinal);
        Assert.DoesNotContain(lines, line => line.Contains("example.jp", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("?top=1")]
    [InlineData("?top=1&to=2027-02-28")]
    [InlineData("?top=1&from=2027-02-01")]
    public async Task A_list_that_is_begun_before_midnight_goes_on_after_it(string list)
    {
        await using var mailed = await MailedBrand.OpenAsync(store);
        var first = await mailed.Brand.GetAsync($"{Sends}/list{list}");
        await mailed.Brand.AdvanceAsync("P1D");

        var second = await mailed.Brand.GetAsync($"{Sends}/list{list}&cursor={(string?)first["cursor"]}");

        Assert.Equal("car-new", (string?)Assert.Single(second["sends"]!.AsArray())!["scenario"]);
        Assert.Null((string?)second["cursor"]);
        await mailed.Brand.GetAsync($"{Sends}/list{list}&status=sent&cursor={(string?)first["cursor"]}", 400);
    }

    [Fact]
    public async Task Who_was_erased_is_still_counted_and_named_nowhere()
    {
        await using var mailed = await MailedBrand.OpenAsync(store);
        var (before, leadId) = (await mailed.Brand.GetAsync($"{Sends}?from=2027-02-01"), mailed.LeadId);

        using var erased = await mailed.Http.DeleteAsync($"/api/leads/{leadId}");
        await mailed.Brand.SettleAsync();

        var after = await mailed.Brand.GetAsync($"{Sends}?from=2027-02-01");
        Assert.Equal(before.ToJsonString(), after.ToJsonString());
        var left = (await mailed.Brand.GetAsync($"{Sends}/list?from=2027-02-01"))["sends"]!.AsArray();
        Assert.All(left, mail => Assert.Equal((null, null, null), (
            (string?)mail!["leadId"], (string?)mail["sendId"], (string?)mail["sentAt"])));
        Assert.Empty(await SendRows.NamingAsync(mailed.Brand.Tables(), leadId));
    }

    [Fact]
    public async Task A_merge_and_an_unmerge_count_no_mail_twice()
    {
        await using var mailed = await MailedBrand.OpenAsync(store);
        await mailed.Brand.PostAsync("/api/reactions", new
        {
            reactions = new[]
            {
                new
                {
                    id = "r-1", email = "other@example.jp", type = "page-view", product = "car",
                    occurredAt = MailedBrand.SentAt,
                },
            },
        });
        await mailed.Brand.SettleAsync();
        await mailed.Brand.AdvanceAsync("PT10M");
        await mailed.FollowAsync(mailed.Doors[2]); // what was clicked is copied
        await mailed.WorkOffAsync();
        var before = await mailed.Brand.GetAsync($"{Sends}?from=2027-02-01");
        var (from, into) = (mailed.LeadId, mailed.Brand.IdOf("other@example.jp"));

        await mailed.Brand.PostAsync($"/api/leads/{from}/merge", new { into, why = "the same person" });
        await mailed.WorkOffAsync();
        Assert.Equal(
            before.ToJsonString(), (await mailed.Brand.GetAsync($"{Sends}?from=2027-02-01")).ToJsonString());
        await mailed.Brand.PostAsync($"/api/leads/{from}/unmerge", new { }, 200);
        await mailed.WorkOffAsync();

        Assert.Equal(
            before.ToJsonString(), (await mailed.Brand.GetAsync($"{Sends}?from=2027-02-01")).ToJsonString());
    }

    [Fact]
    public async Task A_look_at_years_without_a_mail_is_answered_at_once_and_leaves_nothing_behind()
    {
        await using var mailed = await MailedBrand.OpenAsync(store);

        var figures = await mailed.Brand.GetAsync($"{Sends}?from=2000-01-01&to=2000-12-31");
        await mailed.Brand.GetAsync($"{Sends}?to=2000-01-05");

        Assert.Equal(("2000-12-31", 0), ((string?)figures["through"], (int)figures["totals"]!["intended"]!));
        Assert.Null((string?)figures["next"]);
        var rows = await mailed.Brand.Tables().Sends.QueryAsync<TableEntity>().ToListAsync();
        Assert.DoesNotContain(rows, row => row.RowKey.StartsWith("s|", StringComparison.Ordinal));
    }

    /// <summary>Each number of an answer is as long as the list that it links.</summary>
    private static async Task AssertListedAsync(MailedBrand mailed, JsonNode figures)
    {
        foreach (var figure in figures["groups"]!.AsArray().Append(figures["totals"]))
        {
            await AssertCountAsync((int)figure!["intended"]!, (string)figure["list"]!);
            foreach (var outcome in figure["outcomes"]!.AsArray())
                await AssertCountAsync((int)outcome!["count"]!, (string)outcome["list"]!);
        }

        async Task AssertCountAsync(int count, string list) =>
            Assert.Equal(count, (await mailed.Brand.GetAsync(list))["sends"]!.AsArray().Count);
    }
}

public sealed class EmbeddedSends() : SendsJourney([]);

[Collection(Azurite.Name), Trait("needs", Azurite.Name)]
public sealed class AzuriteSends(AzuriteBackEnd azurite) : SendsJourney(azurite.NewStore());
