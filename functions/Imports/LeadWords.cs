using System.Collections.Immutable;
using LeadScoring.Leads;

namespace LeadScoring.Imports;

/// <summary>What was told of who somebody is, and since when the brand knows them.</summary>
public sealed record LeadWords
{
    /// <summary>When the lead was made otherwise; null: nobody else speaks of this person.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    public bool Known { get; init; }
    public DateTimeOffset? KnownSince { get; init; }
    public Dated? Name { get; init; }
    public Dated? Phone { get; init; }
    public Dated? Locale { get; init; }

    public ImmutableSortedDictionary<string, Dated> Attributes { get; init; } =
        ImmutableSortedDictionary.Create<string, Dated>(StringComparer.Ordinal);

    public static LeadWords Of(Profile? profile) => profile is null ? new LeadWords() : new LeadWords
    {
        CreatedAt = profile.CreatedAt,
        Known = profile.Known,
        KnownSince = profile.KnownSince,
        Name = profile.Name,
        Phone = profile.Phone,
        Locale = profile.Locale,
        Attributes = profile.Attributes,
    };

    /// <summary>Of each thing the newer word, whichever was said first.</summary>
    public LeadWords And(LeadWords other) => this with
    {
        Name = Newest(Name, other.Name),
        Phone = Newest(Phone, other.Phone),
        Locale = Newest(Locale, other.Locale),
        Attributes = other.Attributes.Aggregate(Attributes, (all, answer) => all.SetItem(
            answer.Key, Newest(all.GetValueOrDefault(answer.Key), answer.Value)!)),
    };

    private static Dated? Newest(Dated? known, Dated? other) =>
        other is null ? known : Dated.Newest(known, other.Value, other.At);
}

/// <summary>
/// What one import did to a lead, by which it can be taken back.
/// </summary>
/// <param name="At">When it first reached this lead; no two of them did so at once.</param>
/// <param name="Line">The last line of the file that told of who they are.</param>
/// <param name="Words">What it told of who they are.</param>
/// <param name="Before">
/// Each product it counted in, without its counts, as it was before; null for one that was not there.
/// </param>
/// <param name="History">Rows of history that it made.</param>
public sealed record ImportedPart(
    DateTimeOffset At, int Line, LeadWords Words, ImmutableSortedDictionary<string, ProductState?> Before,
    ImmutableArray<string> History)
{
    private const int MostVerdicts = 40;

    /// <summary>What became of the last lines that told of who they are; a repeated slice says the same.</summary>
    public ImmutableSortedDictionary<int, Verdict> Verdicts { get; init; } =
        ImmutableSortedDictionary<int, Verdict>.Empty;

    public ImportedPart With(int line, Verdict verdict)
    {
        var verdicts = Verdicts.SetItem(line, verdict);
        if (verdicts.Count > MostVerdicts) verdicts = verdicts.Remove(verdicts.Keys.First());
        return this with { Verdicts = verdicts };
    }

    public static ImportedPart BeginAfter(ImportedProfile others, DateTimeOffset now)
    {
        var last = others.Parts.Values.Select(part => part.At).DefaultIfEmpty().Max();
        return new ImportedPart(
            now > last ? now : last.AddTicks(1), 0, new LeadWords(),
            ImmutableSortedDictionary.Create<string, ProductState?>(StringComparer.Ordinal), []);
    }
}

/// <summary>What imports told of a lead, by their ids, and what the lead would be without any of them.</summary>
public sealed record ImportedProfile(LeadWords Otherwise, ImmutableSortedDictionary<string, ImportedPart> Parts)
{
    /// <summary>What imports told of a lead (null: it is not there), with a part of this one.</summary>
    public static ImportedProfile With(string import, Profile? before, DateTimeOffset now)
    {
        var imports = before?.Imports ?? new ImportedProfile(
            LeadWords.Of(before), ImmutableSortedDictionary.Create<string, ImportedPart>(StringComparer.Ordinal));
        return imports.Parts.ContainsKey(import)
            ? imports
            : imports with { Parts = imports.Parts.Add(import, ImportedPart.BeginAfter(imports, now)) };
    }
}
