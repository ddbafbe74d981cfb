using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Mail;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Tests.Misbehaving;

public sealed class ClosedProviderTests
{
    private const int People = 5;

    [Fact]
    public async Task While_the_provider_wants_to_be_left_alone_no_mail_is_claimed_and_afterwards_each_goes_once()
    {
        var isClosed = false;
        await using var sendGrid = await FakeSendGrid.Start(context =>
        {
            context.Response.StatusCode =
                isClosed ? StatusCodes.Status429TooManyRequests : StatusCodes.Status202Accepted;
            if (isClosed) context.Response.Headers.RetryAfter = "3600";
            return Task.CompletedTask;
        });
        await using var brand = await Brand.OpenAsync(
            "2027-02-01T00:00:00Z", null, "--SendGrid:ApiKey=SG.key", $"--SendGrid:BaseUrl={sendGrid.Address}");
        for (var person = 0; person < People; person++) await EnterAsync(brand, person);
        foreach (var confirmation in Mails(sendGrid))
            using (await brand.Http.PostAsync(confirmation.Links("opt-in").First(), null))
                await brand.SettleAsync();
        await brand.TravelAsync(new { now = "2027-02-02T00:59:30Z" });

        isClosed = true; // half a minute before the welcomes leave, it turns somebody's confirmation away
        await EnterAsync(brand, People);
        isClosed = false;
        await brand.TravelAsync(new { now = "2027-02-02T01:59:00Z" });

        Assert.Equal(People + 1, sendGrid.Requests.Count);
        for (var person = 0; person < People; person++)
            Assert.Equal(["confirm"], await TemplatesAsync(brand, person));

        await brand.TravelAsync(new { now = "2027-02-02T02:10:00Z" });
        Assert.Equal(People, Mails(sendGrid).Count(mail => mail.IsNurture));
        Assert.Equal(2, Mails(sendGrid).Count(mail => mail.To == Address(People)));
        for (var person = 0; person < People; person++)
            Assert.Equal(["car-welcome", "confirm"], await TemplatesAsync(brand, person));
    }

    private static string Address(int person) => $"person-{person}@example.jp";

    private static List<TakenMail> Mails(FakeSendGrid sendGrid) =>
        [.. sendGrid.Requests.Select(request => TakenMail.Of(request.Body, default, 0))];

    private static async Task EnterAsync(Brand brand, int person)
    {
        await brand.PostAsync("/api/campaigns/car-launch-2026/entries", new
        {
            entryId = $"e-{person}",
            email = Address(person),
            locale = "ja",
            optIn = true,
            attributes = new { prefecture = "Tokyo" },
        });
        await brand.SettleAsync();
    }

    private static async Task<IEnumerable<string?>> TemplatesAsync(Brand brand, int person)
    {
        var leadId = (string)(await brand.FindAsync(Address(person)))["leadId"]!;
        return (await brand.GetAsync($"/api/leads/{leadId}?product=car"))["sends"]!.AsArray()
            .Select(send => (string?)send!["template"]).Order(StringComparer.Ordinal);
    }
}
