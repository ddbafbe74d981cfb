using System.Text.Json;
using Azure;
using LeadScoring.Leads;
using LeadScoring.Parking;
using LeadScoring.RollOut;

namespace LeadScoring.Tests.Parking;

public sealed class ParkingErrorTests
{
    private static readonly RequestFailedException Conflict =
        new(412, "The row of hanako@example.jp has changed.", "UpdateConditionNotSatisfied", null);

    [Fact]
    public void Of_foreign_exceptions_the_type_is_kept_and_the_words_are_not() =>
        Assert.Equal("JsonException", ParkingError.Of(new JsonException("'hanako@example.jp' is no number.")));

    [Fact]
    public void Our_own_words_are_kept() =>
        Assert.StartsWith(
            "LeadBusyException: ", ParkingError.Of(new LeadBusyException("a1")), StringComparison.Ordinal);

    [Fact]
    public void Of_the_store_status_and_code_are_kept()
    {
        Assert.Equal("RequestFailedException: 412 UpdateConditionNotSatisfied", ParkingError.Of(Conflict));
        Assert.Equal(
            "RequestFailedException: 412 UpdateConditionNotSatisfied",
            ParkingError.Of(new AggregateException("Retry failed for hanako@example.jp.", Conflict)));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(408, true)]
    [InlineData(429, true)]
    [InlineData(500, true)]
    [InlineData(503, true)]
    [InlineData(400, false)]
    [InlineData(403, false)]
    [InlineData(404, false)]
    [InlineData(412, false)]
    public void An_outage_is_a_store_that_is_away_or_busy(int status, bool isOutage)
    {
        var failure = new RequestFailedException(status, "", "", null);
        Assert.Equal(isOutage, ParkingError.IsOutage(failure));
        Assert.Equal(isOutage, ParkingError.IsOutage(new AggregateException(failure, failure)));
    }

    [Fact]
    public void A_mistake_in_the_code_is_no_outage() =>
        Assert.False(ParkingError.IsOutage(new InvalidOperationException()));

    [Fact]
    public void Rules_that_only_a_newer_program_reads_pass_like_an_outage() =>
        Assert.True(ParkingError.IsOutage(new UnreadableRulesException("newer")));
}
