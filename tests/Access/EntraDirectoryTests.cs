using System.Net;
using LeadScoring.Access;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeadScoring.Tests.Access;

/// <summary>A directory that hangs or is away costs one question at a time, however many wait for it.</summary>
public sealed class EntraDirectoryTests
{
    [Fact]
    public async Task All_who_wait_share_one_question_and_who_gives_up_ends_it_for_nobody_else()
    {
        using var net = new Net();
        var directory = DirectoryOf(net, new StopWatch());
        using var impatient = new CancellationTokenSource();
        var given = directory.ReadAsync(isKeyMissing: false, impatient.Token);
        var waiting = Enumerable.Range(0, 20).Select(_ => directory.ReadAsync(isKeyMissing: false, default)).ToList();

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        net.Answer.SetResult(HttpStatusCode.NotFound);

        Assert.All(await Task.WhenAll(waiting), Assert.Null);
        Assert.Equal(1, net.Asked);
    }

    [Fact]
    public async Task After_a_question_that_was_not_answered_the_next_is_put_some_seconds_later()
    {
        using var net = new Net();
        var time = new StopWatch();
        var directory = DirectoryOf(net, time);
        net.Answer.SetResult(HttpStatusCode.NotFound);
        await directory.ReadAsync(isKeyMissing: false, default);

        await directory.ReadAsync(isKeyMissing: false, default);
        Assert.Equal(1, net.Asked);
        time.Pass(TimeSpan.FromSeconds(5));
        await directory.ReadAsync(isKeyMissing: false, default);
        Assert.Equal(2, net.Asked);
    }

    [Theory]
    [InlineData("noise")]
    [InlineData("a.b")]
    [InlineData("")]
    public async Task The_directory_is_not_asked_about_what_is_no_token(string sent)
    {
        using var net = new Net();
        var time = new StopWatch();
        var tokens = new EntraTokens(Settings, DirectoryOf(net, time), time);

        Assert.Equal(KnockProblem.BadToken, (await tokens.ReadAsync(sent, default)).Problem);
        Assert.Equal(KnockProblem.BadToken, (await tokens.ReadAsync(new string('a', 20_000), default)).Problem);
        Assert.Equal(0, net.Asked);
    }

    private static EntraSettings Settings { get; } = new(new Uri("https://directory.example/tenant"), "client");

    private static EntraDirectory DirectoryOf(Net net, TimeProvider time) => new(
        Settings, new HttpClient(net), EntraPace.Usual, time, NullLogger<EntraDirectory>.Instance);

    /// <summary>Runs when it is told to.</summary>
    private sealed class StopWatch : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Pass(TimeSpan span) => _ticks += span.Ticks;
    }

    /// <summary>A directory that answers when it is told to.</summary>
    private sealed class Net : HttpMessageHandler
    {
        private int _asked;

        public TaskCompletionSource<HttpStatusCode> Answer { get; } = new();

        public int Asked => _asked;

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _asked);
            return new HttpResponseMessage(await Answer.Task) { RequestMessage = request };
        }
    }
}
