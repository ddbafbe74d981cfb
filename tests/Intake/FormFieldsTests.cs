using LeadScoring.Intake;
using LeadScoring.Parsing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace LeadScoring.Tests.Intake;

public sealed class FormFieldsTests
{
    [Theory]
    [InlineData("email=a@example.jp", "{\"email\":\"a@example.jp\"}")]
    [InlineData("name=&phone= ", "{}")]
    [InlineData("attributes.budget=3200000&attributes.prefecture=Tokyo",
        "{\"attributes\":{\"budget\":\"3200000\",\"prefecture\":\"Tokyo\"}}")]
    [InlineData("source.utmSource=mail", "{\"source\":{\"utmSource\":\"mail\"}}")]
    [InlineData("optIn=on", "{\"optIn\":{\"email\":true}}")]
    [InlineData("optIn=TRUE", "{\"optIn\":{\"email\":true}}")]
    [InlineData("optIn=off", "{\"optIn\":{\"email\":false}}")]
    [InlineData("optIn=off&optIn=on", "{\"optIn\":{\"email\":true}}")]
    [InlineData("optIn=on&optIn.phone=on", "{\"optIn\":{\"email\":true,\"phone\":true}}")]
    [InlineData("optIn.phone=on&optIn=on", "{\"optIn\":{\"phone\":true,\"email\":true}}")]
    [InlineData("optIn.phone=on", "{\"optIn\":{\"phone\":true}}")]
    public void A_form_becomes_the_json_of_an_entry(string form, string json)
    {
        var fields = FormFields.ToJson(new FormCollection(Read(form)), new Refusals());

        Assert.Equal(json, fields.Element.GetRawText());
    }

    [Theory]
    [InlineData("email=a@example.jp&email=b@example.jp", "email")]
    [InlineData("source.page=a&source.page=b", "source.page")]
    [InlineData("attributes.colour=red&attributes.colour=blue", null)]
    public void Only_boxes_may_come_twice(string form, string? refused)
    {
        var refusals = new Refusals();
        FormFields.ToJson(new FormCollection(Read(form)), refusals);

        Assert.Equal(refused is null ? [] : [refused], refusals.ToErrors().Keys);
    }

    private static Dictionary<string, StringValues> Read(string form) => form.Split('&')
        .Select(pair => pair.Split('='))
        .GroupBy(pair => pair[0], pair => pair[1])
        .ToDictionary(field => field.Key, field => new StringValues([.. field]));
}
