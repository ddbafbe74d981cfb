using LeadScoring.Access;
using LeadScoring.Alerts;
using LeadScoring.Campaigns;
using LeadScoring.Consent;
using LeadScoring.Doors;
using LeadScoring.Due;
using LeadScoring.Exports;
using LeadScoring.Hits;
using LeadScoring.Identity;
using LeadScoring.Imports;
using LeadScoring.Insights;
using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Learning;
using LeadScoring.Mail;
using LeadScoring.Nurture;
using LeadScoring.Pages;
using LeadScoring.Parking;
using LeadScoring.Proof;
using LeadScoring.Publishing;
using LeadScoring.Reactions;
using LeadScoring.Rights;
using LeadScoring.RollOut;
using LeadScoring.Sales;
using LeadScoring.Scoring;
using LeadScoring.Sending;
using LeadScoring.Simulation;
using LeadScoring.Storage;
using LeadScoring.Visitors;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LeadScoring;

/// <summary>
/// Everything there is, by hand, in the order of the flow. What the start must load first is loaded by
/// <see cref="Starting.PrepareAsync"/>.
/// </summary>
public static class Wiring
{
    public static void AddLeadScoring(this FunctionsApplicationBuilder builder)
    {
        builder.UseMiddleware<DoorMiddleware>();
        builder.UseMiddleware<RulesMiddleware>();
        var services = builder.Services;
        services.Configure<ProblemDetailsOptions>(
            options => options.CustomizeProblemDetails = made => Problems.Name(made.ProblemDetails));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<Chance>();
        services.AddStorage();
        services.AddSingleton<RateLimits>();
        services.AddSingleton(made => new AdminKey(made.GetRequiredService<StartedWith>().AdminKey));
        services.AddAccess();
        services.AddSingleton(made => new LeadIds(made.GetRequiredService<StartedWith>().Secrets.LeadKey));
        services.AddSingleton(made => new VisitorIds(made.GetRequiredService<StartedWith>().Secrets.LeadKey));
        services.AddSingleton(made => new SignedLinks(made.GetRequiredService<StartedWith>().Secrets.LinkSecrets));
        services.AddSingleton(made => new CursorSeal(made.GetRequiredService<StartedWith>().Secrets.LinkSecrets));
        services.AddSingleton(made => new PublicUrl(() => AddressOf(made)));
        services.AddSingleton<InForce>().AddSingleton<WordingsStore>().AddSingleton<Publisher>();
        services.AddSingleton<RulesStore>().AddSingleton<RulesWatch>().AddSingleton<RulesHandler>();
        services.AddSingleton<NurtureStore>().AddSingleton<NurtureSets>().AddSingleton<NurturePublisher>();
        services.AddSingleton<PresentLeads>().AddSingleton<NurtureStart>();
        services.AddSingleton<ScenarioViews>().AddSingleton<ScenarioDoor>().AddSingleton<TemplateDoor>();
        services.AddSingleton<RulesDoor>().AddSingleton<ReplayDoor>().AddSingleton<WalkStore>();
        services.TryAddSingleton(RulesPace.Usual);

        services.AddSingleton<EntryDoor>().AddSingleton<EntryHandler>();
        services.AddCampaigns();
        services.AddSingleton<ConsentDoor>().AddSingleton<PreferenceDoor>();
        services.AddSingleton<LedgerDoor>().AddSingleton<SuppressionDoor>().AddSingleton<AskDoor>();
        services.AddSingleton<ReactionDoor>().AddSingleton<ReactionInbox>().AddSingleton<TouchHandler>();
        services.AddSingleton<ImportStore>().AddSingleton<ImportApplying>().AddSingleton<SortedLineStore>();
        services.AddSingleton<SliceHandler>().AddSingleton<ImportHandler>();
        services.AddSingleton<UndoHandler>().AddSingleton<TakeBackStore>();
        services.AddSingleton<ImportDoor>().AddSingleton<FileDoor>();
        services.AddSingleton<GoDoor>().AddSingleton<SendGridDoor>();
        services.AddSingleton(_ => new SignedBy(
            builder.Configuration["SendGrid:WebhookPublicKey"] is { Length: > 0 } key ? new WebhookKey(key) : null));
        services.AddSingleton<VisitorIndex>().AddSingleton<VisitorHandler>().AddSingleton<VisitorStay>();
        services.AddSingleton<VisitorRates>().AddSingleton<BeaconDoor>();
        services.AddSingleton<RankIndex>().AddSingleton<RankReader>().AddSingleton<WalkHandler>();
        services.AddSingleton<LeadStore>().AddSingleton<LeadFollowUp>().AddSingleton<LeadHistory>();
        services.AddSingleton<LeadList>().AddSingleton<LeadListDoor>().AddSingleton<LeadViews>();
        services.AddExports();
        services.AddSingleton<DueIndex>().AddSingleton<ResumeHandler>();
        services.AddSingleton<GraveStore>().AddSingleton<EraseHandler>().AddSingleton<LeadExport>();
        services.AddSingleton<MergeDoor>().AddSingleton<MergeHandler>().AddSingleton<JoinStore>();
        services.AddSingleton<SendGate>().AddSingleton<LimitStore>().AddSingleton<ControlDoor>();
        services.AddSingleton<StepHandler>().AddSingleton<OutlookStore>();
        services.AddSingleton<ConfirmationHandler>().AddSingleton<SendLedger>();
        services.AddSingleton<SettleHandler>().AddSingleton<SendIndex>().AddSingleton<SendFolds>();
        services.AddSingleton<SendReader>().AddSingleton<SendsDoor>();
        services.AddSingleton<PreviewDoor>().AddSingleton<MailComposer>().AddMailDelivery(builder.Configuration);
        services.AddAlerts();
        services.AddSales();
        services.AddSingleton<PastLeads>().AddSingleton<WhatIfDoor>().AddSingleton<SimulationDoor>();
        services.AddSingleton<FutureStore>();
        services.AddSingleton<ModelStore>().AddSingleton<TrainingHandler>();
        services.AddSingleton<SuggestionDoor>();
        services.AddInsights();
        services.AddSingleton<ParkingHandler>().AddSingleton<ParkedStore>().AddSingleton<ParkedDoor>();
        services.AddSingleton<PageAnswers>().AddSingleton<ProblemPages>().AddSingleton<OutboxPages>();
    }

