using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace LeadScoring.Runtime;

/// <summary>
/// The settings of the root <c>host.json</c> that concern this process, with the Functions host's defaults. As there,
/// an app setting such as <c>AzureFunctionsJobHost__extensions__queues__batchSize</c> overrides the file.
/// </summary>
internal sealed record HostJson(
    string RoutePrefix, int BatchSize, int NewBatchThreshold, int MaxDequeueCount, TimeSpan VisibilityTimeout,
    TimeSpan FunctionTimeout)
{
    /// <summary>Messages worked on at once, per queue.</summary>
    public int Concurrency => BatchSize + NewBatchThreshold;

    /// <exception cref="StartRefusedException">The file is not valid JSON, or a value is out of its range.</exception>
    public static HostJson Read(string folder, IConfiguration settings)
    {
        var file = Path.Combine(folder, "host.json");
        var json = Load(file, settings);
        int Whole(string key, int absent, int min, int max) =>
            json[key] is not { } text ? absent
            : int.TryParse(text, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max ? value
            : throw Refused(file, key, $"a whole number from {min} to {max}", text);
        TimeSpan Span(string key, TimeSpan absent, TimeSpan min) =>
            json[key] is not { } text ? absent
            : TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value) && value >= min ? value
            : throw Refused(file, key, $"a time span like 00:00:30, not below {min}", text);
        var batch = Whole("extensions:queues:batchSize", 16, 1, 32);
        return new HostJson(
            (json["extensions:http:routePrefix"] ?? "api").Trim('/'),
            batch,
            Whole("extensions:queues:newBatchThreshold", batch / 2, 0, 1000),
            Whole("extensions:queues:maxDequeueCount", 5, 1, 1000),
            Span("extensions:queues:visibilityTimeout", TimeSpan.Zero, TimeSpan.Zero),
            json["functionTimeout"] == "-1"
                ? Timeout.InfiniteTimeSpan
                : Span("functionTimeout", TimeSpan.FromMinutes(30), TimeSpan.FromSeconds(1)));
    }

    private static IConfigurationRoot Load(string file, IConfiguration settings)
    {
        try
        {
            return new ConfigurationBuilder()
                .AddJsonFile(file, optional: true, reloadOnChange: false)
                .AddConfiguration(settings.GetSection("AzureFunctionsJobHost"))
                .Build();
        }
        catch (InvalidDataException broken) when (broken.InnerException is FormatException or JsonException)
        {
            throw new StartRefusedException($"{file}: is not valid JSON. {broken.InnerException.Message}");
        }
    }

    private static StartRefusedException Refused(string file, string key, string wanted, string found) =>
        new($"{file}: {key.Replace(':', '.')}: Must be {wanted}, but is '{found}'.");
}
