using LeadScoring.Hits;
using LeadScoring.Leads;
using LeadScoring.Reactions;
using LeadScoring.Tests.Rights;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Hits;

/// <summary>A click whose door died between keeping it and telling the queue of it.</summary>
public sealed class UntoldHitTests
{
    [Fact]
    public async Task It_holds_up_no_hit_that_came_before_it_and_is_worked_off_with_that()
    {
        await using var mailed = await MailedBrand.OpenAsync();
        await mailed.Brand.AdvanceAsync("PT1H");
        await mailed.FollowAsync(mailed.Doors[1]);
        var at = await mailed.NowAsync();
        var untold = InboxBatch.Empty with
        {
            Mails =
            [
                new MailHits
                {
                    SendId = mailed.Mail.SendId,
                    Hits = [new Hit { Id = "2|get|1", Kind = HitKind.Click, At = at, Link = 2 }],
                },
            ],
        };
        await mailed.Brand.Services.GetRequiredService<LeadStore>().TryAddRowAsync(
            mailed.LeadId, ReactionInbox.KeyOf(untold), untold, default);

        await mailed.Brand.AdvanceAsync("PT10S");
        await mailed.Brand.AdvanceAsync("PT2M");

        Assert.DoesNotContain(
            await Traces.RowsAsync(mailed.Brand.Tables(), mailed.LeadId),
            row => row.StartsWith(LeadRows.InboxPrefix, StringComparison.Ordinal));
        Assert.Equal(["human", "human"], await mailed.VerdictsAsync());
    }
}
