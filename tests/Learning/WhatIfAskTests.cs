using System.Text;
using System.Text.Json.Nodes;
using LeadScoring.Learning;
using LeadScoring.Parsing;
using LeadScoring.Tests.Publishing;

namespace LeadScoring.Tests.Learning;

public sealed class WhatIfAskTests
{
    [Fact]
    public void Rules_are_enough()
    {
        var (ask, errors) = Read(new JsonObject { ["rules"] = Draft() });

        Assert.Empty(errors);
        Assert.Equal((null, 10_000, 30, null), (ask!.Product, ask.Most, ask.Days, ask.Backtest));
        Assert.Equal(1, ask.Rules.Version);
    }

    [Fact]
    public void A_look_back_has_its_own_measure()
    {
        Assert.Equal(new BacktestAsk(90, 12, Label.Order), Read(With("backtest", new JsonObject())).Ask!.Backtest);
        Assert.Equal(
            new BacktestAsk(30, 3, Label.Order),
            Read(With("backtest", new JsonObject { ["horizonDays"] = 30, ["months"] = 3 })).Ask!.Backtest);
    }

    [Theory]
    [InlineData("most", "20001", "most")]
    [InlineData("most", "99", "most")]
    [InlineData("days", "366", "days")]
    [InlineData("product", "\"boat\"", "product")]
    [InlineData("rules", "{}", "rules.classes")]
    [InlineData("rules", "null", "rules")]
    [InlineData("backtest", "{\"months\":37}", "backtest.months")]
    [InlineData("backtest", "{\"horizonDays\":0}", "backtest.horizonDays")]
    [InlineData("backtest", "{\"horizon\":90}", "backtest.horizon")]
    [InlineData("backtest", "{\"label\":\"sold\"}", "backtest.label")]
    [InlineData("mail", "true", "mail")]
    public void A_mistake_is_named_by_its_path(string field, string value, string path)
    {
        var (ask, errors) = Read(With(field, JsonNode.Parse(value)));

        Assert.Null(ask);
        Assert.Contains(path, errors.Keys);
    }

    [Fact]
    public void A_mistake_in_the_draft_is_named_by_its_path_in_the_draft()
    {
        var draft = Draft();
        draft["reactions"]!["quote"]!["points"] = "many";
        draft["stages"]![1]!["leave"] = 15;

        Assert.Equal(
            ["rules.reactions.quote.points", "rules.stages[1].leave"],
            Read(new JsonObject { ["rules"] = draft }).Errors.Keys);
    }

    [Fact]
    public void A_draft_without_the_product_that_is_asked_for_is_refused()
    {
        var draft = Draft();
        draft["products"]!.AsObject().Remove("camper");
        draft["classes"]!["averageOrderValue"]!.AsObject().Remove("camper");

        var (ask, errors) = Read(new JsonObject { ["rules"] = draft, ["product"] = "camper" });

        Assert.Null(ask);
        Assert.Contains("rules.version", errors.Keys); // its campaigns and scenarios would lose it
    }

    private static JsonObject With(string field, JsonNode? value)
    {
        var ask = new JsonObject { ["rules"] = Draft() };
        ask[field] = value;
        return ask;
    }

    private static JsonNode Draft() =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(SampleContent.Folder, "scoring.json")))!;

    private static (WhatIfAsk? Ask, IReadOnlyDictionary<string, string[]> Errors) Read(JsonObject ask)
    {
        var refusals = new Refusals();
        var fields = JsonFields.Parse(Encoding.UTF8.GetBytes(ask.ToJsonString()), refusals)!;
        return (WhatIfAsk.Read(fields, SampleContent.Edition), refusals.ToErrors());
    }
}
