using Azure.Data.Tables;
using LeadScoring.Due;
using LeadScoring.Storage;
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

        await MoveDueAsync(brand);

        Assert.Equal("0", Assert.Single(await PlansAsync(brand)).RowKey);
    }

    [Theory]
    [InlineData("""{"leadId":"x","kind":"moonrise","key":""}""")]
    [InlineData(null)]
    public async Task One_that_is_parked_waits_for_the_timer_when_its_scenario_is_resumed(string? text)
    {
        await using var brand = await StormyBrand.OpenAsync(new Weather());
        var due = brand.Get<DueIndex>();
        for (var lead = 0; lead < 3; lead++)
            await due.ParkAsync(
                new DueItem(new string((char)('a' + lead), 32), DueKind.Step, "car-new|1|1", "welcome"), "car-new",
                default);
        var unreadable = new TableEntity((await PlansAsync(brand))[0].PartitionKey, "0");
        if (text is not null) unreadable["d0"] = text;
        await brand.Tables.Due.AddEntityAsync(unreadable);

        await brand.Get<ResumeHandler>().HandleAsync(new StepsResumed("car-new"), default);

        Assert.Empty(await due.ParkedAsync("car-new", 10, default));
        Assert.Equal(3, await WaitingAsync(brand));
        await MoveDueAsync(brand);
        var left = Assert.Single(await PlansAsync(brand));
        Assert.Equal(("0", text), (left.RowKey, left.GetString("d0")));
        Assert.StartsWith("202702010100|", left.PartitionKey, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_kind_of_planned_work_has_its_message()
    {
        await using var brand = await StormyBrand.OpenAsync(new Weather());
        foreach (var kind in Enum.GetValues<DueKind>())
            await brand.Get<DueIndex>()
                .AddAsync(new DueItem(Digest.Of($"{kind}"), kind, ""), StormyBrand.Start, default);

        await MoveDueAsync(brand);

        Assert.Empty(await PlansAsync(brand));
    }

    private static Task MoveDueAsync(StormyBrand brand) =>
        new DueFunctions(
            brand.Get<DueIndex>(), brand.Get<Post>(), brand.Get<TimeProvider>(), NullLogger<DueFunctions>.Instance)
            .MoveDue(null!, default);

    private static async Task<int> WaitingAsync(StormyBrand brand) =>
        (await brand.Get<Stores>().Queues.GetQueueClient(Queues.Sends).GetPropertiesAsync())
            .Value.ApproximateMessagesCount;

    private static async Task<List<TableEntity>> PlansAsync(StormyBrand brand) =>
        await brand.Tables.Due.QueryAsync<TableEntity>().ToListAsync();
}
