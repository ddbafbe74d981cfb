using LeadScoring.Leads;

namespace LeadScoring.Intake;

/// <summary>
/// Domains whose addresses are thrown away after minutes: <c>disposable-domains.txt</c> in the content folder, one
/// domain a line, which covers its sub-domains too; empty lines and lines that begin with <c>#</c> are skipped. Nobody
/// can be written to there for months, so an entry with such an address is refused, and says so.
/// </summary>
public sealed class DisposableDomains
{
    public static readonly DisposableDomains None = new([]);

    private readonly HashSet<string> _domains;

    private DisposableDomains(HashSet<string> domains) => _domains = domains;

    /// <summary>Reads the file; <paramref name="refuse"/> hears the number of each line that is wrong.</summary>
    public static DisposableDomains Read(IEnumerable<string> lines, Action<int, string> refuse)
    {
        var domains = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, line) in lines.Index())
        {
            var text = line.Trim();
            if (text.Length == 0 || text.StartsWith('#')) continue;
            if (EmailAddress.Parse($"anybody@{text}", out _) is { } somebody) domains.Add(DomainOf(somebody));
            else refuse(index + 1, "Must be a domain like mailinator.com, or a comment that begins with #.");
        }
        return new DisposableDomains(domains);
    }

    public bool Cover(EmailAddress email)
    {
        var domain = DomainOf(email);
        while (!_domains.Contains(domain))
        {
            var dot = domain.IndexOf('.', StringComparison.Ordinal);
            if (dot < 0) return false;
            domain = domain[(dot + 1)..];
        }
        return true;
    }

    private static string DomainOf(EmailAddress email) =>
        email.Normalised[(email.Normalised.IndexOf('@', StringComparison.Ordinal) + 1)..];
}
