using LeadScoring.RollOut;
using LeadScoring.Storage;
using LeadScoring.Storage.Embedded;
using LeadScoring.Tests.Contracts;
using LeadScoring.Tests.Storage;

namespace LeadScoring.Tests.RollOut;

/// <summary>How far a walk over all leads has come.</summary>
public sealed class WalkLaws
{
    private static readonly DateTimeOffset Now = new(2027, 2, 1, 3, 0, 0, TimeSpan.Zero);
    private static readonly WalkPart Begun = new(0, 0, null, Now, null);

    [Fact]
    public async Task A_part_begins_without_a_look_at_the_leads()
    {
        using var folder = new TemporaryFolder();
        await using var store = new EmbeddedStore(folder.File("walk.db"), new MovableClock(Now));
        var tables = new Tables(store.Tables);
        await tables.Settings.CreateIfNotExistsAsync(); // and no other table: whoever reads leads fails

        var (part, _) = await new WalkStore(tables).BeginAsync(Walk.RollOut(2), 0, Now, default);

        Assert.Equal(Begun, part);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(50)]
    [InlineData(99)]
    public void How_many_leads_there_are_is_reckoned_from_those_walked_so_far(int percent)
    {
        const int leads = 20_000;
        var ids = Enumerable.Range(0, leads).Select(n => Digest.Of($"lead {n}")).Order(StringComparer.Ordinal).ToList();
        var parts = Enumerable.Range(0, Walk.Parts).Select(part =>
        {
            var (from, to) = Walk.Ids(part);
            var own = ids.Where(id =>
                string.CompareOrdinal(id, from) >= 0 && string.CompareOrdinal(id, to) < 0).ToList();
            return Begun.With([.. own.Take(own.Count * percent / 100)], 0);
        }).ToList();

        Assert.InRange(WalkView.Sum(parts).Of!.Value, leads * 0.8, leads * 1.2);
        Assert.InRange(WalkView.Sum([parts[0], Begun]).Of!.Value, leads * 0.7, leads * 1.3);
    }

    [Fact]
    public void It_is_unknown_before_the_first_slice_and_exact_at_the_end()
    {
        var ends = Enumerable.Range(0, Walk.Parts)
            .Select(part => Begun.With([Digest.Of($"{part}")], 0).Finished(Now)).ToList();

        Assert.Null(WalkView.Sum([]).Of);
        Assert.Null(WalkView.Sum([Begun, Begun.Finished(Now)]).Of);
        Assert.Equal((4, 4), (WalkView.Sum(ends).Leads, WalkView.Sum(ends).Of));
    }
}
