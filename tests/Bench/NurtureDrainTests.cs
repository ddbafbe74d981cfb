using LeadScoring.Leads;
using LeadScoring.Sending;
using LeadScoring.Tests.Storage;

namespace LeadScoring.Tests.Bench;

/// <summary>What the benchmark measures is right, with few enrolments.</summary>
public sealed class NurtureDrainTests
{
    [Fact]
    public async Task Each_enrolment_that_is_due_is_mailed_once_and_no_other_row_is_read()
    {
        using var folder = new TemporaryFolder();
        await using var provider = await MailTaker.StartAsync();
        await using var app = await StoredEnrolments.OpenAsync(folder.File("data"), provider.Address);
        await app.FillAsync(due: 40, sleeping: 400);
        Assert.Equal(0, await app.RowsReadAsync());
        await app.TickAsync();
        Assert.Equal(0, await app.DrainAsync());

        app.ReachTheMinute();
        Assert.Equal(40, await app.RowsReadAsync());
        await app.TickAsync();
        Assert.Equal(0, await app.RowsReadAsync());
        Assert.Equal(40, await app.DrainAsync());

        Assert.Equal((40, 40), provider.Taken);
        foreach (var lead in app.DueLeads)
        {
            var row = SendLedger.RowIn(await app.LoadAsync(lead), app.Due.SendKey(app.Due.NextStep!));
            Assert.Equal(SendStatus.Sent, row!.Record.Status);
        }
    }
}
