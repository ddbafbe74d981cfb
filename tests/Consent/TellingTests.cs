using System.Text.Json.Nodes;
using LeadScoring.Tests.Journeys;

namespace LeadScoring.Tests.Consent;

/// <summary>Consents that staff and other systems tell of or ask for, and how long a consent carries mail.</summary>
public sealed class TellingTests
{
    private const string Now = "2026-11-24T01:00:00Z"; // a Tuesday, 10:00 in Tokyo
    private const string Hanako = "hanako@example.jp";
    private static readonly string[] Owners = ["owners"];

    [Fact]
    public async Task An_import_makes_the_lead_mailable_with_its_proof_and_once_however_often_it_comes()
    {
        await using var brand = await Brand.OpenAsync(Now);
        for (var n = 0; n < 2; n++)
        {
            var answer = await ImportAsync(
                brand, Consent("2026-01-01T00:00:00Z"), new { email = Hanako, channel = "email", how = "paper" });
            Assert.Equal(1, (int)answer["accepted"]!);
            Assert.Equal(
                ["grantedAt", "proof"],
                answer["rejected"]![0]!["errors"]!.AsObject().Select(error => error.Key).Order());
        }

        var consents = await ConsentsAsync(brand);
        Assert.True((bool)consents["mayMail"]!);
        var row = Assert.Single(consents["record"]!.AsArray())!;
        Assert.Equal(("import", "sheet 118"), ((string?)row["source"], (string?)row["proof"]));
        Assert.Equal(32, ((string)row["wordingHash"]!).Length);
    }

    [Fact]
    public async Task What_the_staff_took_holds_at_once_and_an_older_import_changes_nothing()
    {
        await using var brand = await Brand.OpenAsync(Now);
        await ImportAsync(brand, Consent("2026-01-01T00:00:00Z"));
        var id = (string)(await brand.FindAsync(Hanako))["leadId"]!;

        await brand.PostAsync($"/api/leads/{id}/consents", new { channel = "email", granted = true, how = "x" }, 400);
        var answer = await brand.PostAsync(
            $"/api/leads/{id}/consents", new { channel = "email", granted = false, how = "letter" }, 200);
        Assert.False((bool)answer["mayMail"]!);
        Assert.Equal("consent withdrawn", (string?)answer["reason"]);

        await ImportAsync(brand, Consent("2026-06-01T00:00:00Z"));
        Assert.False((bool)(await ConsentsAsync(brand))["mayMail"]!);
        await brand.PostAsync($"/api/leads/{id}/reconsent", new { }, 409);
    }

    [Fact]
    public async Task Calls_end_with_a_word_and_begin_again_with_one()
    {
        await using var brand = await Brand.OpenAsync(Now);
        await ImportAsync(brand, Consent("2026-01-01T00:00:00Z"));
        var id = (string)(await brand.FindAsync(Hanako))["leadId"]!;
        foreach (var granted in new[] { false, true })
        {
            var answer = await brand.PostAsync(
                $"/api/leads/{id}/consents",
                new { channel = "phone", granted, how = "phone", takenBy = "Sato" }, 200);
            Assert.Equal(granted, (bool)answer["mayCall"]!);
            await brand.AdvanceAsync("PT1M");
        }
        await brand.PostAsync(
            $"/api/leads/{id}/consents", new { channel = "phone", granted = false, purpose = "cars", how = "x" }, 400);
    }

    [Fact]
    public async Task A_misspelt_purpose_is_refused_and_never_taken_for_all_mail()
    {
        await using var brand = await Brand.OpenAsync(Now);
        var import = new { email = Hanako, channel = "email", grantedAt = Now, how = "paper", proof = "sheet 1" };
        var answer = await ImportAsync(
            brand,
            new { import.email, import.channel, import.grantedAt, import.how, import.proof, purposes = Owners },
            new { import.email, import.channel, import.grantedAt, import.how, import.proof, purpose = "cars" });
        Assert.Equal([0], answer["rejected"]!.AsArray().Select(item => (int)item!["index"]!));
        Assert.NotNull(answer["rejected"]![0]!["errors"]!["purposes"]);
        Assert.Equal(["cars"], MailedFor((await ConsentsAsync(brand))["purposes"]!));

        var staff = $"/api/leads/{(string)(await brand.FindAsync(Hanako))["leadId"]!}/consents";
        var taken = new { channel = "email", granted = true, how = "counter", takenBy = "Sato" };
        var refused = await brand.PostAsync(
            staff, new { taken.channel, taken.granted, taken.how, taken.takenBy, purposes = Owners }, 400);
        Assert.NotNull(refused["errors"]!["purposes"]);
        var told = await brand.PostAsync(
            staff, new { taken.channel, taken.granted, taken.how, taken.takenBy, purpose = "owners" }, 200);
        Assert.Equal(["cars", "owners"], MailedFor(told["purposes"]!));

        refused = await brand.PostAsync(
            "/api/opt-ins", new { email = Hanako, context = "warranty", purpose = "owners" }, 400);
        Assert.NotNull(refused["errors"]!["purpose"]);
    }

