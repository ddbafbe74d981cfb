using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using LeadScoring.Mail;

namespace LeadScoring.Tests.Hostile;

/// <summary>
/// What scanners see: every link into the app of every mail in the outbox, each to be fetched and HEAD-ed once, as
/// mails come in.
/// </summary>
internal sealed partial class Targets(string dataPath, Uri app)
{
    private readonly string _folder = Path.Combine(dataPath, "outbox");
    private readonly Outbox _outbox = new(Path.Combine(dataPath, "outbox"));
    private readonly HashSet<string> _seen = [];
    private readonly Dictionary<string, int> _asked = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(HttpMethod Method, string Path)> _unread = new();
    private readonly ConcurrentDictionary<string, byte> _tokens = new();

    public int Mails => _seen.Count;

    /// <summary>
    /// The most that one address was asked to confirm: three times on the day of the attack, and victims once before.
    /// </summary>
    public int MostAsked => _asked.Count == 0 ? 0 : _asked.Values.Max();

    /// <summary>What may not be in a mail, of all mails so far.</summary>
    public ConcurrentQueue<string> Findings { get; } = new();

    public IReadOnlyCollection<string> Paths => (IReadOnlyCollection<string>)_tokens.Keys;

    public bool TryNext(out (HttpMethod Method, string Path) link) => _unread.TryDequeue(out link);

    /// <summary>Looks into the outbox; one caller at a time.</summary>
    public void Look()
    {
        if (!Directory.Exists(_folder)) return;
        foreach (var file in Directory.EnumerateFiles(_folder, "*.eml"))
        {
            var sendId = Path.GetFileNameWithoutExtension(file);
            if (_seen.Contains(sendId) || _outbox.Read(sendId) is not { } mail) continue;
            _seen.Add(sendId);
            Judge(mail);
            if (!mail.Headers.ContainsKey("List-Unsubscribe"))
                _asked[mail.To] = _asked.GetValueOrDefault(mail.To) + 1;
            foreach (var path in PathsIn(mail)) Add(path);
        }
    }

    public IEnumerable<string> PathsIn(OutboxMail mail) =>
        from Match match in Link().Matches(mail.Text + " " + mail.Html + " " + Header(mail, "List-Unsubscribe"))
        where Uri.TryCreate(match.Value, UriKind.Absolute, out var link) && link.Authority == app.Authority
        let path = new Uri(match.Value).PathAndQuery
        group path by path into same
        select same.Key;

    private void Add(string path)
    {
        if (path.StartsWith("/api/opt-in/", StringComparison.Ordinal)
            || path.StartsWith("/api/unsubscribe/", StringComparison.Ordinal)) _tokens[path] = 0;
        _unread.Enqueue((HttpMethod.Get, path));
        _unread.Enqueue((HttpMethod.Head, path));
    }

    private void Judge(OutboxMail mail)
    {
        if (mail.Headers.Keys.FirstOrDefault(name => name is "Bcc" or "X-Pwned") is { } header)
            Findings.Enqueue($"A mail has the header {header}.");
        foreach (var mark in Payloads.MarksInHtml)
        {
            if ((mail.Subject + mail.Html).Contains(mark, StringComparison.Ordinal))
                Findings.Enqueue($"A mail holds {mark}.");
        }
        if (mail.Text.Contains("pwned.example", StringComparison.Ordinal))
            Findings.Enqueue("A mail carries a bot's link.");
    }

    private static string Header(OutboxMail mail, string name) => mail.Headers.GetValueOrDefault(name, "");

    [GeneratedRegex(@"https?://[^\s""'<>&]+")]
    private static partial Regex Link();
}
