using LeadScoring.Alerts;
using LeadScoring.Campaigns;
using LeadScoring.Consent;
using LeadScoring.Due;
using LeadScoring.Leads;
using LeadScoring.Learning;
using LeadScoring.Mail;
using LeadScoring.Nurture;
using LeadScoring.Publishing;
using LeadScoring.RollOut;
using LeadScoring.Sales;
using LeadScoring.Scoring;
using LeadScoring.Sending;
using LeadScoring.Storage;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Rights;
using LeadScoring.Tests.RollOut;
using LeadScoring.Tracks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeadScoring.Tests.Publishing;

/// <summary>
/// A process that slept while a scenario and its mail were published gets the step of somebody who began with them.
/// </summary>
public sealed class LateProcessTests : IAsyncLifetime
{
    private const string Taro = "taro@example.jp";
    private const string Key = "car-new|2|1";

    private static readonly RulesPace Asleep = new(TimeSpan.FromDays(1), TimeSpan.FromDays(2));

    private Brand _brand = null!;

    public async ValueTask InitializeAsync() => _brand = await Brand.OpenAsync("2027-02-02T03:00:00Z", Rulebook.Quick);

    public async ValueTask DisposeAsync() => await _brand.DisposeAsync();

    [Fact]
    public async Task It_learns_of_the_version_and_sends_what_that_says()
    {
        var late = await LateProcess.OpenAsync(_brand);
        var lead = await EnrolAsync();

        await late.Steps.HandleAsync(lead.Id, Key, "hello", default);

        Assert.Equal(2, late.Content.Edition.Scenarios["car-new"].Version);
        var mail = Assert.Single(await SendsAsync(lead.Id));
        Assert.Equal(("fresh", 2, SendStatus.Sent), (mail.Template, mail.Version, mail.Status));
        Assert.Equal("story", (await LoadAsync(lead.Id)).Enrolments[Key].NextStep);
    }

    [Fact]
    public async Task Where_what_was_published_does_not_fit_it_the_mail_is_left_for_later_and_nothing_is_written()
    {
        using var other = new SpoiledContent();
        other.Replace("sender.json", "\"replyTo\": \"support@example.jp\"", "\"replyTo\": \"support\"");
        var late = await LateProcess.OpenAsync(_brand);
        late.Sets.Folder = ContentSource.OfFolder(other.Folder);
        var lead = await EnrolAsync();

        var behind = await Assert.ThrowsAsync<ContentBehindException>(
            () => late.Steps.HandleAsync(lead.Id, Key, "hello", default));

        Assert.Contains("the mail fresh", behind.Message, StringComparison.Ordinal);
        Assert.Equal("last good", late.Content.Edition.Nurture.InAWord);
        Assert.Empty(await SendsAsync(lead.Id));
        Assert.Equal(lead.Enrolments[Key], (await LoadAsync(lead.Id)).Enrolments[Key]);
    }

    [Fact]
    public async Task A_version_that_nobody_can_tell_it_of_is_left_for_later_and_nothing_is_written()
    {
        var late = await LateProcess.OpenAsync(_brand);
        var lead = await EnrolAsync();
        var ahead = lead.Enrolments[Key] with { MovedTo = 3 };
        await _brand.Services.GetRequiredService<LeadStore>().ChangeAsync(
            lead.Id, (snapshot, _) => new LeadChange(snapshot.Lead.With(ahead), []), default);

        var behind = await Assert.ThrowsAsync<ContentBehindException>(
            () => late.Steps.HandleAsync(lead.Id, Key, "hello", default));

        Assert.Contains("version 3 of car-new", behind.Message, StringComparison.Ordinal);
        Assert.Empty(await SendsAsync(lead.Id));
        Assert.Equal(ahead, (await LoadAsync(lead.Id)).Enrolments[Key]);
    }

