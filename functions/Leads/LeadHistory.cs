using Azure.Data.Tables;
using LeadScoring.Campaigns;
using LeadScoring.Consent;
using LeadScoring.Hits;
using LeadScoring.Identity;
using LeadScoring.Intake;
using LeadScoring.Publishing;
using LeadScoring.Reactions;
using LeadScoring.Rewards;
using LeadScoring.Rights;
using LeadScoring.Sales;
using LeadScoring.Scoring;
using LeadScoring.Sending;
using LeadScoring.Storage;

namespace LeadScoring.Leads;

/// <summary>What is written in a lead's partition besides its present state.</summary>
public sealed record LeadPast(
    IReadOnlyList<StageChange> Stages, IReadOnlyList<ClassChange> Classes, IReadOnlyList<ConsentRecord> Consents,
    IReadOnlyList<SendView> Sends, IReadOnlyList<TimelineItem> Timeline, bool IsCut)
{
    /// <summary>Reactions and purchases with the time at which they came in.</summary>
    public IReadOnlyList<Arrival> Arrivals { get; init; } = [];
}

/// <summary>Reads the history rows of a lead into one timeline over all touchpoints.</summary>
public sealed class LeadHistory(LeadStore leads, PointsStore points, InForce content)
{
    private const int MaxTimeline = 500;

