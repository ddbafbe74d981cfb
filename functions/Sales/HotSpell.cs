namespace LeadScoring.Sales;

/// <summary>
/// A lead became hot and waits for somebody in sales to get in touch: since when, when that happened, and when it was
/// no longer hot (it cooled, bought, was merged into another or erased). <paramref name="Owner"/> is who held it, as of
/// the last change. <paramref name="Earlier"/> is the one before: if its worker died, the next one tells how it ended.
/// </summary>
public sealed record HotSpell(
    DateTimeOffset Since, DateTimeOffset? ContactAt = null, DateTimeOffset? EndedAt = null, string? Owner = null,
    HotSpell? Earlier = null);
