using LeadScoring.Hits;
using LeadScoring.Identity;
using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Storage;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tests.Scoring;
using static LeadScoring.Tests.Hits.Mailed;

namespace LeadScoring.Tests.Hits;

/// <summary>Other settings of the detector are right for all that ever came back, in both directions.</summary>
public sealed class RecountTests
{
    private static readonly MailHits Mail = With(Click(5, 1), Click(300, 2), Click(303, 3), Click(306, 4));

    [Theory]
    [InlineData(8, 2, 3)]
    [InlineData(0, 2, 4)]
    [InlineData(8, 6, 0)]
    [InlineData(600, 2, 0)]
    [InlineData(0, 6, 1)]
    public void A_lead_counts_what_the_rules_of_the_day_take_for_a_person(
        int minimumSeconds, int burstSeconds, int clicks)
    {
        var rebuilt = Recount(new Lead { Id = "lead", Profile = Hanako }, minimumSeconds, burstSeconds);

        Assert.Equal(clicks, Clicks(rebuilt));
    }

    [Fact]
    public void Going_back_to_the_old_settings_is_as_if_they_had_never_changed()
    {
        var before = Recount(new Lead { Id = "lead", Profile = Hanako }, 8, 2);

        var back = Recount(Recount(before, 600, 6), 8, 2);

        Assert.Equal(Json.Write(before.Product("car")), Json.Write(back.Product("car")));
    }

    [Fact]
    public void A_stage_that_no_unmerge_takes_back_stays_where_it_was_until_it_is_looked_at()
    {
        var lead = new Lead { Id = "lead", Profile = Hanako }.With(
            new ProductState { Product = "car", Stage = "aware", StageSince = SentAt });

        Assert.Equal(("aware", SentAt), (Recount(lead, 8, 2).Product("car") is var state
            ? (state.Stage!, state.StageSince!.Value)
            : default));
    }

    [Theory]
    [InlineData("\"minimumSeconds\": -1", "machine.minimumSeconds")]
    [InlineData("\"burstLinks\": 1", "machine.burstLinks")]
    [InlineData("\"burstSeconds\": \"2\"", "machine.burstSeconds")]
    [InlineData("\"headSeconds\": 3601", "machine.headSeconds")]
    [InlineData("\"quickSeconds\": 1", "machine.quickSeconds")]
    public void A_setting_that_makes_no_sense_is_refused_by_its_name(string setting, string path) =>
        Assert.Contains(path, SampleRules.Read(WithMachine(setting)).Errors.Keys);

    [Fact]
    public void What_is_not_set_is_the_preset()
    {
        Assert.Equal(MachineRules.Default, SampleRules.Rules.Machine);
        Assert.Equal(
            MachineRules.Default with { BurstLinks = 5 },
            SampleRules.Accepted(WithMachine("\"burstLinks\": 5")).Machine);
        Assert.Equal(MachineRules.Default, SampleContent.Edition.Rules.Machine);
    }

    private static Profile Hanako { get; } = new() { Email = "hanako@example.jp", CreatedAt = SentAt, Known = true };

    private static Lead Recount(Lead lead, int minimumSeconds, int burstSeconds) => Rebuilding.Of(
        lead, new LeadEvents([], [], [], [Mail]), Under(new MachineRules(minimumSeconds, 3, burstSeconds, 5)));

    private static Edition Under(MachineRules machine) =>
        SampleContent.Edition with { Rules = SampleContent.Edition.Rules with { Machine = machine } };

    private static int Clicks(Lead lead) =>
        lead.Product("car").Counts.Items.ToArray().Where(count => count.Type == "mail-click").Sum(count => count.Count);

    private static string WithMachine(string setting) =>
        SampleRules.Json.Replace("\"fit\": [", $"\"machine\": {{ {setting} }}, \"fit\": [", StringComparison.Ordinal);
}
