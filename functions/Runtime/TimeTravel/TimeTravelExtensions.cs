using LeadScoring.Runtime.CustomHandler;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LeadScoring.Runtime.TimeTravel;

/// <summary>Switches time travel on, where the settings ask for it.</summary>
public static class TimeTravelExtensions
{
    private const string Setting = "LeadScoring:TimeTravel";

    /// <summary>
    /// With <c>LeadScoring:TimeTravel=true</c> the app's <see cref="TimeProvider"/> becomes a <see cref="TravelClock"/>
    /// and <c>/dev/time</c> a function named TimeTravel; otherwise nothing changes. Works on the embedded store only,
    /// whose messages follow the app's clock.
    /// </summary>
    /// <param name="builder">The app.</param>
    /// <param name="nextDue">The earliest instant after the given one at which a timer has something to do.</param>
    /// <exception cref="StartRefusedException">A setting is wrong, or the storage is not the embedded one.</exception>
    public static FunctionsApplicationBuilder UseTimeTravel(
        this FunctionsApplicationBuilder builder,
        Func<IServiceProvider, DateTimeOffset, CancellationToken, Task<DateTimeOffset?>> nextDue)
    {
        var setting = builder.Configuration[Setting];
        if (string.IsNullOrEmpty(setting)) return builder;
        if (!bool.TryParse(setting, out var wanted))
            throw new StartRefusedException($"{Setting}: Must be true or false, but is '{setting}'.");
        if (!wanted) return builder;
        var storage = builder.Configuration.GetSection("AzureWebJobsStorage");
        if (!string.IsNullOrEmpty(storage.Value) || storage.GetChildren().Any())
            throw new StartRefusedException(
                $"{Setting}: Works on the embedded store only; remove AzureWebJobsStorage or set it to false.");
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
}
