using LeadScoring.Tests.Publishing;

namespace LeadScoring.Tests.Checks;

/// <summary>Mails are tried before they are in force, each on what it will get.</summary>
public sealed class MailChecksTests
{
    private const string Welcome = "templates/car-welcome/en";
    private const string Confirm = "templates/confirm/en";
    private const string Layout = "templates/_partials/layout.hbs";

    [Theory]
    [InlineData(Welcome, "html", "Hello,", "Hello {{campaign}},",
        "Line 3: A mail has no 'campaign' here: there are brand")]
    [InlineData(Welcome, "text", "Hello,", "Hello {{links.confirm}},",
        "Line 3: 'links' has no 'confirm': it has unsubscribe, preferences, site")]
    [InlineData(Welcome, "subject", "Hello", "{{#if optIn}}Hello{{/if}}", "Line 1: A mail has no 'optIn' here")]
    [InlineData(Confirm, "html", "Hello,", "Hello {{stage}},", "Line 3: A mail has no 'stage' here")]
    [InlineData(Confirm, "text", "Hello,", "Hello {{links.unsubscribe}},", "Line 3: 'links' has no 'unsubscribe'")]
    public void What_only_other_mails_have_is_refused(
        string mail, string part, string old, string replacement, string reason)
    {
        var file = $"{mail}.{part}.hbs";
        using var content = new SpoiledContent().Replace(file, old, replacement);

        var problem = Assert.Single(content.Problems);

        Assert.StartsWith($"{file}: {reason}", problem, StringComparison.Ordinal);
        Assert.Matches(@"\(It is sent by (scenarios|campaigns)/[\w-]+\.json\.\)$", problem);
    }

    [Theory]
    [InlineData("html", "{{/layout-en}}", "{{/layout}}")]
    [InlineData("text", "{{> footer-text-en}}", "")]
    [InlineData("text", "{{> footer-text-en}}", "{{#if name}}{{> footer-text-en}}{{/if}}")]
    [InlineData("text", "{{> footer-text-en}}", "{{#unless attributes.leaseEnd}}{{> footer-text-en}}{{/unless}}")]
    public void A_mail_of_a_scenario_that_hides_its_sender_from_some_readers_is_refused(
        string part, string old, string replacement)
    {
        var file = $"{Welcome}.{part}.hbs";
        using var content = new SpoiledContent().Replace(file, old, replacement);
        if (part == "html") content.Replace(file, "{{#> layout-en}}", "{{#> layout}}");

        Assert.Equal(
            [("who sends it", "legalName"), ("the sender's address", "address"), ("where to turn to", "contact"),
                ("how to stop these mails", "links.unsubscribe")],
            content.Problems.Select(problem => (
                Between(problem, "Does not show ", " to every reader"), Between(problem, "write {{", "}}"))));
        Assert.All(content.Problems, problem => Assert.StartsWith($"{file}: ", problem, StringComparison.Ordinal));
    }

    [Fact]
    public void A_link_that_nobody_sees_is_no_way_to_stop()
    {
        using var content = new SpoiledContent().Replace(
            "templates/_partials/footer-en.hbs", "<a class=\"soft\" href=\"{{links.unsubscribe}}\" style=\"",
            "<a class=\"soft\" href=\"{{links.unsubscribe}}\" style=\"display:none;");

        var told = content.Problems.Where(
            problem => problem.Contains("how to stop these mails", StringComparison.Ordinal)).ToList();

        Assert.Contains(told, problem => problem.StartsWith($"{Welcome}.html.hbs: ", StringComparison.Ordinal));
        Assert.DoesNotContain(told, problem => problem.StartsWith("templates/confirm", StringComparison.Ordinal));
    }

    [Fact]
    public void A_confirmation_that_leads_nowhere_is_refused()
    {
        using var content = new SpoiledContent().Replace($"{Confirm}.text.hbs", "{{links.confirm}}", "");

        Assert.Equal(
            [$"{Confirm}.text.hbs: Does not lead every reader to the confirmation: link to {{{{links.confirm}}}}, "
                + "under no condition."],
            content.Problems);
    }

    [Fact]
    public void A_subject_that_is_empty_for_some_readers_is_refused()
    {
        using var content = new SpoiledContent().Replace($"{Welcome}.subject.hbs", "Hello", "{{#if name}}Hello");
        var path = Path.Combine(content.Folder, $"{Welcome}.subject.hbs");
        File.AppendAllText(path, "{{/if}}");

        Assert.Equal(
            [$"{Welcome}.subject.hbs: Is empty for some readers: write a line that needs no value."], content.Problems);
    }

