using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Hosting;

namespace LeadScoring.Runtime.SelfHost;

/// <summary>The running app; a start that fails for a reason its user can mend says so in one sentence.</summary>
internal sealed class SelfHostedApp(WebApplication app, bool isBehindHost) : IHost, IAsyncDisposable
{
    private readonly string _remedy = isBehindHost
        ? "start the Functions host again, which chooses the port (FUNCTIONS_CUSTOMHANDLER_PORT)"
        : "choose another address with --urls";

    public IServiceProvider Services => app.Services;

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            throw new StartRefusedException(
                $"{taken.Message.TrimEnd('.')}: end the other program or {_remedy}.");
        }
        catch (SocketException refused)
        {
            throw new StartRefusedException($"Cannot listen ({refused.Message}): {_remedy}.");
        }
        catch (FormatException invalid)
        {
            throw new StartRefusedException($"{invalid.Message}: --urls must be like http://127.0.0.1:7071.");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken = default) => app.StopAsync(cancellationToken);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    public void Dispose() => ((IDisposable)app).Dispose();
}
