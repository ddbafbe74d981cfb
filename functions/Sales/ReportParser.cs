using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Scenarios;
using NodaTime;

namespace LeadScoring.Sales;

/// <summary>Reads outcomes and calls into what cannot be wrong; what is wrong is noted field by field.</summary>
public sealed class ReportParser(Edition edition, DateTimeOffset now)
{
    private const int MostYears = 3;
    private const decimal MaxAmount = 1_000_000_000_000m;
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromDays(1);

    public Report? Outcome(JsonFields fields)
    {
        fields.RefuseOthers(
            "id", "outcome", "product", "at", "amount", "currency", "reason", "until", "note", "release");
        var outcome = fields.RequiredOneOf("outcome", Outcomes.Names);
        var type = Outcomes.TypeOf(outcome);
        var details = new ReportDetails(
            Amount: fields.Amount("amount", 0.01m, MaxAmount), Currency: fields.Text("currency", 3),
            Reason: fields.Text("reason", 500), Until: Until(fields), Note: fields.Text("note", 500),
            Release: fields.Flag("release"));
        var report = Of(fields, type, outcome, details);
        if (type == Outcomes.Won) CheckWon(fields, report);
        else if (details.Amount is not null) fields.Refuse("amount", "Goes with the outcome won only.");
        if (type == Outcomes.Lost && details.Reason is null)
            fields.Refuse("reason", "Is required with the outcome lost: why did they decide against it?");
        if (type == Outcomes.NotNow && details.Until is null)
            fields.Refuse("until", "Is required with the outcome not-now: when may they be asked again?");
        if (details.Until is not null && type is not (Outcomes.NotNow or Outcomes.VisitBooked))
            fields.Refuse("until", "Goes with the outcomes not-now and visit-booked only.");
        if (details.Release is not null && type != Outcomes.NotNow)
            fields.Refuse("release", "Goes with the outcome not-now only: lost and wrong-person always release.");
        return fields.Refusals.Any ? null : report;
    }

    public Report? Call(JsonFields fields)
    {
        fields.RefuseOthers("id", "result", "product", "at", "note", "minutes", "doNotCall");
        var result = fields.RequiredOneOf("result", Outcomes.CallResults);
        var details = new ReportDetails(
            Result: result, Note: fields.Text("note", 500), Minutes: fields.Whole("minutes", 0, 1_440),
            DoNotCall: fields.Flag("doNotCall"));
        if (details.DoNotCall == true && result is not ("declined" or "reached"))
            fields.Refuse("doNotCall", "Is the person's word: it goes with the results declined and reached only.");
        var report = Of(fields, Outcomes.TypeOfCall(result), result, details);
        return fields.Refusals.Any ? null : report;
    }

    private Report Of(JsonFields fields, string type, string word, ReportDetails details) => new(
        fields.RequiredText("id"), type, word,
        fields.OneOf("product", [.. edition.Rules.Products.Keys])
            ?? (edition.Rules.Products.Count == 1 ? edition.Rules.Products.Keys.Single() : null),
        fields.PastTime("at", now, ClockTolerance), details);

    private void CheckWon(JsonFields fields, Report report)
    {
        if (report.Details.Amount is null) fields.Refuse("amount", "Is required with the outcome won.");
        if (report.Details.Currency is null) fields.Refuse("currency", "Is required with the outcome won.");
        else if (report.Product is null) fields.Refuse("product", "Is required with the outcome won.");
        else if (edition.Rules.Products.TryGetValue(report.Product, out var line)
            && line.Currency != report.Details.Currency)
            fields.Refuse("currency", $"Must be {line.Currency}, the currency of '{line.Id}'.");
    }

    private DateTimeOffset? Until(JsonFields fields)
    {
        if (fields.Time("until") is not { } until) return null;
        var last = now.Plus(Period.FromYears(MostYears), DateTimeZone.Utc);
        if (until <= now || until > last) fields.Refuse("until", $"Must lie ahead, and at most {MostYears} years.");
        return until;
    }
}
