using System.Text;
using LeadScoring.Intake;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Reactions;

namespace LeadScoring.Visitors;

/// <summary>
/// Parses the reactions of a landing page. Anybody can send them, so only types that the rules allow to beacons pass,
/// small, and of the last day. Without <c>occurredAt</c> a reaction happened when it came: a visitor's clock may be
/// wrong.
/// </summary>
public sealed class BeaconParser(Edition edition, Campaign campaign, string visitor, DateTimeOffset now)
{
    public const int MaxPropertiesBytes = 1024;
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(1);

    private readonly string[] _types =
        [.. edition.Rules.Reactions.Values.Where(type => type.Beacon).Select(type => type.Id)];

    /// <summary>Null where something is wrong; the id is the device's own, so it meets nobody else's.</summary>
    public Reaction? Parse(JsonFields fields)
    {
        var reaction = new Reaction
        {
            Id = $"beacon|{visitor}|{fields.RequiredText("id", 100)}",
            Type = fields.RequiredOneOf("type", _types),
            OccurredAt = OccurredAt(fields),
            Product = campaign.Product,
            CampaignId = campaign.Id,
            Channel = "web",
            Properties = fields.Object("properties")?.Element,
        };
        if (reaction.Properties is { } properties
            && Encoding.UTF8.GetByteCount(properties.GetRawText()) > MaxPropertiesBytes)
            fields.Refuse("properties", "Must be at most 1 kB of JSON.");
        return fields.Refusals.Any ? null : reaction;
    }

    private DateTimeOffset OccurredAt(JsonFields fields)
    {
        if (!fields.Has("occurredAt")) return now;
        var at = fields.RequiredTime("occurredAt");
        if (at != default && (at > now || at < now - Oldest))
            fields.Refuse("occurredAt", "Must be within the last day, not ahead: without it, the arrival counts.");
        return at;
    }
}
