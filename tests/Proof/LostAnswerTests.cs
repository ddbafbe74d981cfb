using System.Text.Json.Nodes;
using Azure.Data.Tables;
using LeadScoring.Tests.Crash;
using LeadScoring.Tests.Hits;

namespace LeadScoring.Tests.Proof;

/// <summary>A process that dies between the provider's acceptance and its own note of it.</summary>
public sealed class LostAnswerTests : IAsyncLifetime
{
    private const string Email = "hanako@example.jp";

    private readonly Provider _provider = new();
    private readonly LostAnswers _weather = new();
    private StormyBrand _brand = null!;

    private string LeadId => _brand.IdOf(Email);

    private static DateTimeOffset After(double hours) => StormyBrand.Start.AddHours(hours);

    public async ValueTask InitializeAsync()
    {
        _brand = await StormyBrand.OpenAsync(_weather, more: _provider.Setting);
        await _brand.SettleAsync(StormyBrand.Start);
        await _brand.PostAsync("/api/campaigns/car-launch-2026/entries", new
        {
            entryId = "e-1",
            email = Email,
            name = "花子",
            optIn = true,
        });
        await _brand.SettleAsync();
    }

    [Fact]
    public async Task Its_mail_is_unknown_until_the_provider_tells_of_it()
    {
        Assert.Equal("unknown: no answer", await OutcomeAsync());
        await TellAsync("processed", 1);
        Assert.Equal("sent: ", await OutcomeAsync());
        await _brand.SettleAsync(After(100));
        Assert.Equal("sent: ", await OutcomeAsync());
        Assert.Equal(1, _brand.Mail.Taken(LostAnswers.SendId(LeadId)));
    }

    [Fact]
    public async Task Without_a_word_it_failed_after_72_hours_and_a_late_word_still_corrects_that()
    {
        await _brand.SettleAsync(After(71));
        Assert.Equal("unknown: no answer", await OutcomeAsync());
        await _brand.SettleAsync(After(72.1));
        Assert.Equal("failed: no trace", await OutcomeAsync());
        await TellAsync("delivered", 1);
        Assert.Equal("sent: ", await OutcomeAsync());
        Assert.Equal(1, _brand.Mail.Taken(LostAnswers.SendId(LeadId)));
    }

    [Fact]
    public async Task What_the_provider_dropped_failed_with_its_reason()
    {
        await TellAsync("dropped", 1);
        Assert.Equal("failed: dropped: other", await OutcomeAsync());
    }

    [Fact]
    public async Task A_claim_whose_message_never_comes_back_is_settled_by_the_look_at_its_day()
    {
        await foreach (var row in _brand.Tables.Due.QueryAsync<TableEntity>())
            if (row.RowKey.StartsWith(LeadId, StringComparison.Ordinal))
                await _brand.Tables.Due.DeleteEntityAsync(row.PartitionKey, row.RowKey, Azure.ETag.All);
        await _brand.SettleAsync(After(73));
        Assert.Equal("unknown: no answer", await OutcomeAsync());
        await _brand.SettleAsync(After(97));
        Assert.Equal("failed: no trace", await OutcomeAsync());
    }

    [Fact]
    public async Task An_erasure_meanwhile_leaves_a_mail_that_failed()
    {
        await _brand.EraseAsync(Email);
        await _brand.SettleAsync(After(100));
        Assert.Equal("failed: erased", await OutcomeAsync());
        Assert.Empty(await SendRows.NamingAsync(_brand.Tables, LeadId));
    }

    [Fact]
    public async Task Days_long_past_are_summed_up_once_and_a_late_word_still_reaches_their_figures()
    {
        await _brand.SettleAsync(After(24 * 20));
        Assert.Equal("failed: no trace", await OutcomeAsync());
        Assert.Equal(await FiguresAsync(), await FiguresAsync());
        var sums = await _brand.Tables.Sends.QueryAsync<TableEntity>().Where(IsSum).ToListAsync();
        Assert.NotEmpty(sums);

        await TellAsync("delivered", 1);

        Assert.Equal("sent: ", await OutcomeAsync());
        Assert.Equal(await FiguresAsync(), await FiguresAsync());
        await SendRows.AssertShownAsync(_brand.Tables, LeadId, "late");
    }

    public async ValueTask DisposeAsync()
    {
        await _brand.DisposeAsync();
        _provider.Dispose();
    }

    private static bool IsSum(TableEntity row) => row.RowKey.StartsWith("s|", StringComparison.Ordinal);

    /// <summary>Of the one confirmation; the reminders of later days are of no interest here.</summary>
    private async Task<string> OutcomeAsync()
    {
        var totals = (await FiguresNodeAsync())["totals"]!;
        Assert.Equal(1, (int)totals["intended"]!);
        var outcome = Assert.Single(totals["outcomes"]!.AsArray())!;
        Assert.Equal(1, (int)totals[(string)outcome["status"]!]!);
        return $"{outcome["status"]}: {outcome["reason"]}";
    }

    private async Task<string> FiguresAsync() => (await FiguresNodeAsync()).ToJsonString();

    private Task<JsonNode> FiguresNodeAsync() => _brand.GetAsync(
        "/api/insights/sends?from=2027-02-01&to=2027-03-20&scenario=(confirmation)&step=first");

    private Task TellAsync(string type, int hours) =>
        LostAnswers.TellAsync(_brand, _provider, LeadId, type, TimeSpan.FromHours(hours));
}
