using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadScoring.Sales;
using LeadScoring.SalesConsole;
using LeadScoring.Tests.Conventions;
using LeadScoring.Tests.Journeys;

namespace LeadScoring.Tests.SalesConsole;

/// <summary>The console's files as a browser gets them, and what they say.</summary>
public sealed partial class ConsoleFilesTests
{
    private const string Folder = "functions/SalesConsole/Files/";

    [Fact]
    public async Task Everything_the_page_asks_for_is_there_and_asked_again_is_not_sent_again()
    {
        await using var brand = await Brand.OpenAsync();
        var scripts = ConsoleFiles.Names.SelectMany(name => Asked().Matches(SourceTree.ReadText(Folder + name)))
            .Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(ConsoleFiles.Names.Where(name => name != ConsoleFiles.Page).Order(), scripts.Order());
        foreach (var path in scripts.Select(name => "/api/console/" + name).Append("/api/console"))
        {
            using var first = await brand.Http.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, first.StatusCode);
            Assert.Equal("no-cache", first.Headers.CacheControl!.ToString());
            Assert.Equal(ConsoleFiles.Policy(null), first.Headers.GetValues("Content-Security-Policy").Single());
            using var again = new HttpRequestMessage(HttpMethod.Get, path);
            again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
            using var second = await brand.Http.SendAsync(again);
            Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        }
    }

    [Fact]
    public async Task Where_people_of_a_directory_sign_in_the_page_may_ask_it_for_their_token_and_nobody_else()
    {
        await using var brand = await Brand.OpenAsync(
            null, null, "--LeadScoring:Entra:TenantId=tenant", "--LeadScoring:Entra:ClientId=client");
        using var page = await brand.Http.GetAsync("/api/console");
        Assert.Contains(" connect-src 'self' https://login.microsoftonline.com; ",
            page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/console/nothing.js")]
    [InlineData("/api/console/..%2Flead.js")]
    public async Task There_are_no_other_files(string path)
    {
        await using var brand = await Brand.OpenAsync();
        await brand.GetAsync(path, 404);
    }

    [Fact]
    public async Task The_short_address_and_one_with_a_slash_lead_to_the_page()
    {
        await using var brand = await Brand.OpenAsync();
        using var root = await brand.Http.GetAsync("/console");
        Assert.Equal("/api/console", root.Headers.Location!.ToString());
        using var slash = await brand.Http.GetAsync("/api/console/");
        Assert.Equal(HttpStatusCode.Redirect, slash.StatusCode);
        Assert.Equal("/api/console", new Uri(slash.RequestMessage!.RequestUri!, slash.Headers.Location!).AbsolutePath);
    }

    [Fact]
    public async Task The_words_name_what_the_rules_and_campaigns_hold_in_the_asked_language()
    {
        await using var brand = await Brand.OpenAsync("2026-11-24T01:00:00Z");
        var (ja, en) = (await brand.GetAsync("/api/console/words?lang=ja"), await brand.GetAsync("/api/console/words"));

        Assert.StartsWith("2026-11-24T01:00:0", (string?)ja["now"], StringComparison.Ordinal);
        Assert.Equal("Asia/Tokyo", (string?)ja["timeZone"]);
        Assert.Equal(["新規", "認知", "検討中", "商談可能"], ja["stages"]!.AsArray().Select(one => (string?)one!["name"]));
        Assert.Equal(
            ["初回客", "よちよち客", "コツコツ客", "流行客", "優良客"],
            ja["classes"]!.AsArray().Select(one => (string?)one!["name"]));
        Assert.Equal(["同意の撤回"], Named(ja["reasons"]!, "consent withdrawn"));
        Assert.Equal(["too late"], Named(en["reasons"]!, "too-late"));
        Assert.Equal(["Mio EV", "Tabi Camper"], en["products"]!.AsArray().Select(one => (string?)one!["name"]));
        Assert.Equal(["はじめまして。ミオ EV からのご挨拶です"], Named(ja["mails"]!, "car-welcome"));
        Assert.Equal(["Hello from the people behind Mio EV"], Named(en["steps"]!, "car-new/welcome"));
        Assert.Equal(["店舗"], Named(ja["channels"]!, "shop"));
        Assert.Equal(["Mio EV: comparing"], Named(en["scenarios"]!, "car-considering"));
        Assert.Equal(["Tokyo", "Chiba", "Kanagawa", "Saitama"], en["regions"]!.AsArray().Select(one => (string?)one));
        await brand.GetAsync("/api/console/words?lang=xx", 400);
    }

    private static IEnumerable<string?> Named(JsonNode list, string id) =>
        list.AsArray().Where(one => (string?)one!["id"] == id).Select(one => (string?)one!["name"]);

    [Fact]
    public void Every_text_that_a_script_says_exists_in_both_languages_and_none_is_left_over()
    {
        var texts = Text().Matches(Texts)
            .ToDictionary(
                match => match.Groups[1].Value.Trim('\''),
                match => (Ja: match.Groups[2].Value, En: match.Groups[3].Value));
        var scripts = string.Join('\n', ConsoleFiles.Names.Where(name => !IsWords(name))
            .Select(name => SourceTree.ReadText(Folder + name)));
        var said = Said().Matches(scripts).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);

        Assert.True(texts.Count > 150);
        Offenders.None(said.Except(texts.Keys));
        Offenders.None(texts.Keys.Where(key => !key.Contains('.') && !said.Contains(key)
            && !scripts.Contains($"'{key}'", StringComparison.Ordinal)));
        Offenders.None(texts.Where(text => Blanks(text.Value.Ja) != Blanks(text.Value.En)).Select(text => text.Key));
        Offenders.None(texts.Where(text => text.Value.Ja.Length == 0 || text.Value.En.Length == 0)
            .Select(text => text.Key));
    }

    /// <summary>What the app tells by codes is said in the reader's language; a code that changed is noticed.</summary>
    [Theory]
    [InlineData("refused")]
    [InlineData("warning")]
    [InlineData("delivery")]
    [InlineData("event")]
    public void Every_code_it_has_words_for_is_one_of_the_app(string family) =>
        Offenders.None(Coded(family).Where(code => !SourceTree.Functions.Any(
            file => file.Text.Contains($"\"{code}\"", StringComparison.Ordinal))));

    /// <summary>Else the later file takes the words of the earlier.</summary>
    [Fact]
    public void No_text_is_said_twice() => Offenders.None(
        Text().Matches(Texts).Select(match => match.Groups[1].Value.Trim('\'')).GroupBy(key => key)
            .Where(key => key.Count() > 1).Select(key => key.Key));

    [Fact]
    public void Every_outcome_that_may_be_reported_has_words()
    {
        Assert.Equal(Outcomes.Names.Order(), Coded("outcome").Order());
        Assert.Equal(Outcomes.CallResults.Order(), Coded("call").Order());
    }

    /// <summary>Else a browser would find them one after the other, as each names the next.</summary>
    [Fact]
    public void The_page_names_all_its_scripts() =>
        Assert.Equal(
            ConsoleFiles.Names.Where(name => name.EndsWith(".js", StringComparison.Ordinal)).Order(),
            Asked().Matches(SourceTree.ReadText(Folder + ConsoleFiles.Page)).Select(match => match.Groups[1].Value)
                .Where(name => name.EndsWith(".js", StringComparison.Ordinal)).Order());

    [Fact]
    public void No_script_is_long_makes_markup_of_data_or_asks_anybody_else()
    {
        foreach (var name in ConsoleFiles.Names.Where(name => name.EndsWith(".js", StringComparison.Ordinal)))
        {
            var text = SourceTree.ReadText(Folder + name);
            Assert.True(text.Count(c => c == '\n') <= TreeTests.MaxLines, name);
            if (!IsWords(name)) Assert.DoesNotContain(text.Split('\n'), line => line.Length > TreeTests.MaxColumns);
            Assert.DoesNotMatch(Forbidden(), text);
        }
    }

    /// <summary>Lists of words, a line each.</summary>
    private static bool IsWords(string name) => name.StartsWith("texts", StringComparison.Ordinal);

    /// <summary>What stands behind the dot of texts such as <c>outcome.won</c>.</summary>
    private static List<string> Coded(string family)
    {
        var codes = Text().Matches(Texts).Select(match => match.Groups[1].Value.Trim('\'').Split('.', 2))
            .Where(key => key.Length == 2 && key[0] == family).Select(key => key[1]).ToList();
        Assert.NotEmpty(codes);
        return codes;
    }

    private static string Texts => string.Join(
        '\n', ConsoleFiles.Names.Where(IsWords).Select(name => SourceTree.ReadText(Folder + name)));

    private static string Blanks(string text) =>
        string.Join(' ', Blank().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal));

    [GeneratedRegex("""(?:from '\./|(?:src|href)="console/)([\w.-]+)['"]""")]
    private static partial Regex Asked();

    [GeneratedRegex(@"^  ('[^']+'|\w+): \['((?:[^'\\]|\\.)*)', '((?:[^'\\]|\\.)*)'\],$", RegexOptions.Multiline)]
    private static partial Regex Text();

    [GeneratedRegex(@"\bt\('([\w.-]+)'")]
    private static partial Regex Said();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Blank();

    [GeneratedRegex(
        @"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|"
        + @"https?://(?!www\.w3\.org/2000/svg)")]
    private static partial Regex Forbidden();
}
