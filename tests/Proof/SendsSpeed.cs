using System.Diagnostics;
using System.Globalization;
using Azure.Data.Tables;
using LeadScoring.Due;
using LeadScoring.Proof;
using LeadScoring.Sending;
using LeadScoring.Storage;
using LeadScoring.Storage.Embedded;
using LeadScoring.Tests.Contracts;
using LeadScoring.Tests.Storage;
using NodaTime;

namespace LeadScoring.Tests.Proof;

/// <summary>
/// The benchmark <c>dotnet run --project tests -- sends-speed</c>: how long the figures take over a day of 100,000
/// mails and over a year of 1,000 mails a day, on the embedded store.
/// </summary>
internal static class SendsSpeed
{
    public const string Argument = "sends-speed";

    private static readonly LocalDate Start = new(2026, 1, 1);
    private static readonly SendFilter All = new(null, null, null, null, null);

    public static async Task<int> RunAsync()
    {
        using var folder = new TemporaryFolder();
        var clock = new MovableClock(new DateTimeOffset(2027, 2, 1, 3, 0, 0, TimeSpan.Zero));
        await using var store = new EmbeddedStore(folder.File("sends.db"), clock);
        var tables = new Tables(store.Tables);
        await tables.CreateAsync(store.Queues, default);
        var (today, year) = (new LocalDate(2027, 2, 1), new Stretch(Start, Start.PlusDays(364)));
        await FillAsync(tables, today, 100_000);
        foreach (var day in year.Days()) await FillAsync(tables, day, 1_000);

        var reader = new SendReader(
            new SendIndex(tables, new DueIndex(tables), clock), new SendFolds(tables), clock);
        await ShowAsync("a day of 100,000 mails, in figures", () => CountAsync(reader, new Stretch(today, today)));
        await ShowAsync("its first page of 1,000", async () =>
            (await reader.ListAsync(new Stretch(today, today), All, null, 1000, default)).Rows.Count);
        await ShowAsync("a year of 1,000 mails a day, the first time", () => CountAsync(reader, year));
        await ShowAsync("the same again", () => CountAsync(reader, year));
        return 0;
    }

    private static async Task<int> CountAsync(SendReader reader, Stretch days)
    {
        for (var (count, from) = (0, days.From); ;)
        {
            var counted = await reader.CountAsync(days with { From = from }, All, default);
            count += counted.Cells.Sum(cell => cell.Count);
            if (counted.Through >= days.To) return count;
            from = counted.Through.PlusDays(1);
        }
    }

    private static async Task ShowAsync(string what, Func<Task<int>> read)
    {
        var watch = Stopwatch.StartNew();
        var mails = await read();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{what,-50}{mails,10:N0} mails {watch.Elapsed.TotalSeconds,8:0.00} s"));
    }

    private static async Task FillAsync(Tables tables, LocalDate day, int mails)
    {
        foreach (var part in Enumerable.Range(0, mails).Chunk(100))
            await tables.Sends.SubmitTransactionAsync(part.Select(n => Row(day, n)));
    }

    private static TableTransactionAction Row(LocalDate day, int n)
    {
        var at = new DateTimeOffset(day.ToDateTimeUnspecified(), TimeSpan.Zero).AddSeconds(n % 80_000);
        var leadId = Digest.Of(string.Create(CultureInfo.InvariantCulture, $"lead {n}"));
        var row = SendRow.Of(leadId, "car-new|1|1|welcome", new SendRecord
        {
            SendId = SendLedger.SendId(leadId, "car-new|1|1|welcome", at),
            Status = n % 10 == 0 ? SendStatus.Suppressed : SendStatus.Sent,
            Reason = n % 10 == 0 ? "no consent" : null,
            Template = "car-welcome",
            Scenario = $"scenario-{n % 7}",
            Version = 1,
            Step = $"step-{n % 4}",
            DecidedAt = at,
            SentAt = at,
            Day = Stretch.Name(day),
        });
        return new TableTransactionAction(
            TableTransactionActionType.Add, Rows.Entity(SendIndex.MonthOf(row.Day), row.Place, row));
    }
}
