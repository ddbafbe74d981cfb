using System.Globalization;
using LeadScoring.Doors;
using LeadScoring.Leads;
using LeadScoring.Parsing;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Access;

/// <summary>What is asked of the audit trail; null: whatever it is.</summary>
public sealed record AuditQuery(
    DateTimeOffset? From, DateTimeOffset? To, string? Caller, string? LeadId, int Top, AuditPlace After)
{
    private const int MostAtOnce = 1000;

    public bool Holds(Reading reading) =>
        (Caller is null || reading.Caller == Caller)
        && (LeadId is null || reading.LeadIds.Contains(LeadId, StringComparer.Ordinal));

    /// <summary>An opaque text that continues this very list.</summary>
    public string CursorAt(string row, CursorSeal seal) => seal.Write(new Cursor(Mark(), row));

    public static AuditQuery? Read(IQueryCollection query, CursorSeal seal, DateTimeOffset now, Refusals refusals)
    {
        var fields = new QueryFields(query, refusals);
        fields.RefuseOthers("from", "to", "caller", "leadId", "top", "cursor");
        var (from, to, leadId) = (fields.Time("from"), fields.Time("to"), fields.Text("leadId"));
        if (from >= to) refusals.Add("to", "Must be after from.");
        if (leadId is not null && !LeadIds.IsOne(leadId))
            refusals.Add("leadId", "Must be a lead's id: 32 hex digits, as GET /api/leads tells it.");
        // Rows of the very instant of the call are there, too.
        var start = AuditPlace.At(to ?? now.AddSeconds(1));
        var asked = new AuditQuery(
            from, to, fields.Text("caller"), leadId, fields.Whole("top", 1, MostAtOnce) ?? 100, start);
        var cursor = fields.Text("cursor");
        if (cursor is not null) asked = asked.Continue(cursor, seal, refusals);
        return refusals.Any ? null : asked;
    }

    private AuditQuery Continue(string text, CursorSeal seal, Refusals refusals)
    {
        if (seal.Read<Cursor>(text) is not { Row: not null } cursor || AuditPlace.Parse(cursor.Row) is not { } place)
            refusals.Add("cursor", "Is not a cursor of this list: leave it out to begin with the newest.");
        else if (cursor.Filters != Mark())
            refusals.Add("cursor", "Belongs to another list: keep all other parameters as they were, or leave it out.");
        else
            return this with { After = place };
        return this;
    }

    private string Mark() =>
        string.Create(CultureInfo.InvariantCulture, $"audit|{From:O}|{To:O}|{Caller}|{LeadId}");

    private sealed record Cursor(string Filters, string Row);
}
