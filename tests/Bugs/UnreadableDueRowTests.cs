using Azure.Data.Tables;
using LeadScoring.Due;
using LeadScoring.Tests.Crash;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeadScoring.Tests.Bugs;

/// <summary>One row of the due index that could not be read used to stop the timer for all, minute by minute.</summary>
public sealed class UnreadableDueRowTests
{
    [Theory]
    [InlineData("""{"leadId":"x","kind":"moonrise","key":""}""")] // of a newer version, while an old one still runs
    [InlineData(null)]
    public async Task A_row_that_cannot_be_read_stays_and_holds_up_no_other(string? text)
    {
        await using var brand = await StormyBrand.OpenAsync(new Weather());
        var (due, now) = (brand.Get<DueIndex>(), StormyBrand.Start);
        for (var lead = 0; lead < 3; lead++)
            await due.AddAsync(new DueItem(new string((char)('a' + lead), 32), DueKind.Look, "car"), now, default);
        var slot = (await PlansAsync(brand))[0].PartitionKey;
        var unreadable = new TableEntity(slot, "0");
        if (text is not null) unreadable["d0"] = text;
        await brand.Tables.Due.AddEntityAsync(unreadable);

        await new DueFunctions(due, brand.Get<Post>(), brand.Get<TimeProvider>(), NullLogger<DueFunctions>.Instance)
            .MoveDue(null!, default);

        Assert.Equal("0", Assert.Single(await PlansAsync(brand)).RowKey);
    }

    private static async Task<List<TableEntity>> PlansAsync(StormyBrand brand) =>
        await brand.Tables.Due.QueryAsync<TableEntity>().ToListAsync();
}