    [Theory]
    [InlineData("<h1>", "<script>1</script><h1>", "Has <script>, which mail programs take out")]
    [InlineData("<h1>", "<form><input name=\"a\"></form><h1>", "Has <form>, which")]
    [InlineData("<h1>", "<iframe src=\"https://a.example\"></iframe><h1>", "Has <iframe>, which")]
    [InlineData("<h1>", "<h1 onclick=\"x()\">", "Has the attribute onclick, which runs a script")]
    [InlineData("<h1>", "<style>@import url(https://a.example/x.css);</style><h1>", "Loads a style sheet with @import")]
    [InlineData("<h1>", "<img src=\"https://a.example/x\"><h1>", "Has the image 'https://a.example/x' without alt")]
    [InlineData("<h1>", "<img src=\"/x.png\" alt=\"\"><h1>", "Has an image at '/x.png': mail programs show only")]
    [InlineData("<h1>", "<img src=\"data:image/png;base64,AA\" alt=\"\"><h1>", "Has an image at 'data:image")]
    [InlineData("<h1>", "<a href=\"/cars\">Cars</a><h1>", "Has a link to '/cars': a mail has no site of its own")]
    [InlineData("<h1>", "<a href=\"{{referralUrl}}\">Friends</a><h1>", "Has the link 'Friends' that leads nowhere")]
    [InlineData("<h1>", "<b><p>x</b></p><h1>", "Is not well-formed HTML")]
    [InlineData("</h1>", "", "Is not well-formed HTML")]
    public void What_mail_programs_do_not_show_is_refused(string old, string replacement, string reason)
    {
        using var content = new SpoiledContent().Replace($"{Welcome}.html.hbs", old, replacement);

        Assert.Contains(
            content.Problems,
            problem => problem.StartsWith($"{Welcome}.html.hbs: {reason}", StringComparison.Ordinal));
        Assert.All(
            content.Problems,
            problem => Assert.StartsWith($"{Welcome}.html.hbs: ", problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("<link rel=\"stylesheet\" href=\"https://a.example/x.css\">", "Has <link>, which")]
    [InlineData("<meta http-equiv=\"Refresh\" content=\"0\">", "Has <meta>, which")]
    public void A_fault_of_the_layout_is_told_of_each_mail_in_it(string head, string reason)
    {
        using var content = new SpoiledContent().Replace(Layout, "<head>", $"<head>{head}");

        foreach (var mail in new[] { Welcome, Confirm })
            Assert.Contains(
                content.Problems,
                problem => problem.StartsWith($"{mail}.html.hbs: {reason}", StringComparison.Ordinal));
    }

    [Fact]
    public void A_mail_without_a_language_is_refused()
    {
        using var content = new SpoiledContent().Replace(Layout, "<html lang=\"{{locale}}\">", "<html>");

        Assert.Contains(
            content.Problems,
            problem => problem.StartsWith($"{Welcome}.html.hbs: Does not say its language", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{{> layout}}", "Cannot be made into a mail")]
    [InlineData("{{#if}}x{{/if}}", "Is not valid Handlebars")]
    [InlineData("{{> @partial-block}}", "Calls {{> @partial-block}}, which only partials have")]
    [InlineData("{{lookup links}}", "Line 23: 'lookup' is written like {{lookup attributes \"leaseEnd\"}}")]
    [InlineData("{{#*inline \"a\"}}{{#> layout}}{{> a}}{{/layout}}{{/inline}}{{> a}}",
        "The partial 'a' calls itself (a > a): that would never end.")]
    public void A_mail_that_stops_halfway_is_refused(string mistake, string reason)
    {
        var file = $"{Welcome}.text.hbs";
        using var content = new SpoiledContent();
        File.AppendAllText(Path.Combine(content.Folder, file), mistake);

        Assert.StartsWith($"{file}: {reason}", content.Problems[0], StringComparison.Ordinal);
        Assert.All(content.Problems, problem => Assert.StartsWith($"{file}: ", problem, StringComparison.Ordinal));
        Assert.All(content.Problems, problem => Assert.DoesNotContain("Occured", problem, StringComparison.Ordinal));
    }

    [Fact]
    public void A_partial_that_comes_back_to_itself_is_refused_and_not_those_that_call_it()
    {
        using var content = new SpoiledContent()
            .Replace("templates/_partials/footer-en.hbs", "{{", "{{#if name}}{{> layout-en}}{{/if}}{{");

        Assert.Equal(
            ["templates/_partials/footer-en.hbs: The partial 'footer-en' calls itself "
                + "(footer-en > layout-en > footer-en): that would never end.",
                "templates/_partials/layout-en.hbs: The partial 'layout-en' calls itself "
                + "(layout-en > footer-en > layout-en): that would never end."],
            content.Problems);
    }

    [Fact]
    public void Blocks_without_end_within_each_other_are_refused_before_they_fill_the_stack()
    {
        var file = $"{Welcome}.text.hbs";
        using var content = new SpoiledContent();
        var opened = string.Concat(Enumerable.Repeat("{{#if name}}", 15_000));
        File.AppendAllText(Path.Combine(content.Folder, file), opened);

        Assert.Equal(
            [$"{file}: Has more than 50 blocks within each other: move some into partials."], content.Problems);
    }

    [Fact]
    public void A_step_that_sends_a_mail_which_asks_to_confirm_is_told_so_once()
    {
        using var content = new SpoiledContent()
            .Replace("scenarios/car-new.json", "\"template\": \"car-story\"", "\"template\": \"confirm\"");

        Assert.Equal(
            ["scenarios/car-new.json: steps[1].template: Is the mail 'confirm', by which "
                + "campaigns/camper-giveaway-2026.json asks to confirm: a scenario needs one of its own."],
            content.Problems);
    }

    [Fact]
    public void A_mail_that_gmail_would_cut_off_is_refused()
    {
        var long100 = string.Concat(Enumerable.Repeat("<p>nine byte</p>", 6_000));
        using var content = new SpoiledContent().Replace($"{Welcome}.html.hbs", "<h1>", $"{long100}<h1>");

        Assert.StartsWith(
            $"{Welcome}.html.hbs: Is 10", Assert.Single(content.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mail_needs_neither_a_text_nor_a_preheader_of_its_own()
    {
        using var content = new SpoiledContent()
            .Delete($"{Welcome}.text.hbs").Delete($"{Welcome}.preheader.hbs").Delete($"{Confirm}.text.hbs");

        Assert.Empty(content.Problems);
    }

    private static string Between(string text, string start, string end)
    {
        var from = text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return text[from..text.IndexOf(end, from, StringComparison.Ordinal)];
    }
}
