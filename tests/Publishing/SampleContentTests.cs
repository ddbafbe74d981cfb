using System.Text.Json;
using System.Text.RegularExpressions;
using LeadScoring.Leads;
using LeadScoring.Scoring;
using NodaTime;

namespace LeadScoring.Tests.Publishing;

public sealed partial class SampleContentTests
{
    public static TheoryData<string> Files =>
        [.. SampleContent.JsonFiles.Select(file => Path.GetRelativePath(SampleContent.Folder, file))];

    [Fact]
    public void Leads_of_each_product_and_customers_of_each_class_are_written_to()
    {
        var entrances = SampleContent.Edition.Scenarios.Values
            .Select(scenario => (scenario.Product, scenario.Enter.Stage ?? scenario.Enter.Class!)).ToHashSet();

        Assert.Superset(
            new HashSet<(string, string)>
            {
                ("car", "new"), ("car", "aware"), ("car", "considering"), ("car", "ready"),
                ("camper", "new"), ("camper", "considering"),
            },
            entrances);
        Assert.All(CustomerClass.All, name => Assert.Contains(("car", name), entrances));
    }

    /// <summary>
    /// Or the mails that greet newcomers would never be sent: the stage is decided when the address is confirmed.
    /// </summary>
    [Theory]
    [InlineData("car")]
    [InlineData("camper")]
    public void Whoever_has_just_confirmed_is_new_however_well_it_fits(string product)
    {
        var rules = SampleContent.Edition.Rules;
        var bestFit = rules.Fit.Aggregate(1.0, (fit, factor) => fit * Math.Max(1, factor.Factor));
        var points = bestFit * (rules.Reactions["entry"].Points + rules.Reactions["opt-in"].Points);

        Assert.Equal(
            "new", rules.Stages.Next(null, Points.Score(points, rules.Products[product].HalfSaturation), null));
    }

    [Fact]
    public void A_lead_climbs_the_stages_by_what_it_does()
    {
        var (rules, car) = (SampleContent.Edition.Rules, SampleContent.Edition.Rules.Products["car"]);
        var day = Days.Of(new LocalDate(2026, 11, 22));

        Assert.Equal("new", StageAfter("entry", "opt-in"));
        Assert.Equal("aware", StageAfter("entry", "opt-in", "brochure"));
        Assert.Equal("considering", StageAfter("entry", "opt-in", "brochure", "configurator"));
        Assert.Equal("ready", StageAfter("entry", "opt-in", "brochure", "configurator", "test-drive", "quote"));

        string StageAfter(params string[] types)
        {
            var counts = DayCounts.Empty.Add(types.Select(type => (day, type)));
            var points = Points.At(new ScoreInput(counts, 1, null), rules, car, day);
            return rules.Stages.Next(null, Points.Score(points, car.HalfSaturation), null);
        }
    }

    [Fact]
    public void Mail_addresses_are_those_that_nobody_owns()
    {
        var addresses = Directory.EnumerateFiles(SampleContent.Folder, "*", SearchOption.AllDirectories)
            .SelectMany(file => MailAddress().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .Distinct().ToList();

        Assert.NotEmpty(addresses);
        Assert.All(addresses, domain => Assert.Contains(domain, new[] { "example.jp", "example.com" }));
    }

    /// <summary>
    /// The schemas serve editors only, so nothing else would notice when they fall behind the reader.
    /// </summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Each_file_names_a_schema_that_knows_its_fields(string file)
    {
        var path = Path.Combine(SampleContent.Folder, file);
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        var schemaPath = Path.Combine(
            Path.GetDirectoryName(path)!, document.RootElement.GetProperty("$schema").GetString()!);
        using var schema = JsonDocument.Parse(File.ReadAllBytes(schemaPath));

        Assert.Empty(JsonSchemaGaps.In(document.RootElement, schema.RootElement));
    }

    [GeneratedRegex(@"[A-Za-z0-9._-]+@([A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+)")]
    private static partial Regex MailAddress();
}
