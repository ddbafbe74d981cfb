using LeadScoring.Mail;
using LeadScoring.Tests.Journeys;

namespace LeadScoring.Tests.Consent;

/// <summary>
/// Double opt-in beyond the first click: reminder, outdated links, and what waits for the confirmation.
/// </summary>
public sealed class ConfirmationTests
{
    private const string Now = "2026-11-24T01:00:00Z"; // a Tuesday, 10:00 in Tokyo
    private const string Hanako = "hanako@example.jp";

    [Fact]
    public async Task Who_does_not_answer_is_reminded_once()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var first = await EnterAsync(brand);

        await brand.AdvanceAsync("P20D");

        var mails = brand.Mails();
        Assert.Equal(2, mails.Count);
        Assert.Contains("再送", mails[1].Subject, StringComparison.Ordinal);
        Assert.NotEqual(Brand.Link(first, "opt-in"), Brand.Link(mails[1], "opt-in"));
    }

    [Fact]
    public async Task Who_has_confirmed_is_not_reminded()
    {
        await using var brand = await Brand.OpenAsync(Now);
        await brand.ConfirmAsync(await EnterAsync(brand));

        await brand.AdvanceAsync("P10D");

        Assert.DoesNotContain(brand.Mails(), mail => mail.Subject.Contains("再送", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_outdated_link_confirms_nothing_and_brings_one_new_one_however_often_it_is_asked()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var old = Brand.Link(await EnterAsync(brand), "opt-in");
        await brand.AdvanceAsync("P7D");
        var sent = brand.Mails().Count;

        Assert.Contains("有効期限", await brand.Http.GetStringAsync(old), StringComparison.Ordinal);
        Assert.Contains("有効期限", await PostAsync(brand, old, []), StringComparison.Ordinal);
        Assert.Empty((await brand.GetAsync("/api/leads"))["leads"]!.AsArray());
        for (var n = 0; n < 3; n++)
            Assert.Contains("メールをご確認", await PostAsync(brand, old, [new("do", "again")]), StringComparison.Ordinal);

        Assert.Equal(sent + 1, brand.Mails().Count);
        await brand.ConfirmAsync(brand.Mails()[^1]);
        Assert.Single((await brand.GetAsync("/api/leads"))["leads"]!.AsArray());
        Assert.Contains("登録が完了", await PostAsync(brand, old, []), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_form_says_of_somebody_known_waits_for_their_link_and_is_not_in_the_mail()
    {
        await using var brand = await Brand.OpenAsync(Now);
        await brand.ConfirmAsync(await EnterAsync(brand));
        await brand.PostAsync("/api/campaigns/car-test-drive/entries", new
        {
            email = Hanako,
            name = "Mallory",
            phone = "090-6666-6666",
            locale = "en",
            optIn = true,
            attributes = new { budget = "1" },
        });
        await brand.SettleAsync();

        var mail = brand.Mails()[^1];
        var before = await brand.FindAsync(Hanako);
        Assert.Equal(("花子", "ja"), ((string?)before["name"], (string?)before["locale"]));
        Assert.Null(before["attributes"]!["budget"]);
        Assert.DoesNotContain("Mallory", mail.Text + mail.Html, StringComparison.Ordinal);
        Assert.Contains("only when you confirm", mail.Text, StringComparison.Ordinal);

        await brand.ConfirmAsync(mail);
        var after = await brand.FindAsync(Hanako);
        Assert.Equal(("Mallory", "090-6666-6666"), ((string?)after["name"], (string?)after["phone"]));
        Assert.Equal("1", (string?)after["attributes"]!["budget"]!["value"]);
        Assert.Equal(
            "Mallory",
            (string?)Assert.Single((await brand.GetAsync("/api/leads?product=car"))["leads"]!.AsArray())!["name"]);
    }

    private static async Task<OutboxMail> EnterAsync(Brand brand)
    {
        await brand.PostAsync(
            "/api/campaigns/car-launch-2026/entries",
            new { email = Hanako, name = "花子", locale = "ja", optIn = true });
        await brand.SettleAsync();
        return Assert.Single(brand.Mails());
    }

    private static async Task<string> PostAsync(Brand brand, string path, KeyValuePair<string, string>[] form)
    {
        using var answer = await brand.Http.PostAsync(path, new FormUrlEncodedContent(form));
        Assert.Equal(200, (int)answer.StatusCode);
        await brand.SettleAsync();
        return await answer.Content.ReadAsStringAsync();
    }
}
