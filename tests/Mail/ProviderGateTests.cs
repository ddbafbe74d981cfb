using LeadScoring.Mail;
using LeadScoring.Tests.Contracts;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Tests.Mail;

public sealed class ProviderGateTests
{
    private readonly MovableClock _clock = new(new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void One_refusal_closes_it_until_the_provider_wants_to_be_asked_again()
    {
        var gate = new ProviderGate(_clock);
        Assert.Null(gate.ClosedFor);

        gate.Close(TimeSpan.FromSeconds(90));

        Assert.Equal(TimeSpan.FromSeconds(90), gate.ClosedFor);
        _clock.Pass(TimeSpan.FromSeconds(89));
        Assert.Equal(TimeSpan.FromSeconds(1), gate.ClosedFor);
        _clock.Pass(TimeSpan.FromSeconds(1));
        Assert.Null(gate.ClosedFor);
    }

    [Fact]
    public void Refusals_of_one_moment_count_once_and_the_longest_wish_wins()
    {
        var gate = new ProviderGate(_clock);

        foreach (var asked in new int?[] { null, 30, null, 60, 10 })
            gate.Close(asked is { } seconds ? TimeSpan.FromSeconds(seconds) : null);

        Assert.Equal(TimeSpan.FromSeconds(60), gate.ClosedFor);
    }

    [Fact]
    public void Without_a_wish_it_waits_longer_each_time_up_to_ten_minutes_and_a_taken_mail_begins_anew()
    {
        var gate = new ProviderGate(_clock);
        var waits = new List<double>();
        for (var time = 0; time < 12; time++) waits.Add(CloseAndWait().TotalSeconds);
        Assert.Equal([2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600, 600], waits);

        gate.Passed();

        Assert.Equal(TimeSpan.FromSeconds(2), CloseAndWait());

        TimeSpan CloseAndWait()
        {
            gate.Close(null);
            var wait = gate.ClosedFor!.Value;
            _clock.Pass(wait);
            return wait;
        }
    }

    [Fact]
    public void A_mail_that_was_on_its_way_when_it_closed_does_not_open_it()
    {
        var gate = new ProviderGate(_clock);
        gate.Close(TimeSpan.FromMinutes(1));

        gate.Passed();

        Assert.Equal(TimeSpan.FromMinutes(1), gate.ClosedFor);
    }

    [Fact]
    public void A_clock_that_is_set_back_or_a_provider_that_asks_for_a_year_does_not_close_it_for_long()
    {
        var gate = new ProviderGate(_clock);
        gate.Close(TimeSpan.FromDays(365));
        Assert.Equal(TimeSpan.FromDays(1), gate.ClosedFor);

        _clock.Pass(TimeSpan.FromDays(-30));

        Assert.Null(gate.ClosedFor);
    }

    [Fact]
    public async Task After_a_429_the_mails_behind_it_are_not_handed_over_until_then()
    {
        await using var sendGrid = await FakeSendGrid.Start(context =>
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = "120";
            return Task.CompletedTask;
        });
        using var http = new HttpClient();
        var delivery = SendGridDelivery.Create(http, "SG.key", sendGrid.Address.ToString(), new(), _clock);
        IMailDelivery door = delivery;

        for (var mail = 0; mail < 5; mail++)
        {
            var away = await Assert.ThrowsAsync<MailUnavailableException>(
                () => delivery.DeliverAsync(Mails.Nurture, CancellationToken.None));
            Assert.Equal(TimeSpan.FromSeconds(120), away.RetryAfter);
        }
        Assert.Single(sendGrid.Requests);
        Assert.Equal(TimeSpan.FromSeconds(120), door.ClosedFor);

        _clock.Pass(TimeSpan.FromSeconds(120));
        await Assert.ThrowsAsync<MailUnavailableException>(
            () => delivery.DeliverAsync(Mails.Nurture, CancellationToken.None));

        Assert.Equal(2, sendGrid.Requests.Count);
    }

    [Fact]
    public async Task A_provider_that_refuses_a_mail_for_what_it_is_has_come_back()
    {
        var answers = new Queue<int>([503, 503, 400, 503]);
        await using var sendGrid = await FakeSendGrid.Start(context =>
        {
            context.Response.StatusCode = answers.Dequeue();
            return Task.CompletedTask;
        });
        using var http = new HttpClient();
        var delivery = SendGridDelivery.Create(http, "SG.key", sendGrid.Address.ToString(), new(), _clock);
        var waits = new List<TimeSpan?>();
        while (answers.Count > 0)
        {
            await Assert.ThrowsAnyAsync<Exception>(
                () => delivery.DeliverAsync(Mails.Nurture, CancellationToken.None));
            waits.Add(delivery.ClosedFor);
            _clock.Pass(delivery.ClosedFor ?? TimeSpan.Zero);
        }

        Assert.Equal([TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4), null, TimeSpan.FromSeconds(2)], waits);
    }
}
