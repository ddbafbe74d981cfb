using System.Diagnostics;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tests.Storage;

namespace LeadScoring.Tests.Doors;

/// <summary>A start that cannot be: the real process says why, once, and ends with 1.</summary>
public sealed class RefusedStartTests
{
    [Theory]
    [InlineData("campaigns/car-launch-2026.json", "\"product\": \"car\"", "\"product\": \"cars\"",
        "  campaigns/car-launch-2026.json: product: Must be a product of scoring.json, "
        + "one of car, camper, but is 'cars'.")]
    [InlineData("scoring.json", "\"halfLifeDays\": 90", "\"halfLifeDays\": \"90\"",
        "  scoring.json: products.car.halfLifeDays: Must be a number without quotes, but is text.")]
    [InlineData("templates/confirm/ja.html.hbs", "{{campaign}}", "{{campaign}", "  templates/confirm/ja.html.hbs: ")]
    public async Task A_mistake_in_the_content_stops_the_start_with_file_path_and_reason(
        string file, string old, string replacement, string line)
    {
        using var content = new SpoiledContent().Replace(file, old, replacement);

        var (code, said) = await StartAsync($"--LeadScoring:ContentPath={content.Folder}");

        Assert.Equal(1, code);
        Assert.Equal(2, said.Length);
        Assert.Equal($"The content in {content.Folder} cannot be used; please mend and start again:", said[0]);
        Assert.StartsWith(line, said[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--LeadScoring:ContentPath=/nowhere", "LeadScoring__ContentPath")]
    [InlineData("--LeadScoring:FunctionKey=short", "LeadScoring__FunctionKey is too short")]
    [InlineData("--LeadScoring:AlertWebhookUrl=http://crm.example.jp/", "LeadScoring__AlertWebhookUrl cannot be used")]
    [InlineData("--urls=nonsense", "http://127.0.0.1:7071")]
    public async Task A_wrong_setting_stops_the_start_with_its_name(string setting, string expected)
    {
        var (code, said) = await StartAsync(setting);

        Assert.Equal(1, code);
        Assert.Contains(expected, string.Join(' ', said), StringComparison.Ordinal);
        Assert.InRange(said.Length, 1, 2);
    }

    private static async Task<(int Code, string[] Said)> StartAsync(string setting)
    {
        using var folder = new TemporaryFolder();
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "LeadScoring.Functions.dll"),
                $"--LeadScoring:DataPath={folder.File("data")}",
            },
        };
        if (!setting.StartsWith("--urls", StringComparison.Ordinal))
            start.ArgumentList.Add("--urls=http://127.0.0.1:0");
        start.ArgumentList.Add(setting);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var said = await process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(patience.Token);
        Assert.DoesNotContain("   at ", said + await output, StringComparison.Ordinal);
        return (process.ExitCode, said.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
