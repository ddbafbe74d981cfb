using LeadScoring.Due;
using LeadScoring.Nurture;
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

    /// <summary>What must have come to pass in some life, or a law was not tried.</summary>
    private static readonly string[] Tried =
        [
            Lived.Sent, Lived.Sent + Lived.ByDate, Lived.Sent + Lived.ByLikeness, Lived.HeldOut, Lived.LeftEarly,
            Lived.PutOff, Lived.ComplainedWhileWaiting,
        ];

    /// <summary>Together they try every law.</summary>
    private static readonly int[] Seeds = [1, 3, 8];

    [Fact]
    public async Task No_law_is_broken_in_any_weather_and_every_law_is_tried()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var seed in Seeds)
        {
            var lived = await LiveAsync(seed);
            Assert.True(lived.Broken.Count == 0, $"seed {seed}:\n{string.Join('\n', lived.Broken)}");
            Assert.True(lived.Ends.GetValueOrDefault(Lived.Sent) > 0 && lived.Dead > 0, $"seed {seed} proves nothing.");
            seen.UnionWith(lived.Seen);
        }
        Assert.Empty(Tried.Except(seen));
    }

    [Fact]
    public void The_sample_brand_keeps_the_quiet_after_a_complaint_that_its_law_speaks_of() => Assert.Contains(
        SampleContent.Edition.Sender.Sending.Quiet, rule => rule.Reactions.Contains("complaint"));

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
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var person = 0; person < People; person++)
        {
            var lead = await NurturedLead.ReadAsync(brand, AnyLives.Email(person), deeds);
            leads.Add(lead);
            foreach (var mail in lead.Mails)
            {
                var end = mail.Record.Status == SendStatus.Sent ? Lived.Sent : mail.Record.Reason ?? Lived.HeldOut;
                seen.Add(end);
                if (mail.Enrolment.Date is not null) seen.Add(end += Lived.ByDate);
                if (edition.ScenarioOf(mail.Enrolment.Scenario, mail.Enrolment.Version)?.Enter.Likeness is not null)
                    seen.Add(end += Lived.ByLikeness);
                ends[end] = ends.GetValueOrDefault(end) + 1;
            }
            seen.UnionWith(lead.Lead.Enrolments.Values.SelectMany(enrolment => SeenIn(enrolment, lead.Deeds)));
            broken.AddRange(Lawbook.Broken(lead, edition).Select(law => $"{AnyLives.Email(person)}: {law}"));
        }
        broken.AddRange(Lawbook.Broken(leads, await FiguresAsync(brand), edition));
        return new Lived(ends, weather.Dead, broken) { Seen = seen };
    }

    private static IEnumerable<string> SeenIn(Enrolment enrolment, IReadOnlyList<Deed> deeds)
    {
        if (enrolment.EndedBefore is not null) yield return Lived.LeftEarly;
        if (enrolment.FirstPutOff is not null) yield return Lived.PutOff;
        if (!enrolment.HeldOut && deeds.Any(deed => deed.Act == Act.Complain
            && deed.At > enrolment.EnteredAt && deed.At < enrolment.EndedAt))
            yield return Lived.ComplainedWhileWaiting;
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
internal sealed record Lived(IReadOnlyDictionary<string, int> Ends, int Dead, IReadOnlyList<string> Broken)
{
    public const string Sent = "sent";
    public const string HeldOut = "held out";

    /// <summary>Behind what became of a mail whose scenario counts from a date.</summary>
    public const string ByDate = " (by date)";

    /// <summary>The same where it begins with likeness.</summary>
    public const string ByLikeness = " (by likeness)";
    public const string LeftEarly = "an exit before the last step";
    public const string PutOff = "a mail that waited for its hour or for room";
    public const string ComplainedWhileWaiting = "a complaint while a mail waited";

    /// <summary>The ends, and the names above of whatever else came to pass.</summary>
    public required IReadOnlySet<string> Seen { get; init; }
}
