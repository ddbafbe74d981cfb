using LeadScoring.Parsing;
using LeadScoring.Scoring;

namespace LeadScoring.Rewards;

/// <summary>
/// The points programme, from <c>rewards.json</c>; a brand without the file has none. Events of local days (the
/// brand's time zone) from <see cref="From"/> on earn points, good through the same day
/// <see cref="ExpiresAfterMonths"/> later. <see cref="EntryCosts"/>: what one more entry in a prize draw costs; null:
/// points buy none.
/// </summary>
public sealed record RewardRules(
    LocalizedText Name, int From, int ExpiresAfterMonths, IReadOnlyList<EarnRule> Earn, long? EntryCosts)
{
    private const int MostRules = 200;

    public static RewardRules Read(JsonFields fields)
    {
        fields.RefuseOthers("name", "from", "expiresAfterMonths", "earn", "spend");
        var spend = fields.Object("spend");
        spend?.RefuseOthers("entry");
        var earn = fields.Objects("earn", MostRules).Select(EarnRule.Read).ToList();
        if (earn.Count == 0) fields.Refuse("earn", "Is required: say what earns points.");
        foreach (var twice in earn.GroupBy(rule => rule.Id, StringComparer.Ordinal).Where(same => same.Count() > 1))
            fields.Refuse("earn", $"Must name each rule once, but '{twice.Key}' stands here {twice.Count()} times.");
        return new RewardRules(
            LocalizedText.ReadRequired(fields, "name", 60),
            fields.Date("from") is { } from ? Days.Of(from) : fields.Missing("from", 0),
            fields.RequiredWhole("expiresAfterMonths", 1, 120), earn, spend?.RequiredWhole("entry", 1, 1_000_000));
    }

    /// <summary>The last local day on which points of this day are good.</summary>
    public int LastDayOf(int day) => Days.Of(Days.ToDate(day).PlusMonths(ExpiresAfterMonths));
}
