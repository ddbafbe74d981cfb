using LeadScoring.Runtime.Invocations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LeadScoring.Runtime.SelfHost;

/// <summary>Builds the app as one process without a Functions host: Kestrel, the queue pumps and the timers.</summary>
internal static class SelfHosting
{
    private const string DefaultUrl = "http://127.0.0.1:7071";
    private const long MaxBodyBytes = 12 * 1024 * 1024;

    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        // Images that carry a Functions host set ASPNETCORE_CONTENTROOT to the host's folder, so the root is given
        // here. Watching settings files would cost an inotify instance for each app that a test starts.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            Args = ["--hostBuilder:reloadConfigOnChange=false", .. args],
            ContentRootPath = AppContext.BaseDirectory,
            ApplicationName = typeof(SelfHosting).Assembly.GetName().Name,
        });
        if (builder.Configuration["urls"] is null && builder.Configuration["http_ports"] is null)
            builder.WebHost.UseUrls(DefaultUrl);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
            kestrel.AddServerHeader = false;
        });
        ConfigureLogging(builder.Logging);
        return builder;
    }

    public static IHost Build(WebApplicationBuilder builder, SelfHostOptions options)
    {
        var hostJson = HostJson.Read(builder.Environment.ContentRootPath, builder.Configuration);
        var catalog = AddFunctions(builder, options, hostJson);
        builder.Services.AddSingleton<QueueSignals>();
        builder.Services.AddSingleton<Pumps>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Pumps>());
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(30));
        var app = builder.Build();
        app.UseStatusCodePages();
        HttpDoors.Map(app, catalog, hostJson.RoutePrefix);
        HttpDoors.Redirect(app, options.Redirects);
        return new SelfHostedApp(app, isBehindHost: false);
    }

    /// <summary>What an invocation needs, whoever triggers it.</summary>
    public static FunctionCatalog AddFunctions(
        WebApplicationBuilder builder, SelfHostOptions options, HostJson hostJson)
    {
        var catalog = new FunctionCatalog(options.FunctionTypes);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(hostJson);
        builder.Services.AddSingleton(catalog);
        builder.Services.AddSingleton(services => new FunctionInvoker(
            services.GetRequiredService<IServiceScopeFactory>(), hostJson, options.Middleware));
        builder.Services.AddProblemDetails();
        return catalog;
    }

    private static void ConfigureLogging(ILoggingBuilder logging)
    {
        logging.AddSimpleConsole(console => console.SingleLine = true);
        // At Information ASP.NET Core logs each address with its query, and that can hold a key.
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // A failed start is reported by whoever runs the host; its stack trace would come first otherwise.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
    }
}
