using System.Security.Cryptography;
using System.Text;
using LeadScoring.Due;
using LeadScoring.Mail;
using LeadScoring.Runtime.Invocations;
using LeadScoring.Runtime.SelfHost;
using LeadScoring.Storage;
using LeadScoring.Tracks;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using NCrontab;

namespace LeadScoring.Demo;

/// <summary>
/// The app as it is shipped, on a clock that stands, with its queues and timers in our hands and a delivery that keeps
/// the mails in the house. Whatever settings of the brand lead outside are shut.
/// </summary>
internal sealed class DemoApp : IAsyncDisposable
{
    private const string UsualAddress = "http://127.0.0.1:7071";
    private static readonly TimeSpan Nightly = TimeSpan.FromHours(12);
    private static readonly TimeSpan ShownMails = TimeSpan.FromDays(21);

    private readonly IHost _host;
    private readonly DemoClock _clock;
    private readonly Pumps _pumps;
    private readonly FunctionInvoker _invoker;
    private readonly DateTimeOffset _end;
    private readonly List<(FunctionEntry Function, CrontabSchedule Schedule)> _timers;
    private DateTimeOffset _workedAt;

    private DemoApp(IHost host, DemoClock clock, DateTimeOffset end, DemoDelivery delivery, DemoDoors doors)
    {
        (_host, _clock, _end, Delivery, Doors) = (host, clock, end, delivery, doors);
        _workedAt = clock.GetUtcNow();
        _pumps = host.Services.GetRequiredService<Pumps>();
        _invoker = host.Services.GetRequiredService<FunctionInvoker>();
        _timers = [.. host.Services.GetRequiredService<FunctionCatalog>().Of<TimerTriggerAttribute>()
            .Select(one => (one.Function, CrontabSchedule.Parse(
                one.Trigger.Schedule, new CrontabSchedule.ParseOptions { IncludingSeconds = true })))];
    }

    /// <summary>Set when the process is told to end.</summary>
    public CancellationToken Stopping =>
        _host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;

    public IServiceProvider Services => _host.Services;

    public DemoDelivery Delivery { get; }

    public DemoDoors Doors { get; }

    internal static StartRefusedException OnlyEmbedded =>
        new("The demo fills an embedded store only: unset AzureWebJobsStorage.");

    /// <param name="folder">Its data folder.</param>
    /// <param name="seed">Its lead ids follow from it.</param>
    /// <param name="start">Where its clock stands first.</param>
    /// <param name="end">When the demo ends.</param>
    /// <param name="cancel">Stops the start.</param>
    /// <exception cref="StartRefusedException">The store is not ours to fill.</exception>
    public static async Task<DemoApp> OpenAsync(
        string folder, int seed, DateTimeOffset start, DateTimeOffset end, CancellationToken cancel)
    {
        var (clock, signer) = (new DemoClock(start), ECDsa.Create(ECCurve.NamedCurves.nistP256));
        var delivery = new DemoDelivery(new OutboxDelivery(Path.Combine(folder, "outbox")), end - ShownMails);
        var host = Program.Build(Settings(folder, signer), builder =>
        {
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
            builder.Services.Replace(ServiceDescriptor.Singleton(made => // one that is broken off begins anew
                Stores.OpenUnflushed(made.GetRequiredService<DataPath>(), clock)));
            builder.Services.Replace(ServiceDescriptor.Singleton<IMailDelivery>(new LastLook(delivery)));
        });
        try
        {
            await PlantAsync(host.Services, seed, cancel);
            await Starting.PrepareAsync(host, cancel);
            await host.StartAsync(cancel);
            await host.Services.GetRequiredService<Pumps>().PauseAsync(cancel); // for good: this process works by hand
            return new DemoApp(host, clock, end, delivery, new DemoDoors(host.Services, signer));
        }
        catch
        {
            await ((IAsyncDisposable)host).DisposeAsync();
            throw;
        }
    }

    public void StandAt(DateTimeOffset now) => _clock.StandAt(now);

    /// <summary>
    /// Fires the timers whose time came since the last call and handles messages until none is left. What is due is
    /// looked at each time; what else is done every minute once a day, every night (and the insights) once a month, and
    /// all at the end: its figures are the same, and a year took an hour.
    /// </summary>
    public async Task WorkAsync(CancellationToken cancel)
    {
        var now = _clock.GetUtcNow();
        await _pumps.DrainAsync(cancel);
        foreach (var (function, schedule) in _timers)
        {
            var next = schedule.GetNextOccurrence(_workedAt.UtcDateTime);
            var isNightly = schedule.GetNextOccurrence(next) - next > Nightly;
            var isTime = function.Name == nameof(DueFunctions.MoveDue)
                || (isNightly ? next.Day == 1 : now.Day != _workedAt.Day && (!IsInsight(function) || now.Day == 1));
            if (now == _end || (isTime && next <= now.UtcDateTime))
                await _invoker.InvokeAsync(function, new TimerInfo { IsPastDue = true }, cancel);
        }
        await _pumps.DrainAsync(cancel);
        _workedAt = now;
    }

    private static bool IsInsight(FunctionEntry function) => function.Name == nameof(TrackFunctions.RefreshTracks);

    /// <summary>Handles messages until none is left.</summary>
    public Task DrainAsync(CancellationToken cancel) => _pumps.DrainAsync(cancel);

    public async ValueTask DisposeAsync()
    {
        Doors.Dispose();
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    /// <summary>The lead key follows from the seed, so that ids (and with them who is held out) repeat.</summary>
    private static async Task PlantAsync(IServiceProvider services, int seed, CancellationToken cancel)
    {
        if (Stores.AreElsewhere(services.GetRequiredService<IConfiguration>())) throw OnlyEmbedded;
        var (stores, tables) = (services.GetRequiredService<Stores>(), services.GetRequiredService<Tables>());
        await tables.CreateAsync(stores.Queues, cancel);
        var key = SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"the demo of seed {seed}")));
        await Secrets.PlantLeadKeyAsync(tables, key, cancel);
    }

    private static string[] Settings(string folder, ECDsa signer) =>
    [
        "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default=None",
        $"--LeadScoring:DataPath={folder}", $"--LeadScoring:PublicUrl={UsualAddress}", "--LeadScoring:ContentPath=",
        "--LeadScoring:AlertWebhookUrl=", "--LeadScoring:TimeTravel=", "--SendGrid:ApiKey=",
        $"--SendGrid:WebhookPublicKey={Convert.ToBase64String(signer.ExportSubjectPublicKeyInfo())}",
    ];
}
