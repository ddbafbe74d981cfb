using System.Globalization;
using Azure.Data.Tables;
using LeadScoring.Due;
using LeadScoring.Proof;
using LeadScoring.Sending;
using LeadScoring.Storage;
using LeadScoring.Storage.Embedded;
using LeadScoring.Tests.Contracts;
using LeadScoring.Tests.Storage;

namespace LeadScoring.Tests.Proof;

/// <summary>The look at a day whose mails wait by the thousand.</summary>
public sealed class OpenMailsTests
{
    private const string Day = "2027-02-01";
    private static readonly DateTimeOffset Now = new(2027, 2, 1, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task They_come_page_by_page_and_what_has_ended_does_not_come()
    {
        using var folder = new TemporaryFolder();
        var clock = new MovableClock(Now);
        await using var store = new EmbeddedStore(folder.File("open.db"), clock);
        var tables = new Tables(store.Tables);
        await tables.CreateAsync(store.Queues, default);
        SendStatus[] ends = [SendStatus.Claimed, SendStatus.Deferred, SendStatus.Sent];
        foreach (var part in Enumerable.Range(0, 1_800).Chunk(100))
            await tables.Sends.SubmitTransactionAsync(part.Select(n => Row(n, ends[n % 3])));

        var pages = await new SendIndex(tables, new DueIndex(tables), clock).OpenAsync(Day, default).ToListAsync();

        Assert.All(pages, page => Assert.InRange(page.Count, 1, 1000));
        Assert.True(pages.Count > 1);
        Assert.All(pages.SelectMany(page => page), row => Assert.NotEqual(SendStatus.Sent, row.Status));
        Assert.Equal(1_200, pages.SelectMany(page => page).Select(row => row.Place).Distinct().Count());
    }

    private static TableTransactionAction Row(int n, SendStatus status)
    {
        var leadId = Digest.Of(string.Create(CultureInfo.InvariantCulture, $"lead {n}"));
        var row = SendRow.Of(leadId, "car-new|1|1|welcome", new SendRecord
        {
            SendId = leadId,
            Status = status,
            Template = "car-welcome",
            DecidedAt = Now,
            Day = Day,
        });
        return new TableTransactionAction(
            TableTransactionActionType.Add,
            new TableEntity(Rows.Entity(SendIndex.MonthOf(Day), row.Place, row)) { ["s"] = Json.Name(status) });
    }
}