    private static void AddAccess(this IServiceCollection services)
    {
        services.TryAddSingleton(KeyPace.Usual);
        services.TryAddSingleton(EntraPace.Usual);
        services.AddSingleton(made => EntraSettings.Read(made.GetRequiredService<IConfiguration>()));
        services.AddSingleton(made => new EntraDirectory(
            made.GetRequiredService<EntraSettings>(),
            new HttpClient { Timeout = TimeSpan.FromSeconds(10), MaxResponseContentBufferSize = 1024 * 1024 },
            made.GetRequiredService<EntraPace>(), made.GetRequiredService<TimeProvider>(),
            made.GetRequiredService<ILogger<EntraDirectory>>()));
        services.AddSingleton<EntraTokens>();
        services.AddSingleton<KeyStore>().AddSingleton<KeyDoor>().AddSingleton<Callers>();
        services.AddSingleton(made => new SignIns(made.GetRequiredService<StartedWith>().Secrets.LinkSecrets));
        services.AddSingleton<SignInStore>();
        services.AddSingleton<AuditLeadIndex>().AddSingleton<AuditIndex>().AddSingleton<AuditSweepHandler>();
        services.AddSingleton<SignInViews>().AddSingleton<SignInDoor>();
    }

    private static void AddCampaigns(this IServiceCollection services)
    {
        services.AddSingleton<CampaignDoor>().AddSingleton<CampaignLedger>().AddSingleton<EntryPlaces>();
        services.AddSingleton<GuessLimits>().AddSingleton<CodesDoor>().AddSingleton<ConfirmedEntryHandler>();
        services.AddSingleton(made => new CodeIndex(
            made.GetRequiredService<Tables>(), made.GetRequiredService<StartedWith>().Secrets.LeadKey));
        services.AddSingleton(made => new ReferralKey(made.GetRequiredService<StartedWith>().Secrets.LeadKey));
        services.AddSingleton<ReferralIndex>();
        services.AddSingleton<DrawDoor>().AddSingleton<DrawHandler>().AddSingleton<DrawStore>();
    }

