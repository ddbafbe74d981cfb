using FsCheck.Fluent;
using LeadScoring.Proof;
using LeadScoring.Tests.Scoring;

namespace LeadScoring.Tests.Proof;

/// <summary>Whatever is summed over, each mail is counted once and ends in one way.</summary>
public sealed class SendFiguresLaws
{
    private static readonly FsCheck.Gen<SendCell> Cells =
        from day in Gen.Elements("2027-02-01", "2027-02-02")
        from scenario in Gen.Elements("a", "b", SendRow.Confirmation)
        from version in Gen.Elements<int?>(1, 2, null)
        from step in Gen.Elements("x", "y")
        from status in Gen.Elements(Enum.GetValues<Outcome>())
        from reason in Gen.Elements("no consent", "no trace", null)
        select new SendCell(day, scenario, version, step, status, reason);

    private static readonly FsCheck.Gen<(SendCell[] Mails, SendGroup[] By)> Asked =
        from mails in Cells.ArrayOf()
        from groups in Gen.SubListOf(Enum.GetValues<SendGroup>())
        select (mails, groups.ToArray());

    [Fact]
    public void Intended_is_the_sum_of_the_five_outcomes_in_every_group_and_over_all_of_them() =>
        Laws.Hold(Asked, asked =>
        {
            var groups = SendFigures.Group(Counted(asked.Mails), asked.By.ToHashSet());
            Assert.Equal(asked.Mails.Length, groups.Sum(group => group.Intended));
            Assert.All(groups, group => Assert.Equal(
                group.Intended, Enum.GetValues<Outcome>().Sum(group.Of)));
            Assert.Equal(
                groups.Count, groups.Select(group => (group.Day, group.Scenario, group.Version, group.Step)).Distinct()
                    .Count());
        });

    [Fact]
    public void A_figure_counts_the_mails_that_its_filter_holds() => Laws.Hold(Asked, asked =>
    {
        foreach (var group in SendFigures.Group(Counted(asked.Mails), asked.By.ToHashSet()))
            foreach (var outcome in group.Outcomes)
            {
                var filter = new SendFilter(
                    group.Scenario, group.Version, group.Step, outcome.Status, outcome.Reason);
                var behind = asked.Mails.Where(filter.Holds)
                    .Where(cell => (group.Day is null || cell.Day == group.Day)
                        && (!asked.By.Contains(SendGroup.Version) || cell.Version == group.Version));
                // A filter without a reason asks for them all: the status, whatever its reasons.
                Assert.Equal(outcome.Reason is null ? group.Of(outcome.Status) : outcome.Count, behind.Count());
            }
    });

    [Fact]
    public void Days_summed_up_apart_come_to_the_same_as_all_mails_together() => Laws.Hold(Asked, asked =>
    {
        var apart = asked.Mails.GroupBy(cell => cell.Day).SelectMany(day => Counted(day));
        Assert.Equal(Told(Counted(asked.Mails)), Told(apart));

        string Told(IEnumerable<CellCount> cells) =>
            LeadScoring.Storage.Json.Write(SendFigures.Group(cells, asked.By.ToHashSet()));
    });

    private static IEnumerable<CellCount> Counted(IEnumerable<SendCell> mails) =>
        mails.CountBy(cell => cell).Select(cell => new CellCount(cell.Key, cell.Value));
}
