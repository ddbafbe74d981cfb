namespace LeadScoring.Insights;

/// <summary>
/// A figure with its 95 % interval and how many leads, customers or paths it rests on. A null value: too little is
/// known, and <paramref name="Note"/> says what is missing, in the reader's language.
/// </summary>
public sealed record Figure(double? Value, double? Low, double? High, long N, string? Note = null);

/// <summary>
/// What an insight was made from: until when changes are in, how many changed leads are not in yet, and the version of
/// the rules.
/// </summary>
public sealed record Made(DateTimeOffset At, int Waiting, int Rules);
