using LeadScoring.Runtime.Invocations;
using LeadScoring.Runtime.SelfHost;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace LeadScoring.Runtime.CustomHandler;

/// <summary>
/// Builds the app as the process behind a Functions host: the host listens for requests, messages and timers and hands
/// each to this process over loopback. So there are no pumps, no timers, no redirects and no time travel in here.
/// </summary>
internal static class CustomHandling
{
    private static readonly string[] ReadMethods = [HttpMethods.Get, HttpMethods.Head];

    public static IHost Build(WebApplicationBuilder builder, SelfHostOptions options, int port)
    {
        var hostJson = HostJson.Read(builder.Environment.ContentRootPath, builder.Configuration);
        var catalog = SelfHosting.AddFunctions(
            builder, options, hostJson with { FunctionTimeout = Shorter(hostJson.FunctionTimeout) });
        RefuseOtherQueues(catalog, builder.Configuration);
        builder.Services.AddSingleton<EnvelopeDoors>();
        // What the host reads on stderr it logs as an error, everything else as information.
        builder.Services.Configure<ConsoleLoggerOptions>(
            console => console.LogToStandardErrorThreshold = LogLevel.Error);
        var app = builder.Build();
        app.UseStatusCodePages();
        // The host asks it until there is an answer, and later to see whether this process lives.
        app.MapMethods("/", ReadMethods, () => Results.Text("Ready."));
        HttpDoors.Map(app, catalog, hostJson.RoutePrefix);
        app.Services.GetRequiredService<EnvelopeDoors>().Map(app, catalog);
        ListenOn(app, port);
        return new SelfHostedApp(app, isBehindHost: true);
    }

    /// <summary>
    /// Only there: the host's image sets ASPNETCORE_URLS and the like for the host itself, and the app inherits them.
    /// </summary>
    private static void ListenOn(WebApplication app, int port)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        addresses.Addresses.Add($"http://127.0.0.1:{port}");
        addresses.PreferHostingUrls = true;
    }

    /// <summary>At its timeout the host kills this process and all it does; a function gives up before.</summary>
    private static TimeSpan Shorter(TimeSpan timeout) =>
        timeout == Timeout.InfiniteTimeSpan ? timeout : timeout * 0.9;

    /// <summary>
    /// The host serves the queues of its storage account only: messages of the embedded store would wait for ever.
    /// </summary>
    private static void RefuseOtherQueues(FunctionCatalog catalog, IConfiguration settings)
    {
        var storage = settings.GetSection("AzureWebJobsStorage");
        if (storage.Value is { Length: > 0 } || storage["accountName"] is { Length: > 0 }) return;
        if (catalog.Of<QueueTriggerAttribute>().Any())
            throw new StartRefusedException(
                "Behind the Functions host the app needs the host's storage account: set AzureWebJobsStorage or "
                + "AzureWebJobsStorage__accountName.");
    }
}
