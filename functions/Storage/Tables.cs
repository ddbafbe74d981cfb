using Azure.Data.Tables;
using Azure.Storage.Queues;

namespace LeadScoring.Storage;

/// <summary>The product's tables. Their layout is told in the README; each is written in one place only.</summary>
public sealed class Tables(TableServiceClient service)
{
    /// <summary>
    /// One partition per lead: who, what happened, and the state that follows from it (<see cref="Leads.LeadStore"/>).
    /// </summary>
    public TableClient Leads { get; } = service.GetTableClient("leads");

    /// <summary>The lists, sorted by rank key (<see cref="Scoring.RankIndex"/>).</summary>
    public TableClient Rank { get; } = service.GetTableClient("rank");

    /// <summary>What is to be looked at later (<see cref="Due.DueIndex"/>).</summary>
    public TableClient Due { get; } = service.GetTableClient("due");

    /// <summary>Devices, what waits on them, and who entered (<see cref="Visitors.VisitorIndex"/>).</summary>
    public TableClient Visitors { get; } = service.GetTableClient("visitors");

    /// <summary>
    /// Of each campaign that needs them: counted entries, serial codes, the draw (<see cref="LeadScoring.Campaigns"/>);
    /// and whose a referral code is.
    /// </summary>
    public TableClient Campaigns { get; } = service.GetTableClient("campaigns");

    /// <summary>Secrets made once, and the versions of content in force (<see cref="Publishing.Publisher"/>).</summary>
    public TableClient Settings { get; } = service.GetTableClient("settings");

    /// <summary>Messages that failed to the end (<see cref="Parking.ParkedStore"/>).</summary>
    public TableClient Parked { get; } = service.GetTableClient("parked");

    /// <summary>The feed of alerts, newest first (<see cref="LeadScoring.Alerts.AlertIndex"/>).</summary>
    public TableClient Alerts { get; } = service.GetTableClient("alerts");

    /// <summary>What was learned from all leads, training by training (<see cref="Learning.ModelStore"/>).</summary>
    public TableClient Models { get; } = service.GetTableClient("models");

    /// <summary>Every intended mail, by day (<see cref="LeadScoring.Proof.SendIndex"/>).</summary>
    public TableClient Sends { get; } = service.GetTableClient("sends");

    /// <summary>
    /// What each owner in sales holds (<see cref="LeadScoring.Sales.ClaimIndex"/>), and how long hot leads waited.
    /// </summary>
    public TableClient Sales { get; } = service.GetTableClient("sales");

    /// <summary>Who was shown whose data, by hour (<see cref="LeadScoring.Access.AuditIndex"/>).</summary>
    public TableClient Audit { get; } = service.GetTableClient("audit");

    /// <summary>Tracks of leads, what they add up to, and studies of them (<see cref="Tracks.TrackStore"/>).</summary>
    public TableClient Insights { get; } = service.GetTableClient("insights");

    /// <summary>Files brought in, and what came of them (<see cref="LeadScoring.Imports.ImportStore"/>).</summary>
    public TableClient Imports { get; } = service.GetTableClient("imports");

    public async Task CreateAsync(QueueServiceClient queues, CancellationToken cancel)
    {
        TableClient[] all =
            [Leads, Rank, Due, Visitors, Campaigns, Settings, Parked, Alerts, Models, Sends, Sales, Audit, Insights,
             Imports];
        foreach (var table in all)
            await table.CreateIfNotExistsAsync(cancel);
        foreach (var queue in Queues.All)
        {
            await queues.GetQueueClient(queue).CreateIfNotExistsAsync(cancellationToken: cancel);
            await queues.GetQueueClient(queue + Queues.Poison).CreateIfNotExistsAsync(cancellationToken: cancel);
        }
    }
}
