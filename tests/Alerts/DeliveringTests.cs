using LeadScoring.Alerts;

namespace LeadScoring.Tests.Alerts;

public sealed class DeliveringTests
{
    private static readonly DateTimeOffset Start = new(2027, 2, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Alert Raised =
        new() { Kind = AlertKind.Drop, Product = "car", At = Start, OccurredAt = Start };

    [Fact]
    public void What_is_not_taken_is_tried_again_six_times_over_a_day_and_a_half_and_then_given_up()
    {
        var (alert, now, waits) = (Raised, Start, new List<TimeSpan>());
        while (alert.Delivery is not { IsOver: true })
        {
            var begun = Delivering.Begin(alert, now);
            Assert.NotEqual(alert, begun);
            alert = Delivering.After(begun, new WebhookAnswer(500, null), now.AddSeconds(1));
            if (alert.Delivery!.NextTryAt is not { } next) continue;
            Assert.Equal(alert, Delivering.Begin(alert, next.AddSeconds(-1)));
            waits.Add(next - now);
            now = next;
        }

        Assert.Equal([1, 5, 30, 120, 480, 1440], waits.Select(wait => wait.TotalMinutes));
        Assert.Equal(new AlertDelivery(7, GivenUp: "status 500"), alert.Delivery);
        Assert.Equal(alert, Delivering.Begin(alert, now.AddYears(1)));
    }

    [Fact]
    public void Of_two_workers_one_makes_the_try_and_a_process_that_dies_at_it_leaves_the_next()
    {
        var begun = Delivering.Begin(Raised, Start);

        Assert.Equal(new AlertDelivery(1, NextTryAt: Start.AddMinutes(1)), begun.Delivery);
        Assert.Equal(begun, Delivering.Begin(begun, Start.AddSeconds(59)));
        Assert.Equal(2, Delivering.Begin(begun, Start.AddMinutes(1)).Delivery!.Attempts);
    }

    [Fact]
    public void Processes_that_die_at_every_try_come_to_an_end()
    {
        var (alert, now) = (Raised, Start);
        for (var days = 0; days < 10; days++) (alert, now) = (Delivering.Begin(alert, now), now.AddDays(1));

        Assert.Equal(new AlertDelivery(7, GivenUp: "the last try was broken off"), alert.Delivery);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(204)]
    [InlineData(299)]
    public void Any_2xx_is_its_arrival(int status) =>
        Assert.Equal(new AlertDelivery(1, DeliveredAt: Start), Try(new WebhookAnswer(status, null)).Delivery);

    [Theory]
    [InlineData(302)]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(429)]
    [InlineData(503)]
    public void Anything_else_is_not_a_redirect_least_of_all(int status) =>
        Assert.Equal(
            new AlertDelivery(1, NextTryAt: Start.AddMinutes(1)), Try(new WebhookAnswer(status, null)).Delivery);

    [Fact]
    public void Gone_is_for_ever() =>
        Assert.Equal(new AlertDelivery(1, GivenUp: "status 410"), Try(new WebhookAnswer(410, null)).Delivery);

    [Fact]
    public void What_has_arrived_by_another_try_stays_arrived()
    {
        var arrived = Try(new WebhookAnswer(200, null));

        Assert.Equal(arrived, Delivering.After(arrived, new WebhookAnswer(null, "no answer in time"), Start));
        Assert.Equal(arrived, Delivering.After(arrived, new WebhookAnswer(410, null), Start));
        Assert.Equal(arrived, Delivering.Stopped(arrived));
    }

    private static Alert Try(WebhookAnswer answer) => Delivering.After(Delivering.Begin(Raised, Start), answer, Start);
}
