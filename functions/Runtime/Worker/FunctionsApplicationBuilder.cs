using LeadScoring.Runtime.CustomHandler;
using LeadScoring.Runtime.SelfHost;
using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>
/// Collects services, settings and middleware, then builds the host. The functions are the public classes of the
/// app's own assembly that have methods marked with <see cref="FunctionAttribute"/>.
/// </summary>
public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    private readonly WebApplicationBuilder _web;

    internal FunctionsApplicationBuilder(string[] args) => _web = SelfHosting.CreateBuilder(args);

    public ConfigurationManager Configuration => _web.Configuration;

    public IHostEnvironment Environment => _web.Environment;

    public ILoggingBuilder Logging => _web.Logging;

    public IMetricsBuilder Metrics => _web.Metrics;

    public IServiceCollection Services => _web.Services;

    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)_web).Properties;

    IConfigurationManager IHostApplicationBuilder.Configuration => Configuration;

    /// <summary>What only the self-host has.</summary>
    internal SelfHostOptions SelfHost { get; } = new();

    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        SelfHost.Middleware.Add(middleware);
        return this;
    }

    public void ConfigureContainer<TContainerBuilder>(
        IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull =>
        ((IHostApplicationBuilder)_web).ConfigureContainer(factory, configure);

    /// <exception cref="LeadScoring.StartRefusedException">A setting or host.json is wrong.</exception>
    public IHost Build() => HostPort.Of(Configuration) is { } port
        ? CustomHandling.Build(_web, SelfHost, port)
        : SelfHosting.Build(_web, SelfHost);
}
