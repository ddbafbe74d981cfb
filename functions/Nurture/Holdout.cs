using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Scenarios;

namespace LeadScoring.Nurture;

/// <summary>Which comparison withholds the mails of an enrolment.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HeldOutBy>))]
public enum HeldOutBy
{
    /// <summary>That of its scenario.</summary>
    Scenario,

    /// <summary>That of all scenarios together.</summary>
    Global,
}

/// <summary>
/// Pure: who gets no mail of a scenario, or of any, so that the effect can be measured. The same answer for the same
/// lead and scenario on every machine and for ever; a higher percentage keeps everybody that was held out before; two
/// scenarios, and the comparison of all, choose independently of each other. What was drawn at an enrolment stays for
/// the whole cycle of its product, whatever percentages are published meanwhile.
/// </summary>
public static class Holdout
{
    public static bool IsHeldOut(string leadId, string scenarioId, int percent) =>
        IsBelow(percent, FormattableString.Invariant($"holdout|{scenarioId.Length}|{scenarioId}|{leadId}"));

    public static bool IsHeldOutOfAll(string leadId, int percent) => IsBelow(percent, $"holdout-of-all|{leadId}");

    /// <summary>Which comparison withholds the mails of an enrolment that begins now; null: none does.</summary>
    public static HeldOutBy? Of(Lead lead, Scenario scenario, Edition edition)
    {
        var present = lead.Enrolments.Values.Where(earlier => IsInCycle(lead, earlier, edition))
            .OrderBy(earlier => earlier.EnteredAt).ThenBy(earlier => earlier.Key, StringComparer.Ordinal).ToList();
        var isOfAll = present is [.., { } latest]
            ? latest.HeldOutBy == HeldOutBy.Global
            : IsHeldOutOfAll(lead.Id, edition.Sender.Sending.HoldoutPercent);
        if (isOfAll) return HeldOutBy.Global;
        // Whoever was held out of all was not asked about this scenario.
        var own = present.FindLast(
            earlier => earlier.Scenario == scenario.Id && earlier.HeldOutBy != HeldOutBy.Global);
        return own?.HeldOut ?? IsHeldOut(lead.Id, scenario.Id, scenario.HoldoutPercent) ? HeldOutBy.Scenario : null;
    }

    /// <summary>A purchase that begins a new cycle of its product lets draw anew.</summary>
    private static bool IsInCycle(Lead lead, Enrolment earlier, Edition edition) =>
        lead.Product(earlier.Product).CycleStart is not { } day
        || edition.Rules.Products.GetValueOrDefault(earlier.Product) is not { } product
        || earlier.EnteredAt >= product.StartOf(day);

    private static bool IsBelow(int percent, string name)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(name));
        return BinaryPrimitives.ReadUInt64BigEndian(hash) % 100 < (ulong)int.Clamp(percent, 0, 100);
    }
}
