using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace LeadScoring.Access;

/// <summary>
/// What the directory says of itself, its issuer and its keys: read when somebody signs in first, again after half a
/// day, and when a token was signed with a key that is not among them, at most once in a while. What was read stays
/// good while the directory does not answer. All who wait share one question, and after one that was not answered the
/// next is put some seconds later. Real time, whatever the app's clock says.
/// </summary>
public sealed partial class EntraDirectory(
    EntraSettings settings, HttpClient http, EntraPace pace, TimeProvider time, ILogger<EntraDirectory> log)
{
    private readonly Lock _lock = new();
    private OpenIdConnectConfiguration? _known;
    private Task _asking = Task.CompletedTask;
    private long _askedAt;
    private long? _failedAt;

    /// <summary>Null where it does not answer and never has.</summary>
    /// <param name="isKeyMissing">A key was not among those that are known.</param>
    /// <param name="cancel">Ends the wait of this caller; the others go on waiting.</param>
    public async Task<OpenIdConnectConfiguration?> ReadAsync(bool isKeyMissing, CancellationToken cancel)
    {
        Task asking;
        lock (_lock)
        {
            if (IsFresh(isKeyMissing) || IsAway) return _known;
            if (_asking.IsCompleted) _asking = Task.Run(AskAsync, CancellationToken.None);
            asking = _asking;
        }
        await asking.WaitAsync(cancel);
        lock (_lock) return _known;
    }

    /// <summary>Who was refused an answer is not asked again at once by everybody who waits for one.</summary>
    private bool IsAway => _failedAt is { } failed && time.GetElapsedTime(failed) < pace.AfterFailure;

    private bool IsFresh(bool isKeyMissing) =>
        _known is not null
        && time.GetElapsedTime(_askedAt) < (isKeyMissing ? pace.ForNewKeys : pace.MaxAge);

    /// <summary>One for all who wait, within the client's time limit.</summary>
    private async Task AskAsync()
    {
        try
        {
            var read = await OpenIdConnectConfigurationRetriever.GetAsync(
                settings.Metadata,
                new HttpDocumentRetriever(http) { RequireHttps = settings.Authority!.Scheme == Uri.UriSchemeHttps },
                CancellationToken.None);
            lock (_lock) (_known, _askedAt, _failedAt) = (read, time.GetTimestamp(), null);
        }
        catch (Exception away)
        {
            LogAway(away);
            lock (_lock) _failedAt = time.GetTimestamp();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The identity provider does not tell its keys")]
    private partial void LogAway(Exception away);
}

/// <summary>
/// How long what the directory said is believed, how long where a token names a key it did not, and how long it is left
/// alone after it did not answer.
/// </summary>
public sealed record EntraPace(TimeSpan MaxAge, TimeSpan ForNewKeys, TimeSpan AfterFailure)
{
    public static EntraPace Usual { get; } = new(
        TimeSpan.FromHours(12), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(5));
}
