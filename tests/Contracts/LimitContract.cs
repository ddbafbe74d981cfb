using Azure.Data.Tables;

namespace LeadScoring.Tests.Contracts;

/// <summary>What is refused because the service would refuse it.</summary>
public abstract class LimitContract(BackEnd backEnd)
{
    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\tb")]
    public async Task A_forbidden_character_in_a_key_is_refused(string key)
    {
        var table = await backEnd.NewTableAsync();

        await Refusal.Is(400, "OutOfRangeInput", () => table.AddEntityAsync(new TableEntity("p", key)));
    }

    [Fact]
    public async Task A_key_of_512_characters_is_the_longest()
    {
        var table = await backEnd.NewTableAsync();

        await table.AddEntityAsync(new TableEntity("p", new string('k', 512)));
        await Refusal.Is(
            400, "KeyValueTooLarge", () => table.AddEntityAsync(new TableEntity("p", new string('k', 513))));
    }

    [Fact]
    public async Task A_text_of_32_K_characters_is_the_longest()
    {
        var table = await backEnd.NewTableAsync();

        await table.AddEntityAsync(new TableEntity("p", "most") { ["T"] = new string('星', 32 * 1024) });
        await Refusal.Is(400, "PropertyValueTooLarge",
            () => table.AddEntityAsync(new TableEntity("p", "more") { ["T"] = new string('星', 32 * 1024 + 1) }));
    }

    [Fact]
    public async Task A_binary_of_64_KiB_is_the_longest()
    {
        var table = await backEnd.NewTableAsync();

        await table.AddEntityAsync(new TableEntity("p", "most") { ["B"] = new byte[64 * 1024] });
        await Refusal.Is(400, "PropertyValueTooLarge",
            () => table.AddEntityAsync(new TableEntity("p", "more") { ["B"] = new byte[64 * 1024 + 1] }));
    }

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

    [Theory]
    [InlineData("PartitionKey eq")]
    [InlineData("PartitionKey eq 'a")]
    [InlineData("(PartitionKey eq 'a'")]
    [InlineData("PartitionKey = 'a'")]
    public async Task A_filter_that_cannot_be_read_is_refused(string filter)
    {
        var table = await backEnd.NewTableAsync();

        await Assert.ThrowsAnyAsync<Azure.RequestFailedException>(
            async () => await table.QueryAsync<TableEntity>(filter).ToListAsync());
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
