using LeadScoring;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
#if !OFFICIAL_PACKAGES
using LeadScoring.Demo;
using LeadScoring.Due;
using LeadScoring.Pages;
using LeadScoring.Runtime.CustomHandler;
using LeadScoring.Runtime.SelfHost;
using LeadScoring.Runtime.TimeTravel;
using Microsoft.Extensions.DependencyInjection;
#endif

try
{
#if !OFFICIAL_PACKAGES
    if (args is [PublishedFolder.Argument, var folder]) return PublishedFolder.Complete(folder);
    if (args is [DemoOptions.Verb, .. var asked]) return await DemoCommand.RunAsync(asked);
#endif
    using var host = Build(args);
    await Starting.PrepareAsync(host);
    await host.StartAsync();
#if !OFFICIAL_PACKAGES
    if (!HostPort.IsGiven(host)) Console.WriteLine(Welcome.Text(host.Services)); // a host would log it, with the key
#endif
    await host.WaitForShutdownAsync();
#if !OFFICIAL_PACKAGES
    if (HostPort.IsGiven(host)) return HostPort.StartMeAgain;
#endif
    return 0;
}
catch (StartRefusedException refused)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return 1;
}

/// <summary>The entry point; tests build the same app with their own settings and services.</summary>
public partial class Program
{
    internal static IHost Build(string[] args, Action<FunctionsApplicationBuilder>? more = null)
    {
        var builder = FunctionsApplication.CreateBuilder(args);
        builder.ConfigureFunctionsWebApplication();
        builder.AddLeadScoring();
#if !OFFICIAL_PACKAGES
        builder.RedirectRoots(new Dictionary<string, string>
        {
            ["/"] = "/api/pages/ja",
            ["/console"] = "/api/console",
            ["/lead.js"] = "/api/lead.js",
        });
        builder.UseTimeTravel(
            (services, after, cancel) => services.GetRequiredService<DueIndex>().NextAfterAsync(after, cancel));
#endif
        more?.Invoke(builder);
        return builder.Build();
    }
}