    [Fact]
    public async Task Consents_as_long_as_the_door_lets_them_be_are_taken_in_one_call()
    {
        const int Items = 60;
        await using var brand = await Brand.OpenAsync(Now);
        // A quotation mark is one character at the door and six in JSON.
        var quotes = new string('"', 3_990);
        var answer = await ImportAsync(brand, [.. Enumerable.Range(0, Items).Select(n => new
        {
            email = Hanako, channel = "email", grantedAt = "2026-01-01T00:00:00Z", how = "paper",
            wording = $"{n}{quotes}", proof = $"{n}{quotes}", page = quotes[..2_000],
        })]);
        Assert.Equal(Items, (int)answer["accepted"]!);

        Assert.Equal(Items, (await ConsentsAsync(brand))["record"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_question_at_the_till_goes_out_by_mail_and_its_answer_names_the_words_and_the_context()
    {
        await using var brand = await Brand.OpenAsync(Now);
        await brand.PostAsync("/api/opt-ins", new { email = Hanako, context = "shop-window" }, 400);
        await brand.PostAsync(
            "/api/opt-ins", new { email = Hanako, context = "warranty", locale = "en", purposes = Owners });
        await brand.SettleAsync();
        Assert.False((bool)(await ConsentsAsync(brand))["mayMail"]!);

        var mail = Assert.Single(brand.Mails());
        Assert.Equal("May we write to you?", mail.Subject);
        await brand.ConfirmAsync(mail);

        var consents = await ConsentsAsync(brand);
        var row = consents["record"]!.AsArray().Single(row => (string?)row!["what"] == "email granted")!;
        Assert.Equal(("warranty", "2026-01"), ((string?)row["source"], (string?)row["wordingVersion"]));
        Assert.Contains("Hoshikawa Mobility Inc.", (string?)row["wording"], StringComparison.Ordinal);
        Assert.NotNull(row["shownFrom"]);
        Assert.Equal(Owners, MailedFor(consents["purposes"]!));
    }

    [Fact]
    public async Task A_consent_expires_and_can_be_renewed_by_asking_again()
    {
        await using var brand = await Brand.OpenAsync(Now);
        await ImportAsync(brand, Consent("2024-11-26T00:00:00Z"));
        var id = (string)(await brand.FindAsync(Hanako))["leadId"]!;
        Assert.True((bool)(await ConsentsAsync(brand))["mayMail"]!);

        await brand.AdvanceAsync("P3D");
        Assert.Equal("consent expired", (string?)(await ConsentsAsync(brand))["reason"]);
        await brand.PostAsync($"/api/leads/{id}/reconsent", new { });
        await brand.SettleAsync();
        var mail = Assert.Single(brand.Mails());
        Assert.Contains("これからも", mail.Subject, StringComparison.Ordinal);
        await brand.ConfirmAsync(mail);

        Assert.True((bool)(await ConsentsAsync(brand))["mayMail"]!);
    }

    [Fact]
    public async Task A_reaction_keeps_a_consent_alive()
    {
        await using var brand = await Brand.OpenAsync(Now);
        await ImportAsync(brand, Consent("2024-11-26T00:00:00Z"));
        await brand.PostAsync("/api/reactions", new
        {
            reactions = new[]
            {
                new { id = "r", email = Hanako, type = "page-view", occurredAt = Now, product = "car" },
            },
        });
        await brand.SettleAsync();

        await brand.AdvanceAsync("P3D");

        Assert.True((bool)(await ConsentsAsync(brand))["mayMail"]!);
    }

    private static IEnumerable<string?> MailedFor(JsonNode purposes) => purposes.AsArray()
        .Where(view => (bool)view!["mayMail"]!).Select(view => (string?)view!["purpose"]).Order();

    private static object Consent(string grantedAt) => new
    {
        email = Hanako,
        channel = "email",
        grantedAt,
        how = "paper form",
        wording = "I agree",
        proof = "sheet 118",
    };

    private static async Task<JsonNode> ImportAsync(Brand brand, params object[] consents)
    {
        var answer = await brand.PostAsync("/api/consents", new { consents });
        await brand.SettleAsync();
        return answer;
    }

    private static async Task<JsonNode> ConsentsAsync(Brand brand) => (await brand.FindAsync(Hanako))["consents"]!;
}
