using LeadScoring.Leads;

namespace LeadScoring.Imports;

/// <summary>What lines of one lead are worth, before anything is counted.</summary>
/// <param name="After">The lead with what the lines say of the person.</param>
/// <param name="Facts">New rows, and known ones that get the import's mark.</param>
/// <param name="Brought">What is new of reactions and purchases.</param>
/// <param name="HasWords">Whether lines say who the person is.</param>
/// <param name="Verdicts">What becomes of each line.</param>
public sealed record Judged(
    Lead After, IReadOnlyList<Fact> Facts, IReadOnlyList<ImportItem> Brought, bool HasWords,
    IReadOnlyList<LineVerdict> Verdicts)
{
    public bool BringsAnything => Verdicts.Any(one => one.Verdict is Verdict.Accepted or Verdict.Changed);
}

/// <summary>Pure: whether a line is new, known, a change or a mistake, by what is known of its lead.</summary>
public static class Judging
{
    public const string Erased = "The person's data was erased: an import does not bring them back.";
    public const string Conflict = "Another content is known under this id: the first one counts.";

    public static Judged Of(Lead lead, ImportTouch touch, KnownFacts known, DateTimeOffset now)
    {
        if (lead.Gone is { IsClosed: true })
            return new Judged(lead, [], [], false, [.. touch.Items.Select(item =>
                new LineVerdict(item.Line, Verdict.Rejected, Erased))]);
        var (facts, brought) = (new Dictionary<string, Fact>(StringComparer.Ordinal), new List<ImportItem>());
        var verdicts = touch.Items.Where(item => item.Words is null)
            .Select(item => Place(item, touch.Import, known, facts, brought)).ToList();
        var words = touch.Items.Where(item => item.Words is not null).ToList();
        var after = facts.Count > 0 || words.Count > 0 ? Introduced(lead, touch, now) : lead;
        var isListed = touch.Product is not { } product || lead.Products.ContainsKey(product);
        foreach (var (at, item) in words.Index())
            verdicts.Add(Tell(
                ref after, item, touch, at > 0 ? Verdict.Unchanged
                    : !lead.IsKnown ? Verdict.Accepted : isListed ? Verdict.Unchanged : Verdict.Changed));
        return new Judged(after, [.. facts.Values], brought, words.Count > 0, verdicts);
    }

    /// <summary>Whether a line is new, as its row says; what is new is added to facts and what was brought.</summary>
    private static LineVerdict Place(
        ImportItem item, string import, KnownFacts known, Dictionary<string, Fact> facts, List<ImportItem> brought)
    {
        var mark = ImportMark.Of(import, item.Line);
        for (var number = 1; ; number++)
        {
            var named = item.HasOwnId ? item : item.Numbered(number);
            var key = named.Row();
            if (facts.TryGetValue(key, out var here))
            {
                if (!item.HasOwnId) continue; // an equal line of the same slice
                return item.Read(Storage.Json.Write(here.Body)).Told == named.Told()
                    ? new LineVerdict(item.Line, Verdict.Unchanged)
                    : new LineVerdict(item.Line, Verdict.Rejected, Conflict);
            }
            if (!known.ByKey.TryGetValue(key, out var json))
            {
                facts.Add(key, new Fact(key, named.Marked([mark])));
                brought.Add(named);
                return new LineVerdict(item.Line, Verdict.Accepted);
            }
            var (told, marks) = named.Read(json);
            if (told != named.Told()) return new LineVerdict(item.Line, Verdict.Rejected, Conflict);
            var own = marks?.FirstOrDefault(one => ImportMark.IsOf(one, import));
            if (own == mark) // this very line, in an earlier run of its slice
                return new LineVerdict(item.Line, marks![0] == mark ? Verdict.Accepted : Verdict.Unchanged);
            if (own is not null && !item.HasOwnId) continue;
            if (own is null && marks is not null)
                facts.Add(key, new Fact(key, named.Marked([.. marks, mark]), known.Versions[key]));
            return new LineVerdict(item.Line, Verdict.Unchanged);
        }
    }

    /// <summary>The lead as it is known from here on; what it would be without imports is kept beside.</summary>
    private static Lead Introduced(Lead lead, ImportTouch touch, DateTimeOffset now)
    {
        var profile = lead.Profile ?? new Profile { Email = touch.Items[0].Email, CreatedAt = now };
        return lead with
        {
            Profile = profile with
            {
                Known = true,
                KnownSince = profile.Known ? profile.KnownSince : now,
                Imports = ImportedProfile.With(touch.Import, lead.Profile, now),
            },
        };
    }

    /// <summary>One that says nothing new may yet be the first to speak of the person: it is the least then.</summary>
    private static LineVerdict Tell(ref Lead lead, ImportItem item, ImportTouch touch, Verdict least)
    {
        var profile = lead.Profile!;
        var part = profile.Imports!.Parts[touch.Import];
        if (item.Line <= part.Line) // in an earlier run
            return new LineVerdict(item.Line, part.Verdicts.GetValueOrDefault(item.Line));
        lead = Importing.With(
            lead, touch.Import, told => told with { Line = item.Line, Words = told.Words.And(item.Words!) });
        lead = lead with { Profile = Importing.Effective(lead.Profile!) };
        var verdict = least == Verdict.Unchanged && Said(lead.Profile) != Said(profile) ? Verdict.Changed : least;
        lead = Importing.With(lead, touch.Import, told => told.With(item.Line, verdict));
        return new LineVerdict(item.Line, verdict);
    }

    /// <summary>Without when: the same said once more is nothing new.</summary>
    private static string Said(Profile profile) => Storage.Json.Write(new
    {
        Name = profile.Name?.Value,
        Phone = profile.Phone?.Value,
        Locale = profile.Locale?.Value,
        Attributes = profile.Attributes.Select(answer => KeyValuePair.Create(answer.Key, answer.Value.Value)),
    });
}
