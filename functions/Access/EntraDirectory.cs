using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace LeadScoring.Access;

/// <summary>
/// What the directory says of itself, its issuer and its keys: read when somebody signs in first, again after half a
/// day, and when a token was signed with a key that is not among them, at most once in a while. What was read stays
/// good while the directory does not answer. Real time, whatever the app's clock says.
/// </summary>
public sealed partial class EntraDirectory(
    EntraSettings settings, HttpClient http, EntraPace pace, TimeProvider time, ILogger<EntraDirectory> log)
    : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private OpenIdConnectConfiguration? _known;
    private long _askedAt;

    /// <summary>Null where it does not answer and never has.</summary>
    /// <param name="isKeyMissing">A key was not among those that are known.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task<OpenIdConnectConfiguration?> ReadAsync(bool isKeyMissing, CancellationToken cancel)
    {
        if (IsFresh(isKeyMissing)) return _known;
        await _turn.WaitAsync(cancel);
        try
        {
            if (IsFresh(isKeyMissing)) return _known; // somebody else has asked meanwhile
            _known = await OpenIdConnectConfigurationRetriever.GetAsync(
                settings.Metadata,
                new HttpDocumentRetriever(http) { RequireHttps = settings.Authority!.Scheme == Uri.UriSchemeHttps },
                cancel);
            _askedAt = time.GetTimestamp();
        }
        catch (Exception away) when (!cancel.IsCancellationRequested)
        {
            LogAway(away);
            if (_known is not null) _askedAt = time.GetTimestamp();
        }
        finally
        {
            _turn.Release();
        }
        return _known;
    }

    public void Dispose() => _turn.Dispose();

    private bool IsFresh(bool isKeyMissing) =>
        _known is not null
        && time.GetElapsedTime(Volatile.Read(ref _askedAt)) < (isKeyMissing ? pace.ForNewKeys : pace.MaxAge);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The identity provider does not tell its keys")]
    private partial void LogAway(Exception away);
}

/// <summary>How long what the directory said is believed, and how long where a token names a key it did not.</summary>
public sealed record EntraPace(TimeSpan MaxAge, TimeSpan ForNewKeys)
{
    public static EntraPace Usual { get; } = new(TimeSpan.FromHours(12), TimeSpan.FromSeconds(30));
}