    /// <param name="lead">Whose; claims and points of the leads that were merged into it are the person's.</param>
    /// <param name="rules">The rules the lead stands under: they judge what came back from its mails.</param>
    /// <param name="language">Of the names.</param>
    /// <param name="now">Points are told as of then.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<LeadPast> ReadAsync(
        Lead lead, ScoringRules rules, string language, DateTimeOffset now, CancellationToken cancel)
    {
        var leadId = lead.Id;
        var changes = await RowsAsync(leadId, "history", cancel);
        var stages = changes.Where(row => row.RowKey.Contains("|stage|", StringComparison.Ordinal))
            .Select(Rows.Body<StageChange>).ToList();
        var uses = changes.Where(row => row.RowKey.EndsWith("|" + UseChange.Kind, StringComparison.Ordinal))
            .Select(Rows.Body<UseChange>);
        var merges = changes.Where(row => row.RowKey.Contains($"|{MergeNote.Kind}|", StringComparison.Ordinal))
            .Select(Rows.Body<MergeNote>);
        var works = changes.ToList();
        foreach (var part in Parts.Ids(lead.Profile!)) works.AddRange(await RowsAsync(part, "history", cancel));
        var claims = works.Where(row => ClaimNote.IsOne(row.RowKey)).Select(Rows.Body<ClaimNote>);
        var classes = changes.Where(row => row.RowKey.Contains("|class|", StringComparison.Ordinal))
            .Select(Rows.Body<ClassChange>).ToList();
        var consents = (await RowsAsync(leadId, "consent", cancel)).Select(Rows.Body<ConsentRecord>)
            .OrderBy(c => c.At).ToList();
        var sends = (await RowsAsync(leadId, "send", cancel)).Select(Rows.Body<SendRecord>)
            .OrderBy(s => s.DecidedAt).ToList();
        var entries = (await RowsAsync(leadId, "entry", cancel)).Select(Rows.Body<Entry>).ToList();
        // Points, purchases and reactions lie side by side.
        var deeds = (await RowsAsync(leadId, "points", "reaction", cancel)).ToLookup(row => row.RowKey.Split('|')[0]);
        var reactions = deeds["reaction"].Select(row => (Said: Rows.Body<Reaction>(row), Row: row)).ToList();
        var told = deeds["purchase"].Select(row => (Said: Rows.Body<PurchaseNote>(row), Row: row)).ToList();
        var ledger = await LedgerAsync(
            lead,
            new LeadDeeds(
                new LeadEvents(entries, [.. reactions.Select(it => it.Said)], [.. told.Select(it => it.Said)], []), [],
                [.. deeds["points"].Select(Rows.Body<PointsAct>)]),
            language, now, cancel);
        var purchases = told
            .OrderBy(order => order.Said.OccurredAt).ThenBy(order => order.Said.Amount)
            .DistinctBy(order => (order.Said.Product, order.Said.OrderId, order.Said.RefundOf)).ToList();
        var mails = (await RowsAsync(leadId, "hits", cancel)).Select(row => (Said: Rows.Body<MailHits>(row), Row: row))
            .ToDictionary(mail => mail.Said.SendId, StringComparer.Ordinal);
        var machine = rules.Machine;
        var text = new TimelineText(content.Edition, language);
        var timeline = entries.Select(entry => Of(leadId, entry, text))
            .Concat(reactions.Select(reaction => Of(reaction.Said, text)))
            .Concat(mails.Values.SelectMany(mail => Of(mail.Said, machine, text)))
            .Concat(mails.Values.SelectMany(mail => TroublesOf(mail.Said, text)))
            .Concat(purchases.Select(purchase => Of(purchase.Said, text)))
            .Concat(consents.Select(
                consent => new TimelineItem(consent.At, "consent", text.Of(consent), null, null, consent.CampaignId)))
            .Concat(sends.Select(send => new TimelineItem(
                send.SentAt ?? send.DecidedAt, "mail", text.Of(send), null, "mail", send.CampaignId)))
            .Concat(stages.Select(change => new TimelineItem(
                change.At, "stage", text.Of(change), change.Product, null, null)))
            .Concat(classes.Select(change => new TimelineItem(
                change.At, "class", text.Of(change), change.Product, null, null)))
            .Concat(uses.Select(use => new TimelineItem(use.At, "use", text.Of(use), null, null, null)))
            .Concat(merges.Select(merge => new TimelineItem(merge.At, "merge", text.Of(merge), null, null, null)))
            .Concat(claims.Select(note => new TimelineItem(
                note.At, ClaimNote.Kind, ClaimText.Of(note, content.Edition, language), null, null, null)))
            .Concat(ledger)
            .OrderByDescending(item => item.At).ToList();
        return new LeadPast(
            stages, classes, consents,
            [.. sends.Select(send => SendView.Of(send, mails.GetValueOrDefault(send.SendId).Said, machine))],
            [.. timeline.Take(MaxTimeline)], timeline.Count > MaxTimeline)
        {
            Arrivals =
            [
                .. reactions.Where(it => Touch.IsCounted(it.Said)).Select(it => new Arrival(
                    it.Said.Product, it.Said.Type, null, it.Said.OccurredAt, CameInAt(it.Row))),
                .. mails.Values.SelectMany(mail => HitCount.Of(mail.Said, machine).Select(hit => new Arrival(
                    hit.Product, hit.Type, null, hit.OccurredAt,
                    hit.Origin is null ? hit.OccurredAt : CameInAt(mail.Row)))),
                .. purchases.Select(it => new Arrival(
                    it.Said.Product, null, Touch.ShortHash(it.Said.OrderId), it.Said.OccurredAt, CameInAt(it.Row))),
            ],
        };
    }

    /// <summary>Rows of events are only ever inserted: the store's time of a row is when it came in.</summary>
    private static DateTimeOffset CameInAt(TableEntity row) => row.Timestamp ?? DateTimeOffset.MinValue;

    private Task<IReadOnlyList<TableEntity>> RowsAsync(string leadId, string prefix, CancellationToken cancel) =>
        RowsAsync(leadId, prefix, prefix, cancel);

    private async Task<IReadOnlyList<TableEntity>> RowsAsync(
        string leadId, string first, string last, CancellationToken cancel)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in leads.HistoryAsync(leadId, first, last, cancel)) rows.Add(row);
        return rows;
    }

    /// <summary>The lines of the points programme, the newest first; none without one.</summary>
    private async Task<IEnumerable<TimelineItem>> LedgerAsync(
        Lead lead, LeadDeeds deeds, string language, DateTimeOffset now, CancellationToken cancel)
    {
        if (content.Edition.Rewards is not { } rewards) return [];
        var account = await points.OfAsync(lead, deeds, rewards, now, cancel);
        var text = new PointsTexts(rewards, content.Edition, language);
        return account.Book.Lines.Reverse().Select(line => new TimelineItem(
            line.Move.At, "points", text.Of(line), null, null, line.Move.CampaignId,
            Points: new PointsTold(line.Move.Kind, line.Move.Points, line.Balance, line.Move.Rule)));
    }

    private static TimelineItem Of(string leadId, Entry entry, TimelineText text) =>
        new(entry.ReceivedAt, "entry", text.Of(entry), null, "web", entry.CampaignId,
            entry.Outcome == Entry.Counted ? CampaignLedger.ClaimOf(leadId, entry.Hash) : null);

    private TimelineItem Of(Reaction reaction, TimelineText text)
    {
        var type = content.Edition.Rules.Reactions.GetValueOrDefault(reaction.Type);
        var isMachine = Verdict.IsReportedMachine(reaction);
        return new TimelineItem(
            reaction.OccurredAt, "reaction", text.Of(reaction), reaction.Product,
            reaction.Channel ?? type?.Channel, reaction.CampaignId, null, !isMachine,
            isMachine ? Verdict.Reported : null);
    }

    /// <summary>Opens and clicks of a mail, each with its verdict; none of a mail that counts for no product.</summary>
    private static IEnumerable<TimelineItem> Of(MailHits mail, MachineRules machine, TimelineText text)
    {
        if (mail.Product is null) yield break;
        foreach (var judged in Detector.Of(mail, machine))
        {
            yield return new TimelineItem(
                judged.Hit.At, "reaction", text.Reaction(HitCount.TypeOf(judged.Hit.Kind)), mail.Product, "mail",
                mail.CampaignId, null, judged.IsHuman, judged.Verdict);
        }
    }

    /// <summary>
    /// What the provider told of a mail that did not simply arrive; of another lead's, its own page tells.
    /// </summary>
    private static IEnumerable<TimelineItem> TroublesOf(MailHits mail, TimelineText text) =>
        mail.Origin is not null ? [] : mail.Events.Where(told => !MailEvent.IsUsual(told.Type))
            .Select(told => new TimelineItem(
                told.At, "mail-event", text.Event(told.Type, told.Status), mail.Product, "mail", mail.CampaignId));

    private static TimelineItem Of(PurchaseNote note, TimelineText text) => new(
        note.OccurredAt, note.RefundOf is null ? "purchase" : "refund",
        text.Of(note), note.Product, null, note.CampaignId);
}
