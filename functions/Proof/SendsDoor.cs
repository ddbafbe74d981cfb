using LeadScoring.Access;
using LeadScoring.Checks;
using LeadScoring.Doors;
using LeadScoring.Leads;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Proof;

/// <summary>Where every intended mail went, in figures and one by one.</summary>
public sealed class SendsDoor(SendReader sends, InForce content, TimeProvider time)
{
    public async Task<IResult> FiguresAsync(HttpRequest request, CancellationToken cancel)
    {
        var (refusals, sender) = (new Refusals(), content.Edition.Sender);
        if (SendsQuery.ReadFigures(request.Query, sender.DayOf(time.GetUtcNow()), refusals) is not { } asked)
            return Problems.Invalid(refusals);
        var counted = await sends.CountAsync(asked.Days, asked.Filter, cancel);
        if (counted.Cells.Count == 0 && counted.Through == asked.Days.To && RefusesName(asked.Filter, refusals))
            return Problems.Invalid(refusals);
        var view = SendsView.Of(asked, counted, sender.TimeZone);
        return Answers.Ok(counted.Cells.Count == 0 && asked.Filter.Reason is { } reason
            ? view with
            {
                Reasons = await ReasonsAsync(asked, cancel),
                UnknownReason = !ReasonText.Knows(reason),
            }
            : view);
    }

    /// <summary>Those that the mails of these days ended with, whatever else was asked of them.</summary>
    private async Task<IReadOnlyList<string>> ReasonsAsync(SendsQuery asked, CancellationToken cancel) =>
    [
        .. (await sends.CountAsync(asked.Days, new SendFilter(null, null, null, null, null), cancel)).Cells
            .Select(one => one.Cell.Reason).OfType<string>().Distinct().Order(StringComparer.Ordinal),
    ];

    public async Task<IResult> ListAsync(HttpRequest request, CancellationToken cancel)
    {
        var (refusals, today) = (new Refusals(), content.Edition.Sender.DayOf(time.GetUtcNow()));
        if (SendsQuery.ReadList(request.Query, today, refusals) is not { } asked)
            return Problems.Invalid(refusals);
        var page = await sends.ListAsync(asked.Days, asked.Filter, asked.After, asked.Top, cancel);
        if (page is { Rows.Count: 0, Next: null } && asked.After is null && RefusesName(asked.Filter, refusals))
            return Problems.Invalid(refusals);
        var (mails, cursor) = (
            page.Rows.Select(SendListItem.Of).ToList(), page.Next is { } next ? asked.CursorAt(next) : null);
        request.HttpContext.Shows(mails.Select(mail => mail.LeadId).OfType<string>());
        return asked.IsCsv
            ? Answers.Csv(request.HttpContext, SendsCsv.Write(mails), "sends", time.GetUtcNow(), cursor)
            : Answers.Ok(new { sends = mails, cursor });
    }

    /// <summary>
    /// A misspelt name is not answered with zeros. Asked only where all was looked through and nothing found: what a
    /// store of before publications holds may be of scenarios that nobody knows any more.
    /// </summary>
    private bool RefusesName(SendFilter filter, Refusals refusals)
    {
        var edition = content.Edition;
        if (filter.Scenario is not { } name || name == SendRow.Confirmation || edition.HasKnown(name)) return false;
        refusals.Add("scenario", Names.Unknown(name, "scenario", edition.Scenarios.Keys.Append(SendRow.Confirmation)));
        return true;
    }
}
