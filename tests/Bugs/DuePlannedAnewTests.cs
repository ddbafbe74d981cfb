using Azure.Data.Tables;
using LeadScoring.Due;
using LeadScoring.Tests.Crash;

namespace LeadScoring.Tests.Bugs;

/// <summary>
/// A plan that a worker with a slower clock renews while the timer moves it used to be deleted with the old one, and
/// the step it stood for never came.
/// </summary>
public sealed class DuePlannedAnewTests
{
    private static readonly DueItem Item = new(new string('a', 32), DueKind.Look, "car");

    [Fact]
    public async Task A_plan_renewed_while_the_timer_moves_it_stays()
    {
        await using var brand = await StormyBrand.OpenAsync(new Weather());
        var due = brand.Get<DueIndex>();
        await due.AddAsync(Item, StormyBrand.Start, default);
        var read = await due.DueByAsync(StormyBrand.Start, default).FirstAsync();
        await due.AddAsync(Item, StormyBrand.Start, default);
        await due.RemoveAsync(read.Values, default);
        Assert.Single(await PlansAsync(brand));

        read = await due.DueByAsync(StormyBrand.Start, default).FirstAsync();
        await due.RemoveAsync(read.Values, default);
        await due.RemoveAsync(read.Values, default);
        Assert.Empty(await PlansAsync(brand));
    }

    private static async Task<List<TableEntity>> PlansAsync(StormyBrand brand) =>
        await brand.Tables.Due.QueryAsync<TableEntity>().ToListAsync();
}
