using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LeadScoring.Runtime.CustomHandler;

/// <summary>The port on which a Functions host wants to be served by this process; none in self-host.</summary>
public static class HostPort
{
    /// <summary>
    /// Exit code of a process that ends in peace. The host takes 0 for "still alive" and calls into the void from then
    /// on; at any other one it starts the app again, and at this one it does not count that as a failure.
    /// </summary>
    public const int StartMeAgain = 200;

    private const string Setting = "FUNCTIONS_CUSTOMHANDLER_PORT";

    /// <exception cref="StartRefusedException">The setting is not a port.</exception>
    public static int? Of(IConfiguration settings) =>
        settings[Setting] is not { Length: > 0 } text ? null
        : ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port
        : throw new StartRefusedException(
            $"{Setting}: Must be a port, but is '{text}'. The Functions host sets it; unset it elsewhere.");

    public static bool IsGiven(IHost app) => Of(app.Services.GetRequiredService<IConfiguration>()) is not null;

    /// <summary>
    /// Whether the host itself asks. What it passes on for a caller carries the public name of the app in
    /// <c>Host</c>; invocation ids and the like prove nothing, since callers can send them too.
    /// </summary>
    internal static bool IsAskedByHost(HttpContext http)
    {
        var (asked, port) = (http.Request.Host, http.Connection.LocalPort);
        return asked.Port == port && (asked.Host == "127.0.0.1"
            || asked.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase));
    }
}
