using LeadScoring.Scoring;
using LeadScoring.Tests.Contracts;
using static LeadScoring.Tests.StorageCost.CostOfWork;

namespace LeadScoring.Tests.StorageCost;

/// <summary>What the price of a month on Azure is made of: nobody makes a piece of work dearer unseen.</summary>
[Collection(Azurite.Name), Trait("needs", Azurite.Name)]
public sealed class StorageCostTests(AzuriteBackEnd account)
{
    [Fact]
    public async Task Each_kind_of_work_takes_as_many_storage_transactions_as_written_here()
    {
        await using var app = await MeteredApp.OpenAsync(account.ConnectionString, Start);

        var costs = await new CostOfWork(app).MeasureAsync();

        Assert.Equal(
            [
                // One plans the reminder, two show the mail in the figures, and one, once a day, plans their settling.
                new WorkCost(Entry, new StorageBill(Tables: 16, Messages: 4)),
                // One for the register of the draw, one for the referral code that the page shows.
                new WorkCost(Confirmation, new StorageBill(Tables: 10, Messages: 2)),
                // The inbox row, the lead, its transaction, the move in the lists, and the mark for insights.
                new WorkCost(Reaction, new StorageBill(Tables: 5, Messages: 2)),
                // The door looks first whether there is such a lead.
                new WorkCost(ReactionById, new StorageBill(Tables: 6, Messages: 2)),
                // Two of the six plan the next look and the first step of a scenario: these ten made a stage.
                new WorkCost(TenReactions, new StorageBill(Tables: 7, Messages: 2)),
                // The device, the diary's look in 90 days, the row, and whether somebody entered meanwhile.
                new WorkCost(Stranger, new StorageBill(Tables: 4, Messages: 0)),
                // Half of it gives the lead what waited on the device.
                new WorkCost(DeviceEntry, new StorageBill(Tables: 27, Messages: 8)),
                new WorkCost(Visitor, new StorageBill(Tables: 5, Messages: 2)),
                // Two are the minute's own, one looks for old rows of the audit trail; with the feed's lines of a month
                // ago there are more, one for 100 of them.
                new WorkCost(HourlySweep, new StorageBill(Tables: 4, Messages: 0)),
                new WorkCost(NurtureMail, new StorageBill(Tables: 13, Messages: 2)),
                // The door finds the mail and notes the click; the lead, its mail, its send, one transaction, the move.
                new WorkCost(Click, new StorageBill(Tables: 8, Messages: 2)),
                new WorkCost(Purchase, new StorageBill(Tables: 6, Messages: 2)),
                new WorkCost(Hundred, new StorageBill(Tables: 500, Messages: 200)),
                // One is the audit trail's, as with the lead below, and once an hour those by which it finds the leads.
                new WorkCost(FirstPage, new StorageBill(Tables: RankLists.Shards + 5, Messages: 0)),
                new WorkCost(LaterPage, new StorageBill(Tables: RankLists.Shards + 5, Messages: 0)),
                new WorkCost(Lead, new StorageBill(Tables: 10, Messages: 0)), // whom a list of this hour showed
                // The rows of one line show the score in the other, so both move; the sixth plans a scenario's step.
                new WorkCost(SecondLine, new StorageBill(Tables: 7, Messages: 2)),
                new WorkCost(TwoLines, new StorageBill(Tables: 6, Messages: 2)),
                new WorkCost(IdleTick, new StorageBill(Tables: 2, Messages: 0)),
            ],
            costs.Where(cost => cost.Work != CostOfWork.Tracks));
        // Each lead with its events, its track of two lines and its mark; and in each of up to sixteen buckets the rows
        // of sums that they move, which are more with each cube.
        var tracks = Assert.Single(costs, cost => cost.Work == CostOfWork.Tracks).Bill;
        Assert.InRange(tracks.Messages, 26, 32); // two a bucket; a hundred leads leave few empty
        Assert.InRange(tracks.Tables, 770, 870);
    }
}
