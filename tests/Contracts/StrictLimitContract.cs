using Azure.Data.Tables;
using static Azure.Data.Tables.TableTransactionActionType;

namespace LeadScoring.Tests.Contracts;

/// <summary>Limits of the service that its emulator lets pass: a back end joins where it is as strict.</summary>
public abstract class StrictLimitContract(BackEnd backEnd)
{
    [Fact]
    public async Task A_row_of_one_MiB_is_the_largest()
    {
        var table = await backEnd.NewTableAsync();

        await table.AddEntityAsync(Filled("most", 15));
        await Refusal.Is(400, "EntityTooLarge", () => table.AddEntityAsync(Filled("more", 17)));
    }

    [Fact]
    public async Task A_row_has_at_most_252_properties_of_its_own()
    {
        var table = await backEnd.NewTableAsync();

        await table.AddEntityAsync(With("most", 252));
        await Refusal.Is(400, "TooManyProperties", () => table.AddEntityAsync(With("more", 253)));
    }

    [Fact]
    public async Task Two_partitions_are_refused()
    {
        var table = await backEnd.NewTableAsync();

        var refusal = await Assert.ThrowsAsync<TableTransactionFailedException>(
            () => table.SubmitTransactionAsync(
                [new(Add, new TableEntity("p", "r")), new(Add, new TableEntity("q", "r"))]));

        Assert.Equal(400, refusal.Status);
        Assert.Empty(await table.QueryAsync<TableEntity>().ToListAsync());
    }

    [Theory]
    [InlineData("a/b", "OutOfRangeInput")]
    [InlineData("a\tb", "OutOfRangeInput")]
    [InlineData(null, "PropertiesNeedValue")]
    public async Task A_refused_key_is_refused_with_the_services_code(string? key, string code)
    {
        var table = await backEnd.NewTableAsync();

        await Refusal.Is(400, code, () => table.AddEntityAsync(new TableEntity("p", key!)));
    }

    [Theory]
    [InlineData("PartitionKey eq 'a")]
    [InlineData("A eq 1 or A eq 2 or A eq 3 or A eq 4 or A eq 5 or A eq 6 or A eq 7 or A eq 8 or "
        + "A eq 9 or A eq 10 or A eq 11 or A eq 12 or A eq 13 or A eq 14 or A eq 15 or A eq 16")]
    public async Task A_filter_with_an_open_text_or_with_16_comparisons_is_refused(string filter)
    {
        var table = await backEnd.NewTableAsync();

        await Refusal.Is(400, "InvalidInput", async () => await table.QueryAsync<TableEntity>(filter).ToListAsync());
    }

    private static TableEntity Filled(string key, int properties)
    {
        var entity = new TableEntity("p", key);
        for (var i = 0; i < properties; i++) entity[$"B{i}"] = new byte[64 * 1024];
        return entity;
    }

    private static TableEntity With(string key, int properties)
    {
        var entity = new TableEntity("p", key);
        for (var i = 0; i < properties; i++) entity[$"P{i}"] = i;
        return entity;
    }
}
