using Azure.Data.Tables;

namespace LeadScoring.Tests.Contracts;

/// <summary>What is refused because the service would refuse it, and its emulator does too.</summary>
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

        await Refusal.Is(400, () => table.AddEntityAsync(new TableEntity("p", key)));
    }

    [Fact]
    public async Task A_key_of_512_characters_is_the_longest()
    {
        var table = await backEnd.NewTableAsync();

        await table.AddEntityAsync(new TableEntity("p", new string('k', 512)));
        await Refusal.Is(
            400, () => table.AddEntityAsync(new TableEntity("p", new string('k', 513))));
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

    [Theory]
    [InlineData("PartitionKey eq")]
    [InlineData("(PartitionKey eq 'a'")]
    [InlineData("PartitionKey = 'a'")]
    public async Task A_filter_that_cannot_be_read_is_refused(string filter)
    {
        var table = await backEnd.NewTableAsync();

        await Assert.ThrowsAnyAsync<Azure.RequestFailedException>(
            async () => await table.QueryAsync<TableEntity>(filter).ToListAsync());
    }
}
