using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using LeadScoring.Tests.Mail;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Tests.Misbehaving;

/// <summary>
/// A provider that takes mails, loses its answers, fails half way and turns away, drawn by seed; and that counts what
/// it took, which is the truth about mails. Its events are <see cref="EventStream"/>'s.
/// </summary>
internal sealed class MisbehavingSendGrid : IAsyncDisposable
{
    private readonly int _seed;
    private readonly Func<DateTimeOffset> _clock;
    private readonly ConcurrentDictionary<string, int> _calls = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<TakenMail> _taken = new();
    private FakeSendGrid? _server;

    private MisbehavingSendGrid(int seed, Func<DateTimeOffset> clock) => (_seed, _clock) = (seed, clock);

    public Uri Address => _server!.Address;

    /// <summary>From now on it takes every mail at once.</summary>
    public bool IsCalm { get; set; }

    /// <summary>The number that mails taken from now on carry.</summary>
    public int Act { get; set; }

    /// <summary>Every mail it took, as often as it took it.</summary>
    public IReadOnlyList<TakenMail> Taken => [.. _taken];

    public int Calls => _calls.Values.Sum();

    /// <param name="seed">Of its moods.</param>
    /// <param name="clock">The app's.</param>
    public static async Task<MisbehavingSendGrid> StartAsync(int seed, Func<DateTimeOffset> clock)
    {
        var provider = new MisbehavingSendGrid(seed, clock);
        provider._server = await FakeSendGrid.Start(provider.AnswerAsync);
        return provider;
    }

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    private async Task AnswerAsync(HttpContext context, JsonElement body)
    {
        var mail = TakenMail.Of(body, _clock(), Act);
        var attempt = _calls.AddOrUpdate(mail.SendId, 1, (_, calls) => calls + 1);
        var mood = IsCalm ? Mood.Accept : Moods.Draw(_seed, mail.SendId, attempt);
        if (Moods.TakesTheMail(mood)) _taken.Enqueue(mail);
        var response = context.Response;
        switch (mood)
        {
            case Mood.AcceptSlowly:
                await Task.Delay(100 + Moods.Chance(_seed, mail.SendId).Next(900), context.RequestAborted);
                goto case Mood.Accept;
            case Mood.Accept:
                response.StatusCode = StatusCodes.Status202Accepted;
                response.Headers["X-Message-Id"] = $"m-{mail.SendId[..8]}";
                break;
            case Mood.DropBefore or Mood.DropAfter:
                context.Abort();
                break;
            case Mood.HalfAnAnswer:
                response.ContentLength = 100;
                await response.WriteAsync("{", context.RequestAborted);
                context.Abort();
                break;
            default:
                TurnAway(response, mood, mail.SendId);
                break;
        }
    }

    private void TurnAway(HttpResponse response, Mood mood, string sendId)
    {
        var seconds = 5 + Moods.Chance(_seed, sendId).Next(600);
        response.StatusCode = mood switch
        {
            Mood.TooMany or Mood.TooManyUntil or Mood.TooManyBare => StatusCodes.Status429TooManyRequests,
            Mood.Away => StatusCodes.Status503ServiceUnavailable,
            Mood.Refuse => StatusCodes.Status400BadRequest,
            Mood.GatewayAfter => StatusCodes.Status504GatewayTimeout,
            _ => StatusCodes.Status500InternalServerError,
        };
        if (mood == Mood.TooMany) response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (mood == Mood.TooManyUntil)
            response.Headers["X-RateLimit-Reset"] = _clock().AddSeconds(seconds).ToUnixTimeSeconds()
                .ToString(CultureInfo.InvariantCulture);
    }
}
