using LeadScoring.Due;
using LeadScoring.Proof;
using LeadScoring.Publishing;
using LeadScoring.Sending;
using LeadScoring.Storage;
using LeadScoring.Tests.Crash;
using LeadScoring.Tests.Publishing;

namespace LeadScoring.Tests.NurtureLaws;

/// <summary>
/// The laws of nurture: scenarios, lives and accidents drawn by lot, the whole app on a clock that is moved, and
/// workers that die at any write while messages come thrice and out of order. Whatever happened, no mail went twice,
/// without consent, outside its window, over a cap, after an exit or to the held out, and every enrolment and every
/// intended mail has come to one end. <c>dotnet run --project tests -c Release -- nurture-laws 200</c> draws many more.
/// </summary>
public sealed class NurtureLawsTests
{
    private const int People = 8;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task No_law_is_broken_in_any_weather(int seed)
    {
        var lived = await LiveAsync(seed);

        Assert.True(lived.Broken.Count == 0, $"seed {seed}:\n{string.Join('\n', lived.Broken)}");
        Assert.True(lived.Ends.GetValueOrDefault("sent") > 0 && lived.Dead > 0, $"seed {seed} proves nothing.");
    }

    internal static async Task<Lived> LiveAsync(int seed)
    {
        var random = new Random(seed);
        using var content = new SpoiledContent();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(content.Folder, "scenarios"))) File.Delete(file);
        foreach (var (file, json) in new AnyScenarios(random).Draw(4))
            content.Write(file, System.Text.Encoding.UTF8.GetBytes(json));
        var weather = new AnyWeather(seed);
        await using var brand = await StormyBrand.OpenAsync(
            weather, batchSize: 16, "--LeadScoring:ContentPath=" + content.Folder);
        var deeds = AnyLives.Draw(random, People, deeds: 6);
        weather.IsRaging = true;
        var now = StormyBrand.Start;
        foreach (var deed in deeds)
        {
            now = await PassAsync(brand, now, deed.At);
            await AnyLives.DoAsync(brand, deed);
            await brand.SettleAsync(deed.At);
        }
        now = await PassAsync(brand, now, StormyBrand.Start.AddDays(AnyLives.Days + 30));
        weather.IsRaging = false;
        foreach (var queue in Queues.All) await brand.PostAsync($"/api/parked/retry?queue={queue}", new { });
        await brand.SettleAsync();
        await PassAsync(brand, now, now.AddDays(500));
        return await JudgedAsync(brand, deeds, weather);
    }

    private static async Task<Lived> JudgedAsync(StormyBrand brand, IReadOnlyList<Deed> deeds, AnyWeather weather)
    {
        var (ends, broken) = (new SortedDictionary<string, int>(StringComparer.Ordinal), new List<string>());
        var (edition, leads) = (brand.Get<InForce>().Edition, new List<NurturedLead>());
        for (var person = 0; person < People; person++)
        {
            var lead = await NurturedLead.ReadAsync(brand, AnyLives.Email(person), deeds);
            leads.Add(lead);
            foreach (var mail in lead.Mails)
            {
                var end = mail.Record.Status == SendStatus.Sent ? "sent" : mail.Record.Reason ?? "held out";
                if (mail.Enrolment.Date is not null) end += " (by date)";
                ends[end] = ends.GetValueOrDefault(end) + 1;
            }
            broken.AddRange(Lawbook.Broken(lead, edition).Select(law => $"{AnyLives.Email(person)}: {law}"));
        }
        broken.AddRange(Lawbook.Broken(leads, await FiguresAsync(brand), edition));
        return new Lived(ends, weather.Dead, broken);
    }

    /// <summary>By scenario and step, of the year that everything happened in.</summary>
    private static async Task<IReadOnlyList<FigureView>> FiguresAsync(StormyBrand brand)
    {
        var groups = new List<FigureView>();
        string? next = "/api/insights/sends?from=2027-01-31&to=2028-01-30&groupBy=scenario,step";
        while (next is not null)
        {
            var answer = Json.Read<LeadScoring.Proof.SendsView>((await brand.GetAsync(next)).ToJsonString());
            groups.AddRange(answer.Groups.Where(group => group.Scenario != SendRow.Confirmation));
            next = answer.Next;
        }
        return groups;
    }

    /// <summary>From one instant at which something is due to the next.</summary>
    private static async Task<DateTimeOffset> PassAsync(StormyBrand brand, DateTimeOffset now, DateTimeOffset until)
    {
        while (await brand.Get<DueIndex>().NextAfterAsync(now, default) is { } next && next < until)
            await brand.SettleAsync(now = next);
        await brand.SettleAsync(until);
        return until;
    }
}

/// <summary>How the intended mails ended, how many workers died, and what broke a law.</summary>
internal sealed record Lived(IReadOnlyDictionary<string, int> Ends, int Dead, IReadOnlyList<string> Broken);
