using Azure.Storage.Queues;
using LeadScoring.Runtime.CustomHandler;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LeadScoring.Runtime.TimeTravel;

/// <summary>Switches time travel on, where the settings ask for it.</summary>
public static class TimeTravelExtensions
{
    private const string Setting = "LeadScoring:TimeTravel";

    /// <summary>
    /// With <c>LeadScoring:TimeTravel=true</c> the app's <see cref="TimeProvider"/> becomes a <see cref="TravelClock"/>
    /// and <c>/dev/time</c> a function named TimeTravel; otherwise nothing changes. Works on the embedded store, whose
    /// messages follow the app's clock, and on an emulator on this machine, whose messages follow the real one: there a
    /// message that fails on the way is tried again at the same stop, and one that failed before comes back in its own
    /// time. An account that others share has no place for it.
    /// </summary>
    /// <param name="builder">The app.</param>
    /// <param name="nextDue">The earliest instant after the given one at which a timer has something to do.</param>
    /// <exception cref="StartRefusedException">A setting is wrong, or the storage is elsewhere.</exception>
    public static FunctionsApplicationBuilder UseTimeTravel(
        this FunctionsApplicationBuilder builder,
        Func<IServiceProvider, DateTimeOffset, CancellationToken, Task<DateTimeOffset?>> nextDue)
    {
        var setting = builder.Configuration[Setting];
        if (string.IsNullOrEmpty(setting)) return builder;
        if (!bool.TryParse(setting, out var wanted))
            throw new StartRefusedException($"{Setting}: Must be true or false, but is '{setting}'.");
        if (!wanted) return builder;
        if (IsElsewhere(builder.Configuration.GetSection("AzureWebJobsStorage")))
            throw new StartRefusedException(
                $"{Setting}: Works on the embedded store or a storage emulator on this machine only; "
                + "remove AzureWebJobsStorage or set it to false.");
        if (HostPort.Of(builder.Configuration) is not null)
            throw new StartRefusedException(
                $"{Setting}: Does not work behind a Functions host, whose timers follow its own clock.");
        var folder = builder.Configuration["LeadScoring:DataPath"] is { Length: > 0 } set ? set : ".leadscoring";
        var clock = TravelClock.Open(folder);
        builder.Services.AddSingleton(clock);
        builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
        builder.Services.AddSingleton(new TravelPlan(nextDue));
        builder.Services.AddSingleton<TimeTraveller>();
        builder.SelfHost.FunctionTypes.Add(typeof(TimeTravelFunctions));
        return builder;
    }

    private static bool IsElsewhere(IConfigurationSection storage)
    {
        if (storage.GetChildren().Any()) return true;
        try
        {
            return storage.Value is { Length: > 0 } connection && !new QueueServiceClient(connection).Uri.IsLoopback;
        }
        catch (Exception wrong) when (wrong is FormatException or ArgumentException)
        {
            return false; // not a connection string at all, which is refused where the store is opened
        }
    }
}
