namespace LeadScoring.Leads;

/// <summary>
/// What became of a lead's points in one product line since a day. "Then" is the moment at which the day
/// <paramref name="Since"/> began in the product's time zone, as things were known: reactions, purchases and refunds of
/// earlier days that had come in by then, and answers given before (of an answer that changed since, the earlier one is
/// not kept, so it counts as not given), under the newest rules that were published by then. "Now" is the second of the
/// call, under the rules the lead stands under. What came over from a merged lead came in with the merge.
/// <para>
/// The parts lead from then to now in this order: <c>rules</c> (other ones since), <c>late</c> (by type: dated before
/// the day, came in later), <c>cooling</c> (of all that), <c>reaction</c> (by type: dated on the day or later, at their
/// points of today), <c>cycle</c> (a purchase began a new one, or was taken back) and <c>fit</c> (other answers).
/// Points of then, now and parts are rounded to 2^-20 (about a millionth of a point; more above 2^30 points): so they
/// add up to the difference exactly, in floating point too. The scores are not rounded.
/// </para>
/// </summary>
public sealed record ChangesView(string Since, Moment Then, Moment Now, IReadOnlyList<ChangePart> Parts);

/// <summary>Points and score, 0 to 100, on a local date.</summary>
public sealed record Moment(string Day, double Points, double Score);

/// <summary>One part of a change: its kind, reaction type and number where it has them, and how many points.</summary>
public sealed record ChangePart(string Kind, string? Type, int? Count, double Points, string Text);