    [Fact]
    public async Task Who_is_there_already_is_left_to_a_process_that_has_the_scenario()
    {
        using var other = new SpoiledContent();
        other.Replace("sender.json", "\"replyTo\": \"support@example.jp\"", "\"replyTo\": \"support\"");
        var late = await LateProcess.OpenAsync(_brand);
        late.Sets.Folder = ContentSource.OfFolder(other.Folder);
        await EnrolAsync();

        var behind = await Assert.ThrowsAsync<ContentBehindException>(() => late.Walks.HandleAsync(
            new RescoreSlice(Walk.Present("car-new", 2), 0), default));

        Assert.Contains("version 2 of car-new", behind.Message, StringComparison.Ordinal);
        Assert.Empty(await _brand.Services.GetRequiredService<WalkStore>().PartsAsync(
            Walk.Present("car-new", 2), default));
    }

    /// <summary>Publishes the next version and its mail, and lets somebody begin with it.</summary>
    private async Task<Lead> EnrolAsync()
    {
        await _brand.PublishTemplateAsync("fresh", await _brand.TemplateAsync("car-welcome"));
        await _brand.PublishScenarioAsync(ScenarioPublishing.Scenario("car-new", 2, scenario =>
        {
            scenario["steps"]![0]!["id"] = "hello";
            scenario["steps"]![0]!["template"] = "fresh";
        }));
        var consent = new
        {
            email = Taro, channel = "email", grantedAt = "2027-02-01T00:00:00Z", how = "paper form",
            wordingVersion = "2027-01", proof = "sheet 1",
        };
        await _brand.PostAsync("/api/consents", new { consents = new[] { consent } });
        var look = new
        {
            id = "r", email = Taro, type = "page-view", product = "car", occurredAt = "2027-02-01T23:00:00Z",
        };
        await _brand.PostAsync("/api/reactions", new { reactions = new[] { look } });
        await _brand.SettleAsync();
        var lead = await LoadAsync(_brand.IdOf(Taro));
        Assert.Equal("hello", lead.Enrolments[Key].NextStep);
        return lead;
    }

    private async Task<Lead> LoadAsync(string leadId) =>
        (await _brand.Services.GetRequiredService<LeadStore>().LoadAsync(leadId, default)).Lead;

    private async Task<List<SendRecord>> SendsAsync(string leadId) => await _brand.Services
        .GetRequiredService<LeadStore>().HistoryAsync(leadId, "send", default)
        .Select(Rows.Body<SendRecord>).ToListAsync();

    /// <summary>One that looks a day later, on the same store, and reads nothing anew unless it must.</summary>
    private sealed record LateProcess(
        StepHandler Steps, WalkHandler Walks, InForce Content, NurtureSets Sets)
    {
        public static async Task<LateProcess> OpenAsync(Brand brand)
        {
            var (time, content) = (new NextDay(brand.Services.GetRequiredService<TimeProvider>()), new InForce());
            var sets = new NurtureSets(Get<NurtureStore>(), NullLogger<NurtureSets>.Instance)
            {
                Folder = ContentSource.OfFolder(SampleContent.Folder),
            };
            var watch = new RulesWatch(Get<RulesStore>(), Get<NurtureStore>(), sets, content, Asleep, time);
            await watch.UseAsync(SampleContent.Edition, default);
            var leads = new LeadStore(Get<Tables>(), watch);
            var followUp = new LeadFollowUp(
                new RankIndex(Get<Tables>(), leads, content, time), Get<DueIndex>(), watch, Get<AlertFollowUp>(),
                Get<SalesFollowUp>(), Get<MarkStore>(), Get<Post>());
            var steps = new StepHandler(
                leads, followUp, Get<SendLedger>(), Get<SettleHandler>(),
                new OutlookStore(leads, Get<ModelStore>(), content),
                new MailComposer(content, Get<SignedLinks>(), Get<PublicUrl>(), time), Get<ReferralIndex>(),
                new SendGate(Get<DueIndex>(), Get<LimitStore>(), watch, content, Get<Post>(), time), content, time);
            var walks = new WalkHandler(
                Get<WalkStore>(), Get<RulesStore>(), watch, leads, followUp, Get<Post>(), content, time);
            return new LateProcess(steps, walks, content, sets);

            T Get<T>() where T : notnull => brand.Services.GetRequiredService<T>();
        }
    }

    private sealed class NextDay(TimeProvider today) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => today.GetUtcNow().AddDays(1).AddHours(1);
    }
}
