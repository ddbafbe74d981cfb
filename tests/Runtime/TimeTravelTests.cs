using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LeadScoring.Runtime.TimeTravel;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Runtime;

public sealed class TimeTravelTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Journal _journal = new();
    private Func<DateTimeOffset, DateTimeOffset?> _due = _ => null;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Forward_it_stops_where_something_is_due_and_fires_the_timers_there()
    {
        await using var app = await StartAsync();
        await TravelAsync(app, new { now = "2030-01-01T00:00:00Z" });
        var dues = new[] { At(2030, 1, 3), At(2030, 2, 1), At(2030, 2, 2) };
        _due = after => dues.Where(due => due > after).Select(due => (DateTimeOffset?)due).FirstOrDefault();
        var before = _journal.Lines.Count;

        var journey = await TravelAsync(app, new { now = "2030-02-01T12:00:00Z" });

        Assert.Equal(2, journey.GetProperty("instants").GetInt32());
        Assert.Equal(0, journey.GetProperty("messages").GetInt32());
        Assert.Equal(At(2030, 2, 1).AddHours(12), journey.GetProperty("now").GetDateTimeOffset());
        Assert.Equal(
            [
                "2030-01-01T00:00:00Z 2031", "2030-01-03T00:00:00Z 2031",
                "2030-02-01T00:00:00Z 2031", "2030-02-01T12:00:00Z 2031",
            ],
            _journal.Lines.Skip(before));
    }

    [Fact]
    public async Task An_advance_counts_from_now_in_calendar_units()
    {
        await using var app = await StartAsync();
        await TravelAsync(app, new { now = "2031-01-31T08:00:00Z" });

        var journey = await TravelAsync(app, new { advance = "P1M" });

        var now = journey.GetProperty("now").GetDateTimeOffset();
        Assert.InRange(now, At(2031, 2, 28).AddHours(8), At(2031, 2, 28).AddHours(8).AddMinutes(1));
    }

    [Fact]
    public async Task Backward_it_only_sets_the_clock_and_a_restart_keeps_it()
    {
        await using (var app = await StartAsync())
        {
            await TravelAsync(app, new { now = "2001-06-01T00:00:00Z" });
            Assert.Empty(_journal.Lines);
        }
        await using var again = await StartAsync();

        Assert.InRange(await NowAsync(again), At(2001, 6, 1), At(2001, 6, 1).AddMinutes(1));
    }

    [Fact]
    public async Task After_a_journey_the_clock_runs_on()
    {
        await using var app = await StartAsync();
        await TravelAsync(app, new { advance = "P1D" });

        var (first, clock) = (await NowAsync(app), app.Services.GetRequiredService<TimeProvider>());
        await Task.Delay(20);

        Assert.InRange(await NowAsync(app) - first, TimeSpan.FromMilliseconds(15), TimeSpan.FromSeconds(10));
        var ahead = clock.GetUtcNow() - TimeProvider.System.GetUtcNow();
        Assert.InRange(ahead, TimeSpan.FromHours(23), TimeSpan.FromDays(1));
    }

    [Fact]
    public async Task An_instant_that_does_not_move_ends_the_journey_with_a_problem()
    {
        await using var app = await StartAsync();
        _due = _ => At(2002, 1, 1);

        using var answer = await app.Http.PostAsJsonAsync("/api/dev/time", new { advance = "P1D" });

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("2002-01-01", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"advance":"3 days"}""", "advance")]
    [InlineData("""{"advance":"P9000Y"}""", "advance")]
    [InlineData("""{"advance":3}""", "advance")]
    [InlineData("""{"now":"tomorrow"}""", "now")]
    [InlineData("""{"now":"1914-01-01T00:00:00Z"}""", "now")]
    [InlineData("""{"advance":"P1D","now":"2030-01-01T00:00:00Z"}""", "either")]
    [InlineData("{}", "either")]
    [InlineData("""{"ahead":"P1D"}""", "ahead")]
    [InlineData("{", "JSON")]
    public async Task A_body_that_is_not_understood_is_refused_by_field(string body, string named)
    {
        await using var app = await StartAsync();

        using var answer = await app.Http.PostAsync("/api/dev/time", new StringContent(body));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
        Assert.Contains(named, errors.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_setting_there_is_no_door_and_the_clock_is_real()
    {
        await using var app = await StartAsync("--LeadScoring:TimeTravel=false");

        using var answer = await app.Http.GetAsync("/api/dev/time");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Same(TimeProvider.System, app.Services.GetRequiredService<TimeProvider>());
    }

    [Fact]
    public async Task The_door_stands_behind_the_same_middleware_as_any_function()
    {
        var seen = new List<string>();
        await using var app = await RunningApp.StartAsync([], builder =>
        {
            Configure(builder);
            builder.Use(next => context =>
            {
                seen.Add(context.FunctionDefinition.Name);
                return next(context);
            });
        }, Args);

        await app.Http.GetAsync("/api/dev/time");

        Assert.Equal(["TimeTravel"], seen);
    }

    [Theory]
    [InlineData("--LeadScoring:TimeTravel=perhaps", "true or false")]
    [InlineData("--AzureWebJobsStorage=AccountName=account;AccountKey=c2VjcmV0", "on this machine only")]
    [InlineData("--AzureWebJobsStorage:accountName=account", "on this machine only")]
    public async Task A_setting_that_cannot_work_is_refused(string argument, string reason)
    {
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => StartAsync(argument));
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    private static DateTimeOffset At(int year, int month, int day) => new(year, month, day, 0, 0, 0, TimeSpan.Zero);

    private static async Task<JsonElement> TravelAsync(RunningApp app, object body)
    {
        using var answer = await app.Http.PostAsJsonAsync("/api/dev/time", body);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task<DateTimeOffset> NowAsync(RunningApp app) =>
        (await app.Http.GetFromJsonAsync<JsonElement>("/api/dev/time")).GetProperty("now").GetDateTimeOffset();

    private string[] Args => ["--LeadScoring:TimeTravel=true", $"--LeadScoring:DataPath={_folder.Path}"];

    private Task<RunningApp> StartAsync(params string[] more) =>
        RunningApp.StartAsync([typeof(Chronicler)], Configure, [.. Args, .. more]);

    private void Configure(FunctionsApplicationBuilder builder)
    {
        builder.Services.AddSingleton(_journal);
        builder.UseTimeTravel((_, after, _) => Task.FromResult(_due(after)));
    }
}
