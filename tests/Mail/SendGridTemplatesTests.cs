using LeadScoring.Mail;
using LeadScoring.Tests.Publishing;

namespace LeadScoring.Tests.Mail;

public sealed class SendGridTemplatesTests
{
    private const string Id = "d-0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("ja", Id)]
    [InlineData("en", null)]
    [InlineData("ja-JP", Id)]
    public void A_locale_with_an_id_is_rendered_at_sendgrid_and_the_others_here(string locale, string? id)
    {
        using var content = new SpoiledContent();
        Write(content, $$"""{"ja":"{{Id}}"}""");
        var templates = new MailTemplates(LeadScoring.Publishing.ContentFolder.Read(content.Folder).Templates);
        var model = new MailModel
        {
            Brand = "星川",
            LegalName = "星川モビリティ株式会社",
            Address = "東京都",
            Contact = "hello@example.jp",
            Colour = "#123456",
            Locale = locale,
            Score = 42,
            Attributes = new Dictionary<string, string> { ["budget"] = "3200000" },
            Links = new MailLinks { Unsubscribe = new Uri("https://example.jp/u") },
        };

        var template = templates.AtProvider("car-welcome", locale, model);

        Assert.Equal(id, template?.Id);
        Assert.Null(templates.AtProvider("car-story", locale, model));
        if (template is null) return;
        Assert.Equal(42, template.Data["score"]);
        Assert.Equal("ja", template.Data["locale"]); // that of the template, as if it were rendered here
        Assert.False(template.Data.ContainsKey("name")); // nobody told it
        var links = Assert.IsAssignableFrom<IReadOnlyDictionary<string, object>>(template.Data["links"]);
        Assert.Equal(["unsubscribe"], links.Keys);
    }

    [Theory]
    [InlineData("{\"ja\":\"0123\"}", "ja: Must be a dynamic template's id")]
    [InlineData("{\"fr\":\"" + Id + "\"}", "fr: Has no local template")]
    [InlineData("{\"ja\":7}", "ja: ")]
    [InlineData("[]", ": ")]
    [InlineData("{", ": ")]
    public void A_mistake_in_the_file_is_told_with_its_place(string source, string problem)
    {
        using var content = new SpoiledContent();
        Write(content, source);

        Assert.StartsWith(
            $"templates/car-welcome/sendgrid.json: {problem}", Assert.Single(content.Problems),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_template_that_is_only_at_sendgrid_is_a_mistake()
    {
        using var content = new SpoiledContent();
        Directory.CreateDirectory(Path.Combine(content.Folder, "templates", "elsewhere"));
        content.Write("templates/elsewhere/sendgrid.json", System.Text.Encoding.UTF8.GetBytes($$"""{"ja":"{{Id}}"}"""));

        Assert.Contains("Has no local template", Assert.Single(content.Problems), StringComparison.Ordinal);
    }

    private static void Write(SpoiledContent content, string source) =>
        content.Write("templates/car-welcome/sendgrid.json", System.Text.Encoding.UTF8.GetBytes(source));
}
