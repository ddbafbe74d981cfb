using LeadScoring.Campaigns;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Storage;
using LeadScoring.Tracks;

namespace LeadScoring.Rewards;

/// <summary>
/// Spends and changes points, under the version of the lead that all was decided on: of two at once one decides again.
/// What was bought is written after the act, and the lead is marked; the message that is sent before it does both where
/// this process dies.
/// </summary>
public sealed class PointsHandler(
    LeadStore leads, PointsStore points, CampaignLedger register, LeadFollowUp followUp, MarkStore marks, Post post,
    InForce content)
{
    /// <summary>By then the act is saved, or never will be.</summary>
    private static readonly TimeSpan UntilSaved = TimeSpan.FromMinutes(1);

    /// <summary>What is decided of a person, or of who they were merged into; null decides nothing.</summary>
    public async Task<(Lead Person, PointsDecision Decision)> ActAsync(
        string leadId, PointsAct asked, RewardRules rules, CancellationToken cancel)
    {
        var person = await leads.LoadPersonAsync(leadId, cancel);
        var decision = PointsDecision.Against(PointsObstacle.NoLead);
        var outcome = await leads.RebuildAsync(person.Id, async (snapshot, _) =>
        {
            decision = await DecideAsync(snapshot.Lead, asked, rules, cancel);
            if (decision is not { IsNew: true, Act: { } act }) return null;
            var key = LeadRows.PointsAct(act.Id);
            await post.SendAsync(new PointsSpent(snapshot.Lead.Id, key), UntilSaved, cancel);
            return new LeadChange(snapshot.Lead, [new Fact(key, act)]);
        }, cancel);
        if (decision.Act is { Entries: not null } spent) await GiveAsync(outcome.After.Id, spent, cancel);
        if (decision.Act is not null) await followUp.AfterAsync(outcome, isRepeat: !decision.IsNew, cancel);
        return (outcome.After, decision);
    }

    public async Task HandleAsync(PointsSpent message, CancellationToken cancel)
    {
        if (await leads.FindRowAsync(message.LeadId, message.Key, cancel) is not { } row) return;
        await GiveAsync(message.LeadId, Rows.Body<PointsAct>(row), cancel);
        await marks.AddAsync(message.LeadId, cancel); // who acted may have died before
    }

    private async Task<PointsDecision> DecideAsync(
        Lead lead, PointsAct asked, RewardRules rules, CancellationToken cancel)
    {
        if (lead.Profile is null) return PointsDecision.Against(PointsObstacle.NoLead);
        var account = await points.ReadAsync(lead, rules, asked.At, cancel);
        var campaign = content.Edition.Campaigns.GetValueOrDefault(asked.CampaignId ?? "");
        var product = content.Edition.Rules.Products.GetValueOrDefault(campaign?.Product ?? "");
        var against = asked.Entries is null ? null : Spending.Obstacle(campaign, product, lead.Profile, asked.At);
        return Spending.Decide(lead, asked, account.Past, account.Book, against);
    }

    /// <summary>The entries that an act bought; who comes again finds them there.</summary>
    private async Task GiveAsync(string leadId, PointsAct act, CancellationToken cancel)
    {
        if (content.Edition.Campaigns.GetValueOrDefault(act.CampaignId ?? "") is not { } campaign) return;
        foreach (var name in act.EntryNames()) await register.TakeAsync(campaign, leadId, name, act.At, cancel);
    }
}
