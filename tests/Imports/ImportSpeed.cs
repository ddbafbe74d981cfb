using System.Diagnostics;
using System.Globalization;
using System.Text;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.RealData;

namespace LeadScoring.Tests.Imports;

/// <summary>
/// The benchmark <c>dotnet run --project tests -c Release -- import-speed 500000</c>: so many orders of a fifth as many
/// people, in parts through the doors into the embedded store, with a bar of how far it is; then lines a second (of
/// all, and the median of ten stretches) and the memory held. <c>import-speed cdnow</c>: the real file, whose classes
/// must be the known ones.
/// </summary>
internal static class ImportSpeed
{
    public const string Argument = "import-speed";

    private const int PartBytes = 4 * 1024 * 1024;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    public static async Task<int> RunAsync(string what)
    {
        var isReal = what == "cdnow";
        var file = isReal
            ? string.Join('\n', SharedData.Lines("cdnow_master.txt.gz"))
            : Made(int.Parse(what, NumberStyles.None, CultureInfo.InvariantCulture));
        using var content = new OwnContent("cd", CdnowTests.Rules);
        await using var brand = await Brand.OpenAsync(now: "1998-07-01T03:00:00Z", null, content.Setting);
        await brand.PostAsync("/api/imports", isReal ? CdnowImportTests.Definition("speed") : OfMade, 201);
        var bytes = Encoding.UTF8.GetBytes(file);
        for (var at = 0; at * PartBytes < bytes.Length; at++)
            await brand.PutFileAsync(
                "speed", bytes[(at * PartBytes)..Math.Min(bytes.Length, (at + 1) * PartBytes)], at + 1);

        var watch = Stopwatch.StartNew();
        await brand.PostAsync("/api/imports/speed/start", new { dryRun = false });
        var settling = brand.SettleAsync();
        var looks = await WatchAsync(brand, watch);
        await settling;

        Console.WriteLine();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{looks[^1].Lines:N0} lines in {watch.Elapsed.TotalSeconds:0} s: "
            + $"{looks[^1].Lines / watch.Elapsed.TotalSeconds:N0} a second, "
            + $"median of tenths {MedianOfTenths(looks):N0}; most memory {looks.Max(look => look.Megabytes):N0} MB"));
        if (!isReal) return 0;
        var classes = (await CdnowImportTests.ClassesAsync(brand)).ToList();
        Console.WriteLine($"classes {string.Join(' ', classes)}");
        return classes.SequenceEqual([12_054, 0, 9_392, 0, 2_124]) ? 0 : 1;
    }

    private static async Task<List<(double Seconds, int Lines, double Megabytes)>> WatchAsync(
        Brand brand, Stopwatch watch)
    {
        var looks = new List<(double Seconds, int Lines, double Megabytes)> { (0, 0, 0) };
        while (true)
        {
            var import = (await brand.GetAsync("/api/imports/speed"))["import"]!;
            using var process = Process.GetCurrentProcess();
            looks.Add((
                watch.Elapsed.TotalSeconds, (int)import["lines"]!["read"]!, process.WorkingSet64 / 1024.0 / 1024));
            var percent = (int)import["percent"]!;
            Console.Write($"\r[{new string('#', percent / 2).PadRight(50, '.')}] {percent,3} % {looks[^1].Lines,9:N0}");
            if ((string?)import["state"] == "done") return looks;
            await Task.Delay(Look);
        }
    }

    private static double MedianOfTenths(List<(double Seconds, int Lines, double Megabytes)> looks)
    {
        var total = looks[^1].Lines;
        var ends = Enumerable.Range(0, 11)
            .Select(tenth => looks.First(look => look.Lines >= (long)total * tenth / 10)).ToList();
        var speeds = ends.Zip(ends.Skip(1), (from, to) =>
            (to.Lines - from.Lines) / Math.Max(to.Seconds - from.Seconds, 0.001)).Order().ToList();
        return (speeds[4] + speeds[5]) / 2;
    }

    private static readonly object OfMade = new
    {
        id = "speed",
        kind = "purchases",
        product = "cd",
        mapping = new { email = "email", id = "order", occurredAt = "day", amount = "amount" },
    };

    /// <summary>In the order of days, so that people come up all over the file.</summary>
    private static string Made(int lines)
    {
        var text = new StringBuilder("email,order,day,amount\n");
        var (chance, first) = (new Random(1997), new DateOnly(1997, 1, 1));
        for (var line = 0; line < lines; line++)
            text.Append(CultureInfo.InvariantCulture,
                $"customer-{chance.Next(Math.Max(1, lines / 5))}@example.com,order-{line},"
                + $"{first.AddDays((int)(540L * line / lines)):yyyy-MM-dd},{chance.Next(5, 90)}.95\n");
        return text.ToString();
    }
}
