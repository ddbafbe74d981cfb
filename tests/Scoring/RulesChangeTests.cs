using System.Text;
using System.Text.Json.Nodes;
using LeadScoring.Leads;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Reactions;
using LeadScoring.Scoring;
using LeadScoring.Storage;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tests.RollOut;

namespace LeadScoring.Tests.Scoring;

public sealed class RulesChangeTests
{
    [Fact]
    public void Points_caps_and_half_lives_need_the_counts_only() => Assert.False(Needs(rules =>
    {
        rules.Points("quote", 1);
        rules["reactions"]!["quote"]!["capPerDay"] = 9;
        rules["products"]!["car"]!["halfLifeDays"] = 10;
        rules["products"]!["car"]!["onPurchase"] = "keep";
        rules["fit"] = new JsonArray();
    }));

    [Fact]
    public void Another_calendar_needs_the_events() =>
        Assert.True(Needs(rules => rules["products"]!["car"]!["timeZone"] = "Etc/UTC"));

    [Fact]
    public void A_product_that_comes_back_needs_the_events() =>
        Assert.True(RulesChange.NeedsEvents(Read(rules => rules["products"]!.AsObject().Remove("camper")), Read()));

    [Fact]
    public void Entries_that_become_reactions_need_the_events() =>
        Assert.True(RulesChange.NeedsEvents(Read(rules => rules["reactions"]!.AsObject().Remove("entry")), Read()));

    [Fact]
    public void A_difference_is_told_at_its_leaf_by_the_id_where_items_have_one()
    {
        var (before, after) = (Rulebook.Version(1), Rulebook.Version(2, rules =>
        {
            rules["stages"]![3]!["enter"] = 70;
            rules["fit"]!.AsArray().RemoveAt(1);
            rules["reactions"]!.AsObject().Remove("quote");
        }));
        Assert.Equal(
            ["version", "reactions.quote", "fit[1]", "stages[ready].enter"],
            RulesDiff.Of(before, after).Select(change => change.Path));
        Assert.Equal(
            RulesDiff.Of(before, after).Select(change => (change.Path, change.Before?.ToJsonString())),
            RulesDiff.Of(after, before).Select(change => (change.Path, change.After?.ToJsonString())));
        Assert.Empty(RulesDiff.Of(before, Rulebook.Version(1)));
    }

    [Fact]
    public void Reactions_counted_together_come_to_the_same_as_one_by_one()
    {
        var edition = ContentFolder.Read(SampleContent.Folder);
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            var reactions = Enumerable.Range(0, random.Next(40)).Select(i => new Reaction
            {
                Id = $"{i}",
                Type = random.Next(2) == 0 ? "quote" : "of-no-rule",
                Product = random.Next(3) switch { 0 => "car", 1 => "camper", _ => "given-up" },
                OccurredAt = DateTimeOffset.UnixEpoch.AddHours(random.Next(24 * 20)),
            }).ToList();
            var single = reactions.Aggregate(
                new Lead { Id = "lead" }, (lead, one) => Touch.Count(lead, [one], edition));
            random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(reactions));
            var together = Touch.Count(new Lead { Id = "lead" }, reactions, edition);
            Assert.Equal(
                single.Products.Values.Select(Json.Write),
                together.Products.Values.Select(Json.Write));
        }
    }

    private static bool Needs(Action<JsonObject> change) => RulesChange.NeedsEvents(Read(), Read(change));

    private static ScoringRules Read(Action<JsonObject>? change = null) => ScoringRules.Read(
        JsonFields.Parse(Encoding.UTF8.GetBytes(Rulebook.Version(1, change).ToJsonString()), new Refusals())!);
}
