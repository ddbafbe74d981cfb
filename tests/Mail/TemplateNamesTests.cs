using LeadScoring.Mail;

namespace LeadScoring.Tests.Mail;

public sealed class TemplateNamesTests
{
    [Theory]
    [InlineData("{{name}} {{{brand}}} {{&stage}} {{~score~}} {{ name }}")]
    [InlineData("{{links.unsubscribe}} {{attributes.leaseEnd}} {{attributes.[lease end]}}")]
    [InlineData("{{#if name}}a{{else if score}}b{{else}}c{{/if}} {{#unless campaign}}x{{/unless}}")]
    [InlineData("{{#each attributes}}{{@key}} {{this}} {{@index}} {{../name}}{{else}}none{{/each}}")]
    [InlineData("{{#each attributes as |value key|}}{{key}} {{value}}{{/each}}{{name}}")]
    [InlineData("{{#with links}}{{site}} {{../brand}}{{#if confirm}}{{confirm}}{{/if}}{{/with}}{{name}}")]
    [InlineData("{{#with links}}{{#if site}}{{../name}}{{/if}}{{/with}}")]
    [InlineData("{{#name}}x{{/name}}{{^name}}y{{/name}}")]
    [InlineData("{{lookup attributes \"budget\"}} {{this.name}} {{@root.name}}")]
    [InlineData("{{> footer}}{{> footer text=name}}{{> footer text=\"a name=b\"}}{{> \"footer\"}}")]
    [InlineData("{{#> footer}}{{name}}{{/footer}}{{#*inline \"own\"}}{{name}}{{/inline}}{{> own}}")]
    [InlineData("{{! nmae }} {{!-- {{nmae}} --}} \\{{nmae}} {{{{ }}")]
    [InlineData("no tag at all, one that never ends {{name")]
    public void What_a_mail_has_can_be_named(string source) => Assert.Empty(Check(source));

    [Theory]
    [InlineData("{{nmae}}", "A mail has no 'nmae' here")]
    [InlineData("{{Name}}", "A mail has no 'Name' here")]
    [InlineData("{{{nmae}}}", "A mail has no 'nmae' here")]
    [InlineData("{{#if nmae}}{{/if}}", "A mail has no 'nmae' here")]
    [InlineData("{{#if name}}{{else}}{{nmae}}{{/if}}", "A mail has no 'nmae' here")]
    [InlineData("{{#if name}}{{else if nmae}}{{/if}}", "A mail has no 'nmae' here")]
    [InlineData("{{#with links}}{{name}}{{/with}}", "A mail has no 'name' here: there are confirm")]
    [InlineData("{{#with links}}{{/with}}{{site}}", "A mail has no 'site' here")]
    [InlineData("{{#each attributes}}{{../nmae}}{{/each}}", "A mail has no 'nmae' here")]
    [InlineData("{{links.unsubcribe}}", "'links' has no 'unsubcribe': it has confirm")]
    [InlineData("{{name.first}}", "'name' is text and has no 'first'")]
    [InlineData("{{@root.nmae}}", "A mail has no 'nmae' here")]
    [InlineData("{{> foter}}", "There is no partial 'foter'")]
    [InlineData("{{> footer text=nmae}}", "A mail has no 'nmae' here")]
    [InlineData("{{formatDate score}}", "There is no helper 'formatDate'")]
    [InlineData("{{lookup nmae \"budget\"}}", "A mail has no 'nmae' here")]
    [InlineData("{{#if (lookup nmae \"x\")}}{{/if}}", "A mail has no 'nmae' here")]
    [InlineData("{{#if ()}}x{{/if}}", "Parentheses hold a helper with what it takes.")]
    [InlineData("{{> footer text=}}", "Nothing stands behind '='.")]
    [InlineData("{{if name}}", "'if' is written like {{#if name}}…{{/if}}.")]
    [InlineData("{{#if}}x{{/if}}", "'if' is written like {{#if name}}…{{/if}}.")]
    [InlineData("{{#if name}}a{{else if}}b{{/if}}", "'if' is written like {{#if name}}…{{/if}}.")]
    [InlineData("{{#unless name score}}x{{/unless}}", "'unless' is written like {{#unless name}}…{{/unless}}.")]
    [InlineData("{{#each}}x{{/each}}", "'each' is written like {{#each attributes}}…{{/each}}.")]
    [InlineData("{{#each attributes}}{{date}}{{/each}}", "'date' is written like {{date attributes.leaseEnd locale}}.")]
    [InlineData("{{#date name}}x{{/date}}", "'date' is written like {{date attributes.leaseEnd locale}}.")]
    [InlineData("{{lookup links}}", "'lookup' is written like {{lookup attributes \"leaseEnd\"}}.")]
    public void What_it_has_not_is_named_with_its_line(string source, string reason)
    {
        var mistake = Assert.Single(Check("first\nsecond\n" + source));

        Assert.StartsWith($"Line 3: {reason}", mistake, StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_are_known_to_those_that_take_them()
    {
        const string caller = "{{#> button text=\"Go\" href=links.site}}{{/button}}{{> b size=3}}{{name}}";

        Assert.Equal(["text", "href", "size"], TemplateNames.ParametersIn(caller));
        Assert.Empty(TemplateNames.Check("{{text}} {{href}}", [], ["text", "href"]));
    }

    private static IReadOnlyList<string> Check(string source) => TemplateNames.Check(source, ["footer"], []);
}
