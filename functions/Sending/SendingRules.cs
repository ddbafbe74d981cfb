using LeadScoring.Leads;
using LeadScoring.Parsing;
using LeadScoring.Scenarios;
using NodaTime;

namespace LeadScoring.Sending;

/// <summary>
/// What holds for the mails of all scenarios, from <c>sender.json</c>: the brand's own caps, the quiet after what a
/// person did, and the share of people who get no mail of any scenario.
/// </summary>
public sealed record SendingRules
{
    public static SendingRules Default { get; } = new();

    public IReadOnlyList<FrequencyCap> Caps { get; init; } = [];

    public IReadOnlyList<QuietRule> Quiet { get; init; } = [];

    public int HoldoutPercent { get; init; }

    public static SendingRules Read(JsonFields sender) => new()
    {
        Caps = [.. sender.Objects("caps", max: 10).Select(FrequencyCap.Read)],
        Quiet = [.. sender.Objects("quiet", max: 10).Select(QuietRule.Read)],
        HoldoutPercent = sender.Whole("holdoutPercent", 0, 50) ?? 0,
    };

    /// <summary>
    /// Until when no scenario writes to this lead, whatever product the reaction was to; null: nothing asks for quiet.
    /// </summary>
    public DateTimeOffset? QuietUntil(Lead lead, DateTimeZone zone) => (
        from rule in Quiet
        from state in lead.Products.Values
        from seen in state.LastByType
        where rule.Reactions.Contains(seen.Key)
        select (DateTimeOffset?)seen.Value.Plus(rule.For, zone)).Max();
}

/// <summary>No scenario mail for this long after the latest of these reactions.</summary>
public sealed record QuietRule(IReadOnlyList<string> Reactions, Period For)
{
    public static QuietRule Read(JsonFields fields)
    {
        fields.RefuseOthers("reactions", "for");
        var reactions = fields.Texts("reactions", max: 50);
        if (reactions.Count == 0) fields.Refuse("reactions", "Must name at least one reaction.");
        return new QuietRule(
            reactions, fields.ForwardDuration("for") ?? fields.Missing("for", Period.Zero));
    }
}
