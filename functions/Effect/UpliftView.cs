using LeadScoring.Insights;

namespace LeadScoring.Effect;

/// <summary>
/// The effect of mails, as the difference between who was to get them and who was held out. <see cref="Days"/>: how
/// long each lead was followed after its assignment.
/// </summary>
public sealed record UpliftView(
    string Product, Made Made, string Outcome, int Days, IReadOnlyList<UpliftOfScenario> Scenarios,
    UpliftOfScenario Global, string DoesNotProve);

/// <summary>
/// One scenario, or all of them together (null <paramref name="Scenario"/>). <paramref name="NotYet"/>: how many were
/// assigned and not followed for the whole time so far; they are in no figure. <paramref name="QValue"/>: the p value
/// corrected for all scenarios of the product line (Benjamini and Hochberg), null for all together and where the ratio
/// is an alarm; <paramref name="Differs"/>: under .05.
/// </summary>
public sealed record UpliftOfScenario(
    string? Scenario, Compared All, double? PValue, RatioCheck SampleRatio, PowerView Power, long NotYet,
    IReadOnlyList<UpliftOfVersion> Versions, IReadOnlyList<UpliftOfStep> Steps,
    IReadOnlyList<UpliftOfSegment> Segments, double? QValue = null, bool Differs = false);

/// <summary>Rates, or money a lead, of both arms, and the difference: treated less held out.</summary>
public sealed record Compared(Figure Treated, Figure HeldOut, Figure Difference);

/// <summary>
/// Those who began a version; null <paramref name="HoldoutPercent"/>: the version is not known any more.
/// </summary>
public sealed record UpliftOfVersion(int Version, int? HoldoutPercent, Compared Compared);

/// <summary>A mail of the newest version, of which no effect of its own can be told; the note says why.</summary>
public sealed record UpliftOfStep(string Step, Compared Compared);

/// <summary>
/// Those who were alike at their assignment (<paramref name="Value"/> null: not known). <paramref name="QValue"/>: the
/// p value corrected for all segments of the scenario (Benjamini and Hochberg); <paramref name="Differs"/>: under .05.
/// </summary>
public sealed record UpliftOfSegment(
    string By, string? Value, Compared Compared, double PValue, double QValue, bool Differs);

/// <summary>
/// Whether as many are held out as were drawn, of all that were ever assigned; an alarm says that no figure here means
/// anything before its cause is found. Null where it cannot be told; the note says why.
/// </summary>
public sealed record RatioCheck(
    long Treated, long HeldOut, double? Expected, double? ChiSquare, double? PValue, bool Alarm, string? Note);

/// <summary>
/// What the comparison can find as it is (<paramref name="Smallest"/> difference), and for <paramref name="Effect"/>,
/// the one asked about or else the one seen, how many more leads it needs beside those who are followed now, and how
/// many months they take to come and to be followed.
/// </summary>
public sealed record PowerView(
    double? Smallest, double? Effect, long? MoreLeads, double? LeadsPerMonth, double? Months, string Text);