    private static void AddSales(this IServiceCollection services)
    {
        services.AddSingleton<ClaimIndex>().AddSingleton<SalesFollowUp>().AddSingleton<ClaimRelease>()
            .AddSingleton<SalesForgetting>();
        services.AddSingleton<ClaimDoor>().AddSingleton<ReportFollowUp>().AddSingleton<ReportDoor>();
        services.AddSingleton<SharingOut>().AddSingleton<AssignDoor>();
        services.AddSingleton<AssignStore>().AddSingleton<AssignHandler>();
        services.AddSingleton<ResponseIndex>().AddSingleton<ResponseDoor>();
    }

    private static void AddExports(this IServiceCollection services)
    {
        services.AddSingleton<ChangeReader>().AddSingleton<ChangesDoor>().AddSingleton<ChangeSweepHandler>();
        services.AddSingleton<ViewStore>().AddSingleton<ViewDoor>().AddSingleton<AudienceDoor>();
        services.AddSingleton<DeliveryHosts>().AddSingleton<DeliveryDiary>().AddSingleton<ViewReader>();
        services.AddSingleton<DeliveryStore>().AddSingleton<ListMails>().AddSingleton<MailingOver>();
        services.AddSingleton<PostingOver>().AddSingleton<HandingOver>().AddSingleton<DeliveryHandler>();
    }

    private static void AddAlerts(this IServiceCollection services)
    {
        services.AddSingleton<AlertIndex>().AddSingleton<AlertStore>().AddSingleton<AlertFollowUp>();
        services.AddSingleton<AlertHandler>().AddSingleton<AlertDoor>();
        services.AddSingleton(made => WebhookSettings.Read(made.GetRequiredService<IConfiguration>()));
        services.AddSingleton(made => new AlertWebhook(
            AlertWebhook.Client(), made.GetRequiredService<WebhookSettings>(),
            made.GetRequiredService<TimeProvider>()));
    }

    private static void AddStorage(this IServiceCollection services)
    {
        services.AddSingleton<DataPath>().AddSingleton<StartedWith>();
        services.AddSingleton(made => Stores.Open(
            made.GetRequiredService<IConfiguration>(), made.GetRequiredService<DataPath>(),
            made.GetRequiredService<TimeProvider>()));
        services.AddSingleton(made => made.GetRequiredService<Stores>().Tables);
        services.AddSingleton(made => made.GetRequiredService<Stores>().Queues);
        services.AddSingleton<Tables>().AddSingleton<Post>();
    }

    private static void AddMailDelivery(this IServiceCollection services, IConfiguration settings)
    {
        services.AddSingleton(made => new Outbox(made.GetRequiredService<DataPath>().Outbox));
        if (settings["SendGrid:ApiKey"] is not { Length: > 0 } apiKey)
        {
            services.AddSingleton<IMailDelivery>(
                made => new LastLook(new OutboxDelivery(made.GetRequiredService<DataPath>().Outbox)));
            return;
        }
        // One client for the life of the process, which redirects and retries nothing: a mail is handed over once.
        var http = new HttpClient(
            new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) });
        var chosen = SendGridSettings.Read(settings["SendGrid:Sandbox"], settings["SendGrid:IpPool"]);
        services.AddSingleton<IMailDelivery>(made => new LastLook(
            SendGridDelivery.Create(
                http, apiKey, settings["SendGrid:BaseUrl"], chosen, made.GetRequiredService<TimeProvider>())));
    }

    /// <summary>What is set, else the app's name on Azure, else where this process listens.</summary>
    private static string AddressOf(IServiceProvider made)
    {
        var settings = made.GetRequiredService<IConfiguration>();
        if (settings["LeadScoring:PublicUrl"] is { Length: > 0 } set) return set;
        if (settings["WEBSITE_HOSTNAME"] is { Length: > 0 } name)
            return $"http{(name.StartsWith("localhost", StringComparison.OrdinalIgnoreCase) ? "" : "s")}://{name}";
        return made.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
            ?? "http://127.0.0.1:7071";
    }
}
