using LeadScoring.Parsing;

namespace LeadScoring.Hits;

/// <summary>
/// What tells a machine from a person, the section <c>machine</c> of <c>scoring.json</c>; it is part of the rules'
/// version. Times in seconds; 0 switches a sign off. The presets follow field notes on mail scanners: they look within
/// seconds of the delivery, open three or more links within two seconds, and ask with HEAD before they fetch.
/// </summary>
/// <param name="MinimumSeconds">Sooner after the delivery nobody has read a mail.</param>
/// <param name="BurstLinks">So many different links of one mail…</param>
/// <param name="BurstSeconds">…within so many seconds; also how far around the hidden link nothing counts.</param>
/// <param name="HeadSeconds">A HEAD on a link so shortly before tells of a scanner.</param>
public sealed record MachineRules(int MinimumSeconds, int BurstLinks, int BurstSeconds, int HeadSeconds)
{
    public static MachineRules Default { get; } = new(8, 3, 2, 5);

    /// <summary>What is not said is the preset.</summary>
    public static MachineRules Read(JsonFields fields)
    {
        if (fields.Object("machine") is not { } machine) return Default;
        machine.RefuseOthers("minimumSeconds", "burstLinks", "burstSeconds", "headSeconds");
        return new MachineRules(
            machine.Whole("minimumSeconds", 0, 3600) ?? Default.MinimumSeconds,
            machine.Whole("burstLinks", 2, 100) ?? Default.BurstLinks,
            machine.Whole("burstSeconds", 0, 3600) ?? Default.BurstSeconds,
            machine.Whole("headSeconds", 0, 3600) ?? Default.HeadSeconds);
    }
}
