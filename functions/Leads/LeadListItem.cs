using System.Globalization;
using System.Text.Json.Serialization;
using LeadScoring.Access;
using LeadScoring.Learning;
using LeadScoring.Parsing;
using LeadScoring.Sales;
using LeadScoring.Scoring;

namespace LeadScoring.Leads;

/// <summary>A lead in a list, with its numbers of this second. Field names are the contract's;
/// <paramref name="Interests"/> are its scores in other product lines.</summary>
public sealed record LeadListItem(
    string LeadId, string Email, string? Name, string? Phone, string Product, double Score, double Points,
    string? Stage, DateTimeOffset? StageSince, string? Class, DateTimeOffset? LastReactionAt,
    IReadOnlyList<Why> Why, string? CoolsOn, string? Owner, IReadOnlyList<string> Campaigns,
    bool MayCall, IReadOnlyList<Interest> Interests)
{
    /// <summary>Of an order; null where <see cref="ProbabilityReason"/> says why.</summary>
    public Chances? Probability { get; init; }
    public string? ProbabilityReason { get; init; }

    /// <summary>Null: it is not like loyal customers, as far as is known.</summary>
    public LikenessView? Likeness { get; init; }

    /// <summary>What it answered, of the attributes that lists show (<c>filters</c> of sales.json).</summary>
    public IReadOnlyDictionary<string, string?> Attributes { get; init; } = new Dictionary<string, string?>();

    /// <summary>Those of them whose values the caller may not see.</summary>
    public IReadOnlyList<string> Masked { get; init; } = [];

    /// <summary>Its scores of the past months, where they were asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<double>? Curve { get; init; }

    /// <summary>Who works this lead; null from the second on in which it ends.</summary>
    public ClaimView? Claim { get; init; }

    /// <summary>When sales is to get in touch again, also where that is past and nobody has.</summary>
    public DateTimeOffset? NextContactAt { get; init; }

    /// <summary>As it is shown to somebody from whom these answers are hidden.</summary>
    public LeadListItem Without(IReadOnlySet<string> hidden) => this with
    {
        Attributes = Attributes.ToDictionary(
            one => one.Key, one => hidden.Contains(one.Key) ? null : one.Value, StringComparer.Ordinal),
        Masked = Masking.Masked(Attributes.Keys, hidden),
    };

    public static LeadListItem Of(
        RankRow row, ScoringRules rules, ProductLine product, DateTimeOffset now, string language)
    {
        var standing = Standing.Of(row.Input, row.Stage, rules, product, now);
        return new LeadListItem(
            row.LeadId, row.Email, row.Name, row.Phone, product.Id, standing.Score, standing.Points, row.Stage,
            row.StageSince, row.Class, row.LastReactionAt, Reasons.Of(standing.Terms, rules, language),
            standing.CoolsOn, row.OwnerAt(now), row.Campaigns, !row.DoNotCall,
            Scoring.Interests.Of(row.Interests, rules, now))
        {
            Likeness = LikenessView.Of(row.Likeness, language),
            Attributes = row.Attributes.ToDictionary(
                answer => answer.Key, string? (answer) => answer.Value, StringComparer.Ordinal),
        };
    }
}

/// <summary>One reason for a score, in words, with the points it gives today.</summary>
public sealed record Why(string Text, double Points);

/// <summary>The reaction types that weigh most, each with how often and when last.</summary>
public static class Reasons
{
    public static IReadOnlyList<Why> Of(IReadOnlyList<Term> terms, ScoringRules rules, string language) =>
        [.. terms.GroupBy(term => term.Type, StringComparer.Ordinal)
            .Select(type => (
                Type: type.Key, Count: type.Sum(t => t.Count), Last: type.Max(t => t.Day),
                Points: type.Sum(t => t.Points)))
            .Where(type => type.Points != 0)
            .OrderByDescending(type => Math.Abs(type.Points)).ThenBy(type => type.Type, StringComparer.Ordinal)
            .Take(3)
            .Select(type => new Why(
                Text(rules.Reactions[type.Type].Label.For(language), type.Count, type.Last, language), type.Points))];

    private static string Text(string label, int count, int lastDay, string language)
    {
        var date = Standing.DateText(lastDay);
        var times = count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" ×{count}");
        return language.Say($"{label}{times}（最終 {date}）", $"{label}{times} (last {date})");
    }
}
