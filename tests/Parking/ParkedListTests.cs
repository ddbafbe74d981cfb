using System.Text.Json.Nodes;
using LeadScoring.Parking;
using LeadScoring.Tests.Doors;
using LeadScoring.Tests.Journeys;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Parking;

public sealed class ParkedListTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2027, 2, 1, 0, 0, 0, TimeSpan.Zero);

    private Brand _brand = null!;

    public async ValueTask InitializeAsync()
    {
        _brand = await Brand.OpenAsync("2027-02-01T00:00:00Z");
        var store = _brand.Services.GetRequiredService<ParkedStore>();
        for (var n = 0; n < 9; n++) // two of a minute each, on the queues in turn
        {
            var message = PoisonMessage.Read(Queues.All[n % 3], $"text {n}").Parked("Broken", Start.AddMinutes(n / 2));
            await store.BeginAsync(message.Queue, message.Id, Start, default);
            await store.ParkAsync(message, default);
        }
    }

    public ValueTask DisposeAsync() => _brand.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(9)]
    [InlineData(1000)]
    public async Task Pages_show_each_message_once_the_newest_first(int top)
    {
        var seen = await ReadAsync($"/api/parked?top={top}", top);

        Assert.Equal(
            Enumerable.Range(0, 9).Select(n => $"text {n}"),
            seen.Select(message => (string)message["message"]!).Order(StringComparer.Ordinal));
        var times = seen.Select(message => (string)message["parkedAt"]!).ToList();
        Assert.Equal(times.OrderDescending(StringComparer.Ordinal), times);
    }

    [Fact]
    public async Task One_queue_can_be_looked_at_and_retried_by_itself()
    {
        var sends = await ReadAsync("/api/parked?queue=sends&top=2", 2);
        Assert.Equal(["text 8", "text 5", "text 2"], sends.Select(message => (string)message["message"]!));

        var answer = await _brand.PostAsync("/api/parked/retry?queue=sends", new { });

        Assert.Equal((3, 0), ((int)answer["retried"]!, (int)answer["left"]!));
        Assert.Equal(6, (await ReadAsync("/api/parked?top=100", 100)).Count);
        Assert.Equal(6, (int)(await _brand.GetAsync("/api/health"))["parked"]!);
        await _brand.PostAsync("/api/parked/retry", new { }, 400);
    }

    [Theory]
    [InlineData("queue=leads", "queue", "Must be one of entries, reactions, sends, but is 'leads'.")]
    [InlineData("top=1001", "top", "Must be a whole number from 1 to 1000")]
    [InlineData("after=1", "after", "Is not a parameter here")]
    [InlineData("cursor=x", "cursor", "Is not a cursor of this list")]
    [InlineData("cursor=%F0%9F%98%80", "cursor", "Is not a cursor of this list")]
    [InlineData("cursor=MTIzfDQ1Ng", "cursor", "Is not a cursor of this list")]
    public async Task A_parameter_with_a_mistake_is_named(string query, string field, string remedy)
    {
        using var answer = await _brand.Http.GetAsync($"/api/parked?{query}");

        (await Refused.ReadAsync(answer, 400)).Names(field, remedy);
    }

    private async Task<List<JsonNode>> ReadAsync(string path, int top)
    {
        var seen = new List<JsonNode>();
        for (string? cursor = null; ;)
        {
            var page = await _brand.GetAsync(cursor is null ? path : $"{path}&cursor={cursor}");
            var messages = page["parked"]!.AsArray();
            Assert.InRange(messages.Count, 1, top);
            seen.AddRange(messages.Select(message => message!));
            if ((cursor = (string?)page["cursor"]) is null) return seen;
        }
    }
}
