using LeadScoring.Access;
using LeadScoring.Doors;
using LeadScoring.Leads;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Rewards;

/// <summary>Shows, spends and changes a person's points. A lead that was merged into another means that one.</summary>
public sealed class PointsDoor(
    LeadStore leads, PointsStore points, PointsHandler acts, InForce content, TimeProvider time)
{
    private const int MostEntries = 100;
    private const int MostPoints = 1_000_000_000;

    public async Task<IResult> ShowAsync(HttpRequest request, string leadId, CancellationToken cancel)
    {
        var refusals = new Refusals();
        var fields = new QueryFields(request.Query, refusals);
        var language = fields.OnlyLanguage(content.Edition.Sender.Locales);
        if (refusals.Any) return Problems.Invalid(refusals);
        if (content.Edition.Rewards is not { } rules) return PointsProblems.NoProgramme;
        if (!LeadIds.IsOne(leadId)) return Problems.NoLead;
        var person = await leads.LoadPersonAsync(leadId, cancel);
        if (person.Profile is null) return Problems.NoLead;
        request.HttpContext.Shows([person.Id]);
        var account = await points.ReadAsync(person, rules, time.GetUtcNow(), cancel);
        return Answers.Ok(PointsView.Of(person.Id, account.Book, rules, content.Edition, language));
    }

    public async Task<IResult> SpendAsync(HttpRequest request, string leadId, CancellationToken cancel)
    {
        var refusals = new Refusals();
        var fields = await Body.ReadJsonAsync(request, refusals, cancel);
        fields?.RefuseOthers("id", "campaignId", "entries");
        var (id, campaign) = (fields?.RequiredText("id"), fields?.RequiredText("campaignId", 60));
        var entries = fields?.Whole("entries", 1, MostEntries) ?? 1;
        if (refusals.Any || id is null) return Problems.Invalid(refusals);
        if (content.Edition.Rewards is not { } rules) return PointsProblems.NoProgramme;
        if (rules.EntryCosts is not { } costs)
            return PointsProblems.Of(PointsDecision.Against(PointsObstacle.NotForSale));
        return await ActAsync(request, leadId, new PointsAct
        {
            Id = id,
            At = time.GetUtcNow(),
            Points = -costs * entries,
            CampaignId = campaign,
            Entries = entries,
            By = request.HttpContext.Caller().Name,
        }, rules, cancel);
    }

    public async Task<IResult> AdjustAsync(HttpRequest request, string leadId, CancellationToken cancel)
    {
        var refusals = new Refusals();
        var fields = await Body.ReadJsonAsync(request, refusals, cancel);
        fields?.RefuseOthers("id", "points", "reason");
        var (id, reason) = (fields?.RequiredText("id"), fields?.RequiredText("reason", 500));
        var change = fields?.RequiredWhole("points", -MostPoints, MostPoints) ?? 0;
        if (fields?.Has("points") == true && change == 0)
            fields.Refuse("points", "Must be more or less than 0: points to give, or with a minus to take.");
        if (refusals.Any || id is null) return Problems.Invalid(refusals);
        if (content.Edition.Rewards is not { } rules) return PointsProblems.NoProgramme;
        return await ActAsync(request, leadId, new PointsAct
        {
            Id = id,
            At = time.GetUtcNow(),
            Points = change,
            Reason = reason,
            By = request.HttpContext.Caller().Name,
        }, rules, cancel);
    }

    private async Task<IResult> ActAsync(
        HttpRequest request, string leadId, PointsAct asked, RewardRules rules, CancellationToken cancel)
    {
        if (!LeadIds.IsOne(leadId)) return Problems.NoLead;
        var (person, decision) = await acts.ActAsync(leadId, asked, rules, cancel);
        if (person.Profile is not null) request.HttpContext.Shows([person.Id]);
        return decision.Act is { } act
            ? Answers.Ok(new PointsActed(person.Id, act.Id, act.At, act.Points, decision.Balance))
            : PointsProblems.Of(decision);
    }
}

/// <summary>What was spent or changed, now or before under the same id, and the balance after it.</summary>
public sealed record PointsActed(string LeadId, string Id, DateTimeOffset At, long Points, long Balance);
