using System.Text;
using LeadScoring.Publishing;

namespace LeadScoring.Tests.Publishing;

public sealed class ContentFolderTests
{
    private const string Launch = "campaigns/car-launch-2026.json";
    private const string Considering = "scenarios/car-considering.json";

    private const string Driven = "{ \"reaction\": { \"types\": [\"test-drive\"], \"within\": \"P30D\" } }";

    private const string Assign =
        "\"assign\": { \"at\": \"0 9 * * *\", \"products\": [\"car\", \"boat\"], \"stage\": \"hot\" }, \"region\"";

    [Theory]
    [InlineData(Launch, "\"product\": \"car\"", "\"product\": \"cars\"",
        "product: Must be a product of scoring.json, one of car, camper, but is 'cars'.")]
    [InlineData(Launch, "\"2026-01-01T00:00:00+09:00\"", "\"1 January\"",
        "opens: Must be a time like 2026-11-22T09:30:00Z or 2026-11-22T18:30:00+09:00, but is '1 January'.")]
    [InlineData(Launch, "\"2031-", "\"2025-", "closes: Must be later than opens.")]
    [InlineData(Launch, "\"confirmTemplate\": \"confirm\"", "\"confirmTemplate\": \"hello\"",
        "confirmTemplate: Needs the mail templates/hello/ja.subject.hbs with its .html.hbs, "
        + "which is not there.")]
    [InlineData(Launch, "I agree that Hoshikawa Mobility Inc. sends", "I agree that someone sends",
        "optIn.wording.en: Must name the sender as in sender.json, 'Hoshikawa Mobility Inc.': "
        + "people agree to mail from a named company.")]
    [InlineData(Launch, "\"en\": \"Mio EV launch", "\"fr\": \"Mio EV",
        "title.en: Is required: the brand in sender.json has a name in en, so its texts have that language too.")]
    [InlineData(Launch, "\"winners\": 3", "\"winners\": \"three\"",
        "prizeDraw.winners: Must be a whole number without quotes, but is text.")]
    [InlineData(Launch, "\"2026-11\":", "\"November\":",
        "costPerMonth.November: Must be a month like 2026-11, from 1990-01 to 2199-12.")]
    [InlineData(Launch, "\"2026-11\":", "\"0226-11\":",
        "costPerMonth.0226-11: Must be a month like 2026-11, from 1990-01 to 2199-12.")]
    [InlineData(Launch, "https://www.hoshikawa.example", "https://www.hoshikawa.example/",
        "allowedOrigins[0]: Must be an origin like https://www.example.com: "
        + "scheme and host in small letters, no path.")]
    [InlineData(Launch, "\"/api/pages/thanks?locale=ja", "\"//elsewhere.example?locale=ja",
        "thanksUrl.ja: Must be an https address or a path like /api/pages/thanks?locale=ja, "
        + "but is '//elsewhere.example?locale=ja&campaign=car-launch-2026'.")]
    [InlineData(Launch, "\"id\": \"car-launch-2026\"", "\"id\": \"car-launch\"",
        "id: Must be the file's name, but is 'car-launch': rename one of them.")]
    [InlineData("campaigns/camper-night-2026.json", "\"sat\"", "\"sunday\"",
        "hours.days: Must be days out of mon, tue")]
    [InlineData("campaigns/camper-night-2026.json", "\"from\": \"20:00\", ", "", "hours.from: Is required.")]
    [InlineData("campaigns/camper-night-2026.json", "\"02:00\" }", "\"02:00\", \"timeZone\": \"Tokyo\" }",
        "hours.timeZone: Must be an IANA time zone like Asia/Tokyo, but is 'Tokyo'.")]
    [InlineData("campaigns/camper-night-2026.json", "\"total\": 30", "\"total\": 0",
        "total: Must be from 1 to 100000000, but is 0.")]
    [InlineData("campaigns/camper-lid-2026.json", "\"serialCodes\": true", "\"serialCodes\": false",
        "codesPerPerson: Needs serialCodes to be true: without codes it has no effect.")]
    [InlineData("campaigns/camper-lid-2026.json", "\"unlimited\"", "\"one-per-person\"",
        "codesPerPerson: Has no effect with one-per-person: say one-per-day or unlimited.")]
    [InlineData("campaigns/camper-lid-2026.json", "\"winners\": 20", "\"winners\": 2000",
        "prizeDraw.winners: Must be from 1 to 1000, but is 2000.")]
    [InlineData("campaigns/camper-lid-2026.json", "[\"hoshikawa.example\"]", "[\"@hoshikawa.example\"]",
        "prizeDraw.excludedDomains[0]: Must be a domain in small letters like example.jp, without an @.")]
    [InlineData("campaigns/camper-lid-2026.json", "\"substitutes\": 10", "\"excludedClasses\": [\"royal\"]",
        "prizeDraw.excludedClasses: Must be a customer class, one of first-time, toddler")]
    [InlineData("campaigns/camper-lid-2026.json", "\"attributes\"",
        "\"landingUrl\": { \"ja\": \"/x\" }, \"attributes\"",
        "landingUrl.en: Is required: the brand in sender.json has a name in en")]
    [InlineData("campaigns/owners-night-2026.json", "\"loyal\"", "\"royal\"",
        "classGate: Must be a customer class, one of first-time, toddler, steady, trend, loyal, but is 'royal'.")]
    [InlineData(Considering, "\"stage\": \"considering\"", "\"stage\": \"thinking\"",
        "enter.stage: Must be a stage of scoring.json, one of new, aware, considering, ready, but is 'thinking'.")]
    [InlineData(Considering, "\"product\": \"car\"", "\"product\": \"boat\"",
        "product: Must be a product of scoring.json, one of car, camper, but is 'boat'.")]
    [InlineData("scenarios/car-loyal.json", "\"class\": \"loyal\"", "\"class\": \"royal\"",
        "enter.class: Must be a customer class, one of first-time, toddler, steady, trend, loyal, but is 'royal'.")]
    [InlineData("sales.json", "\"ja\": \"ご予算\", \"en\": \"Budget\"", "\"japanese\": \"ご予算\"",
        "labels.budget.japanese: Must be a locale like ja, en or zh-TW.")]
    [InlineData("sales.json", "\"region\"", "\"assign\": { \"at\": \"0 9 * * FRI-MON\" }, \"region\"",
        "assign.at: Must hold no range whose start is behind its end, like 'FRI-MON': write FRI,SAT,SUN,MON")]
    [InlineData("sales.json", "\"region\"", "\"assign\": { \"at\": \"0 99999999999 * * *\" }, \"region\"",
        "assign.at: Must be five fields of cron")]
    [InlineData("sales.json", "\"region\"", "\"assign\": { \"at\": \"0 9 31 2 *\" }, \"region\"",
        "assign.at: Must be five fields of cron")]
    [InlineData("sales.json", "\"region\"", Assign,
        "assign.products[1]: Must be a product of scoring.json, one of car, camper, but is 'boat'.")]
    [InlineData("sales.json", "\"region\"", Assign,
        "assign.stage: Must be a stage of scoring.json, one of new, aware, considering, ready, but is 'hot'.")]
    [InlineData("insights.json", "\"car\": 0.18", "\"boat\": 0.18",
        "margin.boat: Must be a product of scoring.json, one of car, camper, but is 'boat'.")]
    [InlineData("insights.json", "[14, 30, 60]", "[14, 90]",
        "loyalty.secondWithin[1]: Must be a whole number from 1 to 89, under earlyDays.")]
    [InlineData("sender.json", "#1d5c63", "teal", "colour: Must be a colour like #1f5f8b, but is 'teal'.")]
    [InlineData("sender.json", "hello@example.jp", "Hoshikawa <hello@example.jp>",
        "from.email: Must be a mail address like news@example.jp, but is 'Hoshikawa <hello@example.jp>'.")]
    [InlineData("templates/confirm/ja.html.hbs", "{{campaign}}", "{{campain}}", "Line 4: A mail has no 'campain' here")]
    [InlineData("pages/thanks.html.hbs", "t.thanksTitle", "t.thankTitle",
        "Line 2: 'thankTitle' is not in pages/texts.json.")]
    [InlineData("pages/_partials/legal.hbs", "<footer", "{{> logo}}<footer",
        "Line 1: There is no pages/_partials/logo.hbs.")]
    [InlineData("pages/texts.json", "\"en\": \"Confirm\"", "\"de\": \"Ja\"", "optInButton.en: Is required")]
    public void A_mistake_is_told_with_file_path_and_reason(
        string file, string old, string replacement, string expected)
    {
        using var content = new SpoiledContent().Replace(file, old, replacement);

        Assert.Contains(
            content.Problems, problem => problem.StartsWith($"{file}: {expected}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"car-running-cost\"", "\"car-cost\"",
        "steps[0].template: Needs the mail templates/car-cost/ja.subject.hbs")]
    [InlineData("\"types\": [\"test-drive\"]", "\"types\": [\"drive\"]",
        "steps[1].branch[0].if.reaction: Must be a reaction of scoring.json, one of ")]
    [InlineData("\"notReacted\": [\"quote\"]", "\"notReacted\": [\"quotation\"]",
        "steps[4].if.notReacted: Must be a reaction of scoring.json")]
    [InlineData("\"for\": \"test-drive\"", "\"for\": \"drive\"",
        "steps[3].wait.for: Must be a reaction of scoring.json")]
    [InlineData("\"else\": \"change\"", "\"else\": \"cost\"",
        "steps[3].wait.else: Must lead forwards, but 'cost' does not come later.")]
    [InlineData(Driven, "{ \"stage\": \"ready\" }",
        "steps[1].branch[0].if.stage: Never holds")]
    [InlineData(Driven, "{ \"class\": \"loyal\", \"likeness\": { \"atLeast\": 60 } }",
        "steps[1].branch[0].if.likeness: Never holds: a loyal customer is told no likeness to loyal customers.")]
    [InlineData("\"stage\": \"considering\"", "\"class\": \"loyal\", \"if\": { \"likeness\": { \"atLeast\": 60 } }",
        "enter.if.likeness: Never holds: a loyal customer is told no likeness to loyal customers.")]
    [InlineData("\"stage\": \"considering\"",
        "\"likeness\": { \"atLeast\": 80 }, \"if\": { \"likeness\": { \"below\": 70 } }",
        "enter.if.likeness: Never holds: only who is like loyal customers, at least at 80, enters.")]
    [InlineData(Driven, "{ \"all\": [{ \"class\": \"royal\" }] }",
        "steps[1].branch[0].if.all[0].class: Must be a customer class, one of ")]
    [InlineData(Driven, "{ \"purchased\": { \"product\": \"boat\" } }",
        "steps[1].branch[0].if.purchased: Must be a product of scoring.json")]
    [InlineData("[\"complaint\"]", "[\"complain\"]", "exits.onReactions: Must be a reaction of scoring.json")]
    public void A_step_that_leads_nowhere_is_told_with_its_place(string old, string replacement, string expected)
    {
        using var content = new SpoiledContent().Replace(Considering, old, replacement);

        Assert.Contains(
            content.Problems, problem => problem.StartsWith($"{Considering}: {expected}", StringComparison.Ordinal));
    }

    [Fact]
    public void A_misspelt_field_is_refused_and_the_right_one_missed()
    {
        using var content = new SpoiledContent().Replace(Launch, "\"optIn\":", "\"optin\":");

        Assert.Contains($"{Launch}: optIn: Is required.", content.Problems);
        Assert.Contains(content.Problems, problem => problem.StartsWith(
            $"{Launch}: optin: Is not a known field", StringComparison.Ordinal));
    }

    [Fact]
    public void Broken_json_is_told_with_its_line()
    {
        using var content = new SpoiledContent().Replace(Launch, "\"product\": \"car\",", "\"product\": \"car\"");

        Assert.StartsWith($"{Launch}: Not valid JSON at line 5,", Assert.Single(content.Problems));
    }

    [Fact]
    public void A_file_that_is_not_utf8_is_told_as_such()
    {
        byte[] shiftJis = [.. "{\"brand\":{\"ja\":\""u8, 0x90, 0xAF, 0x90, 0xEC, .. "\"}}"u8];
        using var content = new SpoiledContent().Write("sender.json", shiftJis);

        Assert.Equal(
            ["sender.json: Must be saved as UTF-8; editors call it the encoding of the file."], content.Problems);
    }

    [Fact]
    public void A_byte_order_mark_does_no_harm()
    {
        using var content = new SpoiledContent();
        var sender = Encoding.UTF8.GetPreamble().Concat(File.ReadAllBytes(Path.Combine(content.Folder, "sender.json")));

        Assert.Empty(content.Write("sender.json", [.. sender]).Problems);
    }

    [Theory]
    [InlineData("sender.json", "sender.json: Is missing: every content folder needs it.")]
    [InlineData("templates/car-welcome/en.html.hbs",
        "templates/car-welcome/en.html.hbs: Is missing: a mail needs its subject and html in each locale.")]
    [InlineData("pages/thanks.html.hbs", "pages/thanks.html.hbs: Is missing: the app shows this page.")]
    [InlineData(Launch,
        "sender.json: landingCampaign: Must be a campaign, one of camper-giveaway-2026, camper-lid-2026, "
        + "camper-night-2026, car-preview-2025, car-test-drive, owners-night-2026, but is 'car-launch-2026'.")]
    public void A_missing_file_is_told(string file, string expected)
    {
        using var content = new SpoiledContent().Delete(file);

        Assert.Equal([expected], content.Problems);
    }

    [Fact]
    public void Mistakes_in_several_files_are_told_at_once_and_stop_the_start()
    {
        using var content = new SpoiledContent()
            .Replace("scoring.json", "\"halfLifeDays\": 90", "\"halfLifeDays\": 0")
            .Replace(Considering, "\"mails\": 2", "\"mails\": 0")
            .Replace("sender.json", "\"replyTo\": \"support@example.jp\"", "\"replyTo\": \"support\"");

        var refused = Assert.Throws<StartRefusedException>(() => ContentFolder.Read(content.Folder));

        Assert.Contains(
            "scoring.json: products.car.halfLifeDays: Must be from 1 to 3650, but is 0.", refused.Message,
            StringComparison.Ordinal);
        Assert.Contains($"{Considering}: cap.mails:", refused.Message, StringComparison.Ordinal);
        Assert.Contains("sender.json: replyTo: Must be a mail address", refused.Message, StringComparison.Ordinal);
        Assert.Equal(4, refused.Message.Split('\n').Length);
    }

    [Theory]
    [InlineData("scoring.json", "\"version\": 1", "\"version\": \"one\"")]
    [InlineData("sender.json", "\"timeZone\": \"Asia/Tokyo\"", "\"timeZone\": \"Tokyo\"")]
    [InlineData(Launch, "\"entries\": \"one-per-person\"", "\"entries\": \"once\"")]
    public void Other_files_are_not_blamed_for_a_file_that_could_not_be_read(
        string file, string old, string replacement)
    {
        using var content = new SpoiledContent().Replace(file, old, replacement);

        Assert.StartsWith($"{file}: ", Assert.Single(content.Problems));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_told_with_the_setting_that_names_it()
    {
        var missing = Path.Combine(Path.GetTempPath(), "no-such-content");

        var refused = Assert.Throws<StartRefusedException>(() => ContentFolder.Read(missing));

        Assert.Contains("set LeadScoring__ContentPath", refused.Message, StringComparison.Ordinal);
    }
}
