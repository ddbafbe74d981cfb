using LeadScoring.Insights;

namespace LeadScoring.Voice;

/// <summary>
/// What people said in own words in one product line, on local days <paramref name="From"/> to <paramref name="To"/>.
/// People count once, however often they say something. <paramref name="EarlierRules"/>: how many things said were
/// matched by an earlier <c>voice.json</c>, and stand under its themes until they are read anew.
/// </summary>
public sealed record VoiceAnswer(
    string Product, Made Made, string From, string To, Heard All, IReadOnlyList<HeardOfType> Types,
    IReadOnlyList<HeardOfTheme> Themes, int EarlierRules, string? Note, string DoesNotProve);

/// <summary>People, and things said; the mean of the ratings that came with them, with a Student interval.</summary>
public sealed record Heard(int People, int Comments, Figure Rating);

/// <summary>By which kind of reaction it came.</summary>
public sealed record HeardOfType(string Type, string Label, int People, int Comments);

/// <summary>
/// One theme; <c>none</c> for what has no theme. <paramref name="Share"/>: of the people who said anything.
/// </summary>
public sealed record HeardOfTheme(
    string Theme, string Label, Heard Heard, Figure Share, IReadOnlyList<HeardOfGroup> ByClass,
    IReadOnlyList<HeardOfGroup> ByStage, IReadOnlyList<HeardOfMonth> Months, IReadOnlyList<Quote> Quotes);

/// <summary>
/// Among those who were of this class or in this stage when they spoke: who spoke of the theme, and the share of those
/// of the group who said anything. <c>none</c>: no customer, or in no stage.
/// </summary>
public sealed record HeardOfGroup(string Id, string Label, int People, Figure Share);

/// <summary>The same among those who said anything in this month (<c>2026-11</c>).</summary>
public sealed record HeardOfMonth(string Month, int People, Figure Share);

/// <summary>
/// Words whose author allowed to quote them, without names, addresses and numbers as far as these can be seen.
/// </summary>
public sealed record Quote(string Text, string Month, decimal? Rating, string? Stage, string? Class);
