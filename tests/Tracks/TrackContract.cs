using LeadScoring.Storage;
using LeadScoring.Tests.Contracts;
using LeadScoring.Tracks;

namespace LeadScoring.Tests.Tracks;

/// <summary>What the tracks' store has to do, on whichever tables; each test has a product line of its own.</summary>
public abstract class TrackContract(BackEnd backEnd)
{
    private static readonly DateTimeOffset Now = new(2027, 2, 1, 1, 0, 0, TimeSpan.Zero);

    private readonly string _product = BackEnd.RandomName();

    [Fact]
    public async Task Of_two_who_read_a_bucket_one_saves_and_the_other_changes_nothing()
    {
        var (tables, store) = await OpenAsync();
        var (first, second) = (await StateAsync(store), await StateAsync(store));
        Assert.NotNull(await store.SaveAsync(first, [Move("0a", null, 1)], Now, default));
        Assert.Null(await store.SaveAsync(second, [Move("0b", null, 2)], Now, default));
        Assert.Equal("0a", Assert.Single(await store.TracksAsync(_product, 0, default).ToListAsync()).Track.LeadId);
        await KeptTracks.AssertSumsAsync(tables);

        second = await StateAsync(store);
        Assert.NotNull(await store.SaveAsync(second, [Move("0b", null, 2)], Now, default));
        Assert.Null(await store.SaveAsync(second, [Move("0b", null, 2)], Now, default)); // its answer got lost
        Assert.Equal(2, (await StateAsync(store)).Revision);
        await KeptTracks.AssertSumsAsync(tables);
    }

    [Fact]
    public async Task What_goes_takes_its_cells_along_to_the_last_row()
    {
        var (tables, store) = await OpenAsync();
        Assert.NotNull(await store.SaveAsync(
            await StateAsync(store), [Move("0a", null, 1.25m), Move("0b", null, 2.75m)], Now, default));
        Assert.Equal(4m, Assert.Single(await SumsAsync(store), cell => cell.Group == "all").Values[0]);
        Assert.NotNull(await store.SaveAsync(await StateAsync(store), [Move("0a", 1.25m, 3)], Now, default));
        Assert.Equal(5.75m, Assert.Single(await SumsAsync(store), cell => cell.Group == "all").Values[0]);
        await KeptTracks.AssertSumsAsync(tables);
        Assert.NotNull(await store.SaveAsync(
            await StateAsync(store), [Move("0a", 3, null), Move("0b", 2.75m, null)], Now, default));
        Assert.Empty(await SumsAsync(store));
        Assert.Empty(await store.TracksAsync(_product, 0, default).ToListAsync());
    }

    [Fact]
    public async Task A_long_part_and_a_short_one_are_read_as_they_were_written()
    {
        var (tables, _) = await OpenAsync();
        var studies = new StudyStore(tables);
        var random = new Random(1);
        var numbers = string.Join(',', Enumerable.Range(0, 100_000).Select(_ => random.Next()));
        foreach (var text in new[] { "短い", numbers, "also short", "" })
        {
            var head = new PartHead(text.Length, 1, null);
            await studies.SavePartAsync(_product, 3, "study", head, text, default);
            Assert.Equal(text, await studies.PartAsync(_product, 3, "study", default));
            Assert.Equal(head, await studies.HeadAsync(_product, 3, "study", default));
        }
        await studies.DropPartsAsync(_product, 3, default);
        Assert.Null(await studies.PartAsync(_product, 3, "study", default));
    }

    [Fact]
    public async Task A_mark_that_was_written_anew_outlives_who_read_it_before()
    {
        var (tables, _) = await OpenAsync();
        var (marks, id) = (new MarkStore(tables, TimeProvider.System), "7" + BackEnd.RandomName());
        await marks.AddAsync(id, default);
        var read = (await marks.ReadAsync(7, null, 1000, default)).Single(mark => mark.LeadId == id);
        await marks.AddAsync(id, default);
        await marks.RemoveAsync([read], default);
        Assert.Contains(7, await marks.BucketsAsync(default));
        var again = (await marks.ReadAsync(7, null, 1000, default)).Single(mark => mark.LeadId == id);
        await marks.RemoveAsync([again], default);
        Assert.DoesNotContain(await marks.ReadAsync(7, null, 1000, default), mark => mark.LeadId == id);
    }

    private async Task<(Tables, TrackStore)> OpenAsync()
    {
        var tables = new Tables(backEnd.Tables);
        await tables.Insights.CreateIfNotExistsAsync();
        return (tables, new TrackStore(tables));
    }

    private Task<BucketState> StateAsync(TrackStore store) => store.StateAsync(_product, 0, default);

    private Task<IReadOnlyList<Cell>> SumsAsync(TrackStore store) =>
        store.SumsAsync(_product, 0, "cube", "", null, default);

    private TrackMove Move(string leadId, decimal? before, decimal? after) => new(leadId, Kept(before), Kept(after));

    private KeptTrack? Kept(decimal? value) => value is not { } number ? null : new KeptTrack(
        new Track { LeadId = "0a", Product = _product, Start = 1, CameBy = new CameBy(null, null, null, null, false) },
        [
            new Cell("cube", "all", "日本|key", [number]),
            new Cell("cube", "2027-02", number.ToString(System.Globalization.CultureInfo.InvariantCulture), [0, 1]),
        ]);
}

public sealed class EmbeddedTracks(EmbeddedBackEnd backEnd) : TrackContract(backEnd), IClassFixture<EmbeddedBackEnd>;

[Collection(Azurite.Name), Trait("needs", Azurite.Name)]
public sealed class AzuriteTracks(AzuriteBackEnd backEnd) : TrackContract(backEnd);
