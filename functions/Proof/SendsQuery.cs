using System.Buffers.Text;
using System.Globalization;
using System.Text;
using LeadScoring.Parsing;
using LeadScoring.Storage;
using Microsoft.AspNetCore.Http;
using NodaTime;
using NodaTime.Text;

namespace LeadScoring.Proof;

/// <summary>What is asked of the mails: of which days, which of them, and how to sum them up or list them.</summary>
public sealed record SendsQuery(Stretch Days, SendFilter Filter)
{
    private const int MostDays = 366;
    private const int MostAtOnce = 1000;

    /// <summary>No brand has mails of before it.</summary>
    private static readonly LocalDate FirstDay = new(2000, 1, 1);

    private static readonly string[] Common = ["from", "to", "scenario", "version", "step", "status", "reason"];

    private static readonly Dictionary<string, Outcome> Statuses =
        Enum.GetValues<Outcome>().ToDictionary(Json.Name, one => one, StringComparer.Ordinal);

    private static readonly Dictionary<string, SendGroup> Groups =
        Enum.GetValues<SendGroup>().ToDictionary(Json.Name, one => one, StringComparer.Ordinal);

    public IReadOnlySet<SendGroup> GroupBy { get; private init; } =
        new HashSet<SendGroup> { SendGroup.Day, SendGroup.Scenario, SendGroup.Step };

    public int Top { get; private init; } = 100;
    public bool IsCsv { get; private init; }

    /// <summary>The row key behind which a list goes on; null: from its beginning.</summary>
    public string? After { get; private init; }

    /// <summary>Tells this list from others: by what was asked for, which may leave the days to the door.</summary>
    private string Name { get; init; } = "";

    /// <summary>The figures' query; null where it has mistakes.</summary>
    public static SendsQuery? ReadFigures(IQueryCollection query, LocalDate today, Refusals refusals)
    {
        var fields = new QueryFields(query, refusals);
        fields.RefuseOthers([.. Common, "groupBy"]);
        var asked = Read(fields, today, refusals);
        var groups = fields.Text("groupBy")?.Split(',', StringSplitOptions.TrimEntries) ?? [];
        foreach (var unknown in groups.Where(name => !Groups.ContainsKey(name)))
            refusals.Add("groupBy", $"Must be some of {string.Join(",", Groups.Keys)}, but holds '{unknown}'.");
        if (refusals.Any) return null;
        var wanted = groups.Select(name => Groups[name]).ToHashSet();
        if (wanted.Contains(SendGroup.Version)) wanted.Add(SendGroup.Scenario); // without it a version says nothing
        return wanted.Count == 0 ? asked : asked with { GroupBy = wanted };
    }

    /// <summary>The list's query; null where it has mistakes.</summary>
    public static SendsQuery? ReadList(IQueryCollection query, LocalDate today, Refusals refusals)
    {
        var fields = new QueryFields(query, refusals);
        fields.RefuseOthers([.. Common, "top", "cursor", "format"]);
        var asked = Read(fields, today, refusals) with
        {
            Top = fields.Whole("top", 1, MostAtOnce) ?? 100,
            IsCsv = fields.IsCsv(),
        };
        var cursor = fields.Text("cursor");
        if (refusals.Any) return null;
        return cursor is null ? asked : asked.Continue(cursor, refusals);
    }

    /// <summary>An opaque text that continues this very list, over the same days when today is another one.</summary>
    public string CursorAt(string place) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
        $"{Name}|{Stretch.Name(Days.From)}|{Stretch.Name(Days.To)}|{place}"));

    private static SendsQuery Read(QueryFields fields, LocalDate today, Refusals refusals)
    {
        var (asked, to) = ((From: fields.Date("from"), To: fields.Date("to")), today);
        if (asked.To < FirstDay) refusals.Add("to", $"Must not lie before {Stretch.Name(FirstDay)}.");
        else if (asked.To < today) to = asked.To.Value;
        var from = asked.From ?? LocalDate.Max(FirstDay, to.PlusDays(-29));
        if (from < FirstDay)
            refusals.Add("from", $"Must not lie before {Stretch.Name(FirstDay)}.");
        else if (from > to)
            refusals.Add("from", $"Must not lie behind to, nor behind today, which is {Stretch.Name(today)}.");
        else if (!IsShort(from, to))
            refusals.Add("from", string.Create(CultureInfo.InvariantCulture, $"Must be within {MostDays} days of to."));
        var filter = new SendFilter(
            fields.Text("scenario"), fields.Whole("version", 1, 1_000_000), fields.Text("step"),
            fields.OneOf("status", Statuses.Keys) is { } status && Statuses.TryGetValue(status, out var known)
                ? known : null,
            fields.Text("reason"));
        return new SendsQuery(new Stretch(from, to), filter)
        {
            Name = Digest.Of(Json.Write(new { asked.From, asked.To, filter }))[..8],
        };
    }

    private static bool IsShort(LocalDate from, LocalDate to) =>
        Period.Between(from, to, PeriodUnits.Days).Days < MostDays;

    private SendsQuery? Continue(string cursor, Refusals refusals)
    {
        var text = Base64Url.IsValid(cursor) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)) : "";
        if (text.Split('|', 4) is not [var name, var from, var to, var place]
            || SendRow.MonthIn(place) is null || DaysOf(from, to) is not { } days)
            refusals.Add("cursor", "Is not a cursor of this list: leave it out to begin with the first day.");
        else if (name != Name)
            refusals.Add("cursor", "Belongs to another list: keep all other parameters as they were, or leave it out.");
        else
            return this with { Days = days, After = place };
        return null;
    }

    private static Stretch? DaysOf(string from, string to) =>
        LocalDatePattern.Iso.Parse(from) is { Success: true, Value: var first } && first >= FirstDay
        && LocalDatePattern.Iso.Parse(to) is { Success: true, Value: var last } && first <= last && IsShort(first, last)
            ? new Stretch(first, last)
            : null;
}
