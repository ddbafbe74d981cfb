using Azure;
using Azure.Data.Tables;
using LeadScoring.Leads;
using LeadScoring.Parking;
using LeadScoring.Storage;
using LeadScoring.Tests.Contracts;
using LeadScoring.Tests.Infra;
using Microsoft.Extensions.Logging;

namespace LeadScoring.Tests.Parking;

public sealed class ParkingHandlerTests : IAsyncLifetime
{
    private const string Text = """{"leadId":"a1","entryKey":"entry|b2"}""";
    private static readonly string Id = PoisonMessage.Read(Queues.Entries, Text).Id;

    private readonly EmbeddedBackEnd _store = new();
    private readonly MovableClock _clock = new(new DateTimeOffset(2027, 2, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly Lines _log = new();
    private Tables _tables = null!;
    private ParkedStore _parked = null!;

    public async ValueTask InitializeAsync()
    {
        await _store.InitializeAsync();
        _tables = new Tables(_store.Tables);
        await _tables.CreateAsync(_store.Queues, default);
        _parked = new ParkedStore(_tables);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task What_succeeds_when_tried_once_more_leaves_no_trace()
    {
        EntryArrived? handled = null;

        await HandleAsync(Text, (message, _) => Task.FromResult(handled = message));

        Assert.Equal(new EntryArrived("a1", "entry|b2"), handled);
        Assert.Empty(await RowsAsync());
        Assert.Equal([4103], _log.Events);
    }

    [Fact]
    public async Task What_fails_again_is_parked_with_its_error_and_its_repeats_are_not_tried()
    {
        var tries = 0;
        Task Fail(EntryArrived message, CancellationToken cancel)
        {
            tries++;
            throw new LeadBusyException(message.LeadId);
        }

        await HandleAsync(Text, Fail);
        await HandleAsync(Text, Fail);

        var parked = Assert.Single(await _parked.ReadAsync(Queues.Entries, null, 10, default));
        Assert.Equal((Id, Text, 1), (parked.Id, parked.Message, parked.Times));
        Assert.StartsWith("LeadBusyException: ", parked.Error, StringComparison.Ordinal);
        Assert.Equal(1, tries);
        Assert.Equal(2, (await RowsAsync()).Count);
    }

    [Fact]
    public async Task Only_the_first_of_a_queue_raises_the_alert_and_the_alert_listens_to_its_words()
    {
        await HandleAsync("first", Succeed);
        await HandleAsync("second", Succeed);

        Assert.Equal([4102, 4101, 4102], _log.Events);
        Assert.StartsWith("FirstParked: ", _log.Texts[1], StringComparison.Ordinal);
        Assert.Contains(
            """Message contains "FirstParked:" """.TrimEnd(), BicepFile.Of("infra-bicep/modules/alerts.bicep").Code,
            StringComparison.Ordinal);
        var parked = await _parked.ReadAsync(Queues.Entries, null, 10, default);
        Assert.All(parked, message => Assert.StartsWith(
            "UnreadableMessageException: The text is no EntryArrived.", message.Error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_outage_parks_nothing_and_leaves_the_message_to_another_try()
    {
        var away = new RequestFailedException(503, "", "ServerBusy", null);

        var thrown = await Assert.ThrowsAsync<RequestFailedException>(() => HandleAsync(Text, (_, _) => throw away));

        Assert.Same(away, thrown);
        Assert.Empty(await RowsAsync());
    }

    [Fact]
    public async Task A_stop_of_the_process_parks_nothing()
    {
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => HandleAsync(Text, async (_, cancel) =>
        {
            await stop.CancelAsync();
            cancel.ThrowIfCancellationRequested();
        }, stop.Token));

        Assert.Empty(await RowsAsync());
    }

    [Fact]
    public async Task What_takes_too_long_is_cut_off_and_parked()
    {
        var handler = new ParkingHandler(_parked, _clock, _log) { LongestTry = TimeSpan.FromMilliseconds(20) };

        await handler.HandleAsync<EntryArrived>(
            Queues.Entries, Text, (_, cancel) => Task.Delay(Timeout.Infinite, cancel), default);

        var parked = Assert.Single(await _parked.ReadAsync(Queues.Entries, null, 10, default));
        Assert.StartsWith("LastTryTooLongException: It took longer than ", parked.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_copies_are_not_tried_at_the_same_time_and_none_is_dropped()
    {
        await HandleAsync(Text, async (_, _) =>
            await Assert.ThrowsAsync<LastTryRunsException>(() => HandleAsync(Text, Succeed)));

        Assert.Empty(await RowsAsync());
    }

    [Fact]
    public async Task A_message_whose_process_died_at_it_three_times_is_parked_untried()
    {
        for (var death = 0; death < 3; death++)
        {
            await _parked.BeginAsync(Queues.Entries, Id, _clock.GetUtcNow(), default);
            _clock.Pass(TimeSpan.FromMinutes(10));
        }

        await HandleAsync(Text, (_, _) => throw new InvalidOperationException("Was tried."));

        var parked = Assert.Single(await _parked.ReadAsync(Queues.Entries, null, 10, default));
        Assert.Equal("The process ended each time while it was handled.", parked.Error);
    }

    [Fact]
    public async Task One_death_may_have_been_a_stop_so_the_message_is_tried_again()
    {
        await _parked.BeginAsync(Queues.Entries, Id, _clock.GetUtcNow(), default);
        _clock.Pass(TimeSpan.FromMinutes(10));

        await HandleAsync(Text, Succeed);

        Assert.Empty(await RowsAsync());
    }

    private static Task Succeed(EntryArrived message, CancellationToken cancel) => Task.CompletedTask;

    private Task HandleAsync(
        string text, Func<EntryArrived, CancellationToken, Task> handle, CancellationToken cancel = default) =>
        new ParkingHandler(_parked, _clock, _log).HandleAsync(Queues.Entries, text, handle, cancel);

    private async Task<List<TableEntity>> RowsAsync() => await _tables.Parked.QueryAsync<TableEntity>().ToListAsync();

    private sealed class Lines : ILogger<ParkingHandler>
    {
        public List<int> Events { get; } = [];

        public List<string> Texts { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            Events.Add(eventId.Id);
            Texts.Add(formatter(state, exception));
        }
    }
}
