using System.Collections.Immutable;
using LeadScoring.Learning;
using LeadScoring.Scenarios;

namespace LeadScoring.Simulation;

/// <summary>
/// What decisions to come may ask and a lead's own state does not say: the models in force, and what came of the mails
/// of the enrolments that are under way, by enrolment. Mails to come are neither opened nor clicked.
/// </summary>
public sealed record Outlooks(Forecasts? Forecasts, IReadOnlyDictionary<string, Outlook> UnderWay)
{
    public static Outlooks None { get; } = new(null, ImmutableDictionary<string, Outlook>.Empty);

    public Outlook Of(string enrolment) =>
        UnderWay.GetValueOrDefault(enrolment) ?? Outlook.Silence with { Forecasts = Forecasts };
}
