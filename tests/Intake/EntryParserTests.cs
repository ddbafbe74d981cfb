using LeadScoring.Intake;
using LeadScoring.Leads;
using LeadScoring.Parsing;
using LeadScoring.Tests.Publishing;
using LeadScoring.Visitors;

namespace LeadScoring.Tests.Intake;

/// <summary>What a good entry becomes; what is refused stands in <c>Doors/BadEntryTests</c>.</summary>
public sealed class EntryParserTests
{
    private static readonly VisitorIds Visitors = new([1, 2, 3]);
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_field_finds_its_place()
    {
        var entry = Parse("""
            {"entryId":" e-1 ","email":"Ｈanako@Example.jp","name":" 山田 花子 ","phone":"+81 3 1234 5678","locale":"en-GB",
             "visitorId":"v-1","referralCode":"friend",
             "attributes":{"budget":3200000,"electric":true,"prefecture":"Tokyo","empty":""},
             "optIn":{"email":true,"phone":true},
             "source":{"utmSource":"mail","utmMedium":"m","utmCampaign":"c","utmTerm":"t","utmContent":"x",
                       "referrer":"https://a.example/","page":"/p"}}
            """);

        Assert.Equal(
            ("e-1", "Hanako@Example.jp", "山田 花子", "+81 3 1234 5678"),
            (entry.EntryId, entry.Email, entry.Name, entry.Phone));
        Assert.Equal(
            ("en", Visitors.Of("v-1"), "friend", true, true),
            (entry.Locale, entry.Visitor, entry.ReferralCode, entry.OptInEmail, entry.OptInPhone));
        Assert.Equal([new("budget", "3200000"), new("electric", "true"), new("prefecture", "Tokyo")], entry.Attributes);
        Assert.Equal(new EntrySource("mail", "m", "c", "t", "x", "https://a.example/", "/p"), entry.Source);
        Assert.Equal((Now, "car-launch-2026"), (entry.ReceivedAt, entry.CampaignId));
    }

    [Theory]
    [InlineData("\"ja\"", "ja", "星川モビリティ株式会社")]
    [InlineData("\"en-US\"", "en", "Hoshikawa Mobility Inc.")]
    [InlineData("\"EN_us\"", "en", "Hoshikawa Mobility Inc.")]
    [InlineData("\"fr\"", "ja", "星川モビリティ株式会社")]
    [InlineData("null", "ja", "星川モビリティ株式会社")]
    public void The_words_of_the_box_are_kept_in_the_language_they_were_shown_in(
        string said, string locale, string legalName)
    {
        var entry = Parse($"{{\"email\":\"a@example.jp\",\"locale\":{said}}}");

        Assert.Equal((locale, legalName, "2026-01"), (entry.Locale, entry.LegalName, entry.WordingVersion));
        Assert.Contains(legalName, entry.Wording, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", false, false)]
    [InlineData(",\"optIn\":null", false, false)]
    [InlineData(",\"optIn\":false", false, false)]
    [InlineData(",\"optIn\":true", true, false)]
    [InlineData(",\"optIn\":{}", false, false)]
    [InlineData(",\"optIn\":{\"phone\":true},\"phone\":\"03-1234-5678\"", false, true)]
    public void Silence_is_no(string optIn, bool email, bool phone)
    {
        var entry = Parse($"{{\"email\":\"a@example.jp\"{optIn}}}");

        Assert.Equal((email, phone), (entry.OptInEmail, entry.OptInPhone));
    }

    [Fact]
    public void An_entry_without_an_id_gets_one_of_its_own() =>
        Assert.NotEqual(
            Parse("{\"email\":\"a@example.jp\"}").EntryId,
            Parse("{\"email\":\"a@example.jp\",\"entryId\":\" \"}").EntryId);

    private static Entry Parse(string json)
    {
        var refusals = new Refusals();
        var fields = JsonFields.Parse(System.Text.Encoding.UTF8.GetBytes(json), refusals)!;
        var parsed = new EntryParser(SampleContent.Edition.Campaigns["car-launch-2026"], SampleContent.Edition.Sender,
            DisposableDomains.None, Visitors, new Chance(), Now).Parse(fields);
        Assert.Empty(refusals.ToErrors());
        Assert.Equal(EmailAddress.Parse(parsed!.Value.Entry.Email, out _), parsed.Value.Email);
        return parsed.Value.Entry;
    }
}
