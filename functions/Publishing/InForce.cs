using System.Collections.Concurrent;
using LeadScoring.Mail;
using LeadScoring.Pages;
using LeadScoring.RollOut;
using LeadScoring.Scoring;
using LeadScoring.Sending;

namespace LeadScoring.Publishing;

/// <summary>
/// The content in force in this process: the edition and what is compiled from it, and the versions of the rules under
/// which leads may stand. Set before the first trigger fires; rules, scenarios and mails change later, by
/// <see cref="RulesWatch"/>.
/// </summary>
public sealed class InForce
{
    private readonly ConcurrentDictionary<int, ScoringRules> _known = new();
    private Compiled? _compiled;

    public Edition Edition => Now.Edition;
    public SitePages Pages => Now.Pages;
    public MailTemplates Templates => Now.Templates;

    /// <summary>
    /// The versions under which leads may stand in lists, oldest first: one, except while new rules are rolled out.
    /// </summary>
    public IReadOnlyList<RulesLine> Lines => Now.Lines;

    private Compiled Now => _compiled ?? throw new InvalidOperationException("The content is not loaded yet.");

    /// <summary>
    /// The rules a lead of this stamp (<see cref="Leads.Profile.Rules"/>) is shown under; those in force for a lead
    /// without one.
    /// </summary>
    public ScoringRules RulesOf(int? version) =>
        version is { } stamp && Find(stamp) is { } own ? own : Edition.Rules;

    /// <summary>A version that is or was open in the life of this process; null for others.</summary>
    public ScoringRules? Find(int version) => _known.GetValueOrDefault(version);

    public void Use(Edition edition) => Use(edition, [new RulesLine(edition.Rules.Version, edition.Rules)]);

    public void Use(Edition edition, IReadOnlyList<RulesLine> lines)
    {
        foreach (var line in lines.Where(line => line.Version != 0)) _known[line.Version] = line.Rules;
        edition = edition.WithHolidays(); // of what was published at run time, too
        var templates = _compiled is { } now && ReferenceEquals(now.Edition.Templates, edition.Templates)
            ? now.Templates // as they were: what changed is a rule or a pause
            : new MailTemplates(edition.Templates);
        _compiled = new Compiled(edition, lines, new SitePages(edition), templates);
    }

    private sealed record Compiled(
        Edition Edition, IReadOnlyList<RulesLine> Lines, SitePages Pages, MailTemplates Templates);
}

/// <summary>
/// One version of the rules under which leads may stand; 0 for leads placed before the lists had versions, which are
/// read under the rules in force.
/// </summary>
public sealed record RulesLine(int Version, ScoringRules Rules);
