using LeadScoring.Runtime;
using Microsoft.Extensions.Configuration;

namespace LeadScoring.Tests.Runtime;

public sealed class HostJsonTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_app_ships_with_its_host_json()
    {
        var read = HostJson.Read(AppContext.BaseDirectory, Settings());
        Assert.Equal(new HostJson("api", 32, 32, 10, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5)), read);
    }

    [Fact]
    public void Without_a_file_the_defaults_of_the_Functions_host_hold() =>
        Assert.Equal(new HostJson("api", 16, 8, 5, TimeSpan.Zero, TimeSpan.FromMinutes(30)), Read("{}"));

    [Fact]
    public void An_app_setting_overrides_the_file()
    {
        var read = Read("""{"extensions":{"queues":{"batchSize":4}}}""",
            ("AzureFunctionsJobHost:extensions:queues:batchSize", "2"));
        Assert.Equal((2, 1), (read.BatchSize, read.NewBatchThreshold));
    }

    [Fact]
    public void A_timeout_of_minus_one_means_none() =>
        Assert.Equal(Timeout.InfiniteTimeSpan, Read("""{"functionTimeout":"-1"}""").FunctionTimeout);

    [Theory]
    [InlineData("""{"extensions":{"queues":{"batchSize":33}}}""", "extensions.queues.batchSize")]
    [InlineData("""{"extensions":{"queues":{"maxDequeueCount":"five"}}}""", "extensions.queues.maxDequeueCount")]
    [InlineData("""{"extensions":{"queues":{"visibilityTimeout":"30 s"}}}""", "extensions.queues.visibilityTimeout")]
    [InlineData("""{"functionTimeout":"00:00:00"}""", "functionTimeout")]
    [InlineData("""{"extensions":""", "not valid JSON")]
    public void A_wrong_value_is_refused_with_file_and_path(string json, string named)
    {
        var refused = Assert.Throws<StartRefusedException>(() => Read(json));
        Assert.Contains("host.json", refused.Message, StringComparison.Ordinal);
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }

    private HostJson Read(string json, params (string Key, string Value)[] settings)
    {
        File.WriteAllText(_folder.File("host.json"), json);
        return HostJson.Read(_folder.Path, Settings(settings));
    }

    private static IConfiguration Settings(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build();
}
