using LeadScoring.Runtime.SelfHost;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LeadScoring.Tests.Runtime;

/// <summary>An app with chosen functions on a free port, quiet, stopped at the end of the test.</summary>
public sealed class RunningApp : IAsyncDisposable
{
    private readonly IHost _host;

    private RunningApp(IHost host)
    {
        _host = host;
        var features = host.Services.GetRequiredService<IServer>().Features;
        var address = features.Get<IServerAddressesFeature>()!.Addresses.First();
        Http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(address) };
    }

    public HttpClient Http { get; }

    public IServiceProvider Services => _host.Services;

    public static async Task<RunningApp> StartAsync(
        Type[] functions, Action<FunctionsApplicationBuilder>? configure = null, params string[] args)
    {
        var builder = FunctionsApplication.CreateBuilder(
            ["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default=None", .. args]);
        builder.ConfigureFunctionsWebApplication().UseFunctions(functions);
        configure?.Invoke(builder);
        var host = builder.Build();
        await host.StartAsync();
        return new RunningApp(host);
    }

    public Task StopAsync() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }
}
