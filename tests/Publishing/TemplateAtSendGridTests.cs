using System.Text.Json.Nodes;
using LeadScoring.Tests.Journeys;

namespace LeadScoring.Tests.Publishing;

public sealed class TemplateAtSendGridTests
{
    [Fact]
    public async Task The_ids_of_templates_at_SendGrid_are_published_and_shown_with_the_template()
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T00:00:00Z");
        var template = await brand.TemplateAsync("car-welcome");
        template["sendgrid.json"] = """{"ja":"d-0123456789abcdef0123456789abcdef"}""";

        await brand.PublishTemplateAsync("car-welcome", template);

        Assert.True(JsonNode.DeepEquals(template, await brand.TemplateAsync("car-welcome")));
    }

    [Fact]
    public async Task An_id_that_is_none_is_told_at_its_file_and_nothing_is_published()
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T00:00:00Z");
        var template = await brand.TemplateAsync("car-welcome");
        template["sendgrid.json"] = """{"ja":"12"}""";

        var refused = await brand.PublishTemplateAsync("car-welcome", template, 400);

        Assert.Equal(["files.sendgrid.json"], refused.Errors());
        Assert.False((await brand.TemplateAsync("car-welcome")).ContainsKey("sendgrid.json"));
    }
}
