using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Sending;
using LeadScoring.Tests.Contracts;
using LeadScoring.Tests.Crash;
using LeadScoring.Tests.Nurture;
using LeadScoring.Tests.Publishing;
using NodaTime;

namespace LeadScoring.Tests.Sending;

/// <summary>A place under a limit is taken once and given back once, whatever becomes of the store's answers.</summary>
public sealed class PlaceTests
{
    private const string Lead = "0000000000000000000000000000000a";
    private static readonly LocalDate Day = new(2027, 2, 1);

    [Theory]
    [InlineData(0)] // the counter's first row
    [InlineData(2)]
    public async Task One_that_is_taken_without_an_answer_is_taken_once(int before)
    {
        var weather = new OneMishap();
        await using var brand = await StormyBrand.OpenAsync(weather);
        var limits = brand.Get<LimitStore>();
        for (var n = 0; n < before; n++) await limits.TryTakeAsync("brand", Day, 100, Lead, default);

        weather.Arm(1, Mishap.IsSentTwice);
        Assert.Equal(0, await limits.TryTakeAsync("brand", Day, 100, Lead, default));

        Assert.Equal(before + 1, await limits.UsedAsync("brand", Day, default));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)] // others, who changed the counter between the write and its repetition
    [InlineData(40)] // so many that it cannot remember
    public async Task One_that_is_given_back_without_an_answer_is_given_back_once(int others)
    {
        var weather = new Crowd();
        await using var brand = await StormyBrand.OpenAsync(weather);
        var limits = brand.Get<LimitStore>();
        for (var n = 0; n < 3; n++) await limits.TryTakeAsync("brand", Day, 10_000, Lead, default);

        weather.Between = async () =>
        {
            for (var n = 0; n < others; n++) await limits.TryTakeAsync("brand", Day, 10_000, Lead, default);
        };
        await limits.ReturnAsync("brand", Day, 0, default);

        Assert.Equal(2 + others, await limits.UsedAsync("brand", Day, default));
    }

    [Fact]
    public async Task One_whose_return_fails_after_the_write_is_not_returned_again_at_the_end()
    {
        var weather = new OneMishap();
        await using var brand = await StormyBrand.OpenAsync(weather);
        var (limits, content) = (brand.Get<LimitStore>(), Limited(brandLimit: 10, scenarioLimit: 1));
        await limits.TryTakeAsync(SendSlot.Brand, Day, 10, Lead, default);
        await limits.TryTakeAsync(SendSlot.Of("a"), Day, 1, Lead, default); // full: the brand's place goes back

        weather.Arm(2, Mishap.DiesAfter);
        await Assert.ThrowsAsync<PowerCutException>(async () =>
        {
            await using var slot = new SendSlot(limits, content, Lead, new MovableClock(StormyBrand.Start.AddHours(2)));
            await slot.TakeAsync(Person(), Person().Enrolments.Values.Single(), null, default);
        });

        Assert.Equal(1, await limits.UsedAsync(SendSlot.Brand, Day, default));
    }

    private static InForce Limited(int brandLimit, int scenarioLimit)
    {
        var edition = Mailing.Brand(
            SampleContent.Edition.Sender.Sending, Mailing.Of("a", 50, "9/P1D") with { DailyLimit = scenarioLimit });
        var content = new InForce();
        content.Use(edition with
        {
            Sender = edition.Sender with { Sends = new SendLimits(brandLimit, null) },
        });
        return content;
    }

    private static Lead Person() => new Mailing(Limited(1, 1).Edition, StormyBrand.Start)
        .Enrolled("a", StormyBrand.Start).Lead;

    /// <summary>After one write others get through before the client repeats it.</summary>
    private sealed class Crowd : Weather
    {
        public Func<Task>? Between { get; set; }

        public override async Task<T> WriteAsync<T>(Func<Task<T>> write)
        {
            if (Between is not { } between) return await write();
            Between = null;
            await write();
            await between();
            return await write();
        }
    }
}
