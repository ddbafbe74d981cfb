using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using LeadScoring.Storage;
using NodaTime;

namespace LeadScoring.Proof;

/// <summary>
/// Pure: the figures as they are answered. <see cref="Next"/> continues where the answer ends before the last day that
/// was asked for; null where it does not.
/// </summary>
public sealed record SendsView(
    string From, string To, string Through, string TimeZone, FigureView Totals, IReadOnlyList<FigureView> Groups,
    string? Next)
{
    /// <summary>
    /// Where a reason was asked for that no mail of these days ended with: those that mails did. Null else.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Reasons { get; init; }

    /// <summary>True where it is none of the app's own reasons either: misspelt, or once a provider's.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? UnknownReason { get; init; }

    public static SendsView Of(SendsQuery asked, CountedDays counted, DateTimeZone zone)
    {
        var covered = asked.Days with { To = counted.Through };
        var all = SendFigures.Group(counted.Cells, new HashSet<SendGroup>());
        var totals = all.Count == 0 ? new SendTotals(null, null, null, null, []) : all[0];
        return new SendsView(
            Stretch.Name(asked.Days.From), Stretch.Name(asked.Days.To), Stretch.Name(counted.Through), zone.Id,
            FigureView.Of(totals, covered, asked.Filter),
            [.. SendFigures.Group(counted.Cells, asked.GroupBy)
                .Select(group => FigureView.Of(group, covered, asked.Filter))],
            counted.Through < asked.Days.To ? NextOf(asked, counted.Through) : null);
    }

    private static string NextOf(SendsQuery asked, LocalDate through) =>
        ListLink.Of("/api/insights/sends", asked.Days with { From = through.PlusDays(1) }, asked.Filter)
        + "&groupBy=" + string.Join(',', asked.GroupBy.Select(Json.Name));
}

/// <summary>
/// One group: how many mails were intended, what became of them, and where the list behind each number is. A null key
/// is summed over.
/// </summary>
public sealed record FigureView(
    string? Day, string? Scenario, int? Version, string? Step, int Intended, int Sent, int Suppressed, int HeldOut,
    int Failed, int Unknown, string List, IReadOnlyList<OutcomeView> Outcomes)
{
    public static FigureView Of(SendTotals totals, Stretch days, SendFilter filter)
    {
        var within = totals.Day is { } day && NodaTime.Text.LocalDatePattern.Iso.Parse(day).Value is var one
            ? new Stretch(one, one)
            : days;
        var narrowed = filter with
        {
            Scenario = totals.Scenario ?? filter.Scenario,
            Version = totals.Version ?? filter.Version,
            Step = totals.Step ?? filter.Step,
        };
        return new FigureView(
            totals.Day, totals.Scenario, totals.Version, totals.Step, totals.Intended, totals.Of(Outcome.Sent),
            totals.Of(Outcome.Suppressed), totals.Of(Outcome.HeldOut), totals.Of(Outcome.Failed),
            totals.Of(Outcome.Unknown), ListLink.Of(ListLink.Door, within, narrowed),
            [.. totals.Outcomes.Select(outcome => new OutcomeView(
                outcome.Status, outcome.Reason, outcome.Count,
                ListLink.Of(ListLink.Door, within, narrowed with
                {
                    Status = outcome.Status,
                    Reason = outcome.Reason,
                })))]);
    }
}

/// <summary>How many ended so for this reason, and where they are listed.</summary>
public sealed record OutcomeView(Outcome Status, string? Reason, int Count, string List);

/// <summary>Where the mails behind a figure are listed.</summary>
public static class ListLink
{
    public const string Door = "/api/insights/sends/list";

    public static string Of(string door, Stretch days, SendFilter filter)
    {
        var link = new StringBuilder(door);
        link.Append("?from=").Append(Stretch.Name(days.From)).Append("&to=").Append(Stretch.Name(days.To));
        (string Name, string? Value)[] parts =
        [
            ("scenario", filter.Scenario), ("version", filter.Version?.ToString(CultureInfo.InvariantCulture)),
            ("step", filter.Step), ("status", filter.Status is { } status ? Json.Name(status) : null),
            ("reason", filter.Reason),
        ];
        foreach (var (name, value) in parts)
            if (value is not null) link.Append('&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        return link.ToString();
    }
}

/// <summary>
/// One mail of a list; a null <paramref name="LeadId"/>: somebody who was erased, of whose mail only this is left.
/// </summary>
public sealed record SendListItem(
    string Day, string? LeadId, string? SendId, string Scenario, int? Version, string Step, string Template,
    Outcome Status, string? Reason, int Attempts, DateTimeOffset? IntendedAt, DateTimeOffset? DecidedAt,
    DateTimeOffset? SentAt, DateTimeOffset? NextTryAt)
{
    public static SendListItem Of(SendRow row) => new(
        row.Day, row.LeadId, row.SendId, row.Scenario, row.Version, row.Step, row.Template,
        Outcomes.Of(row.Status), row.Reason, row.Attempts, row.IntendedAt, row.DecidedAt, row.SentAt,
        row.NextTryAt);
}
