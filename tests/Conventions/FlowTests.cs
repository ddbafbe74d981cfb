using System.Text.RegularExpressions;
using LeadScoring.Rights;
using LeadScoring.Runtime.Invocations;
using LeadScoring.Storage;

namespace LeadScoring.Tests.Conventions;

/// <summary>The map in Flow.cs is the truth about the messages.</summary>
public sealed partial class FlowTests
{
    private static readonly SourceFile Flow = SourceTree.Functions.Single(file => file.Path == "functions/Flow.cs");

    [Fact]
    public void Every_queue_and_its_poison_queue_has_exactly_one_listener() =>
        Assert.Equal(
            Queues.All.SelectMany(queue => new[] { queue, queue + Queues.Poison }).Order(StringComparer.Ordinal),
            FunctionList.Listeners.Select(listener => listener.Queue).Order(StringComparer.Ordinal));

    /// <summary>Rows and messages are written by the product, but a worker reads messages its own way.</summary>
    [Fact]
    public void Every_message_is_read_as_it_was_written()
    {
        object[] messages =
        [
            new EntryArrived("lead", "entry"),
            new MailDue("lead", MailDueKind.Confirmation, "key", "step"),
            new MailDue("lead", MailDueKind.Alert, "hash"),
            new MailDue("digest", MailDueKind.View, "hot-in-tokyo", "0123456789abcdef"),
            new ScoringWork(Touched: new LeadTouched("lead", "inbox")),
            new ScoringWork(Rescore: new RescoreSlice("rules|0000000002", 3)),
            new ScoringWork(Published: new RulesPublished(2)),
            new ScoringWork(Resumed: new StepsResumed("car-new")),
            new ScoringWork(Sharing: new SharingDue(DateTimeOffset.UnixEpoch, "0123456789abcdef")),
            new ScoringWork(
                Insights: new InsightsDue(InsightsDueKind.Study, 3, "car", "lead", DateTimeOffset.UnixEpoch)),
            new ScoringWork(Import: new ImportDue("orders-2025")),
            new ScoringWork(Spent: new PointsSpent("lead", "points|0123456789abcdef")),
            new ScoringWork(Forgotten: new LeadForgotten("lead", DateTimeOffset.UnixEpoch, Farewell.Inactive)),
            new ScoringWork(Merged: new LeadMerged("lead", "other")),
            new ScoringWork(Visitor: new VisitorTouched("visitor", "lead", "entry")),
        ];
        Assert.All(messages, message => Assert.Equal(
            message, MessageText.To(message.GetType(), Json.Write(message))));
        Assert.Equal(
            typeof(ScoringWork).GetProperties().Length, messages.OfType<ScoringWork>().Count());
    }

    [Fact]
    public void Every_function_name_is_given_once() =>
        Assert.Equal(FunctionList.Names.Distinct(StringComparer.Ordinal), FunctionList.Names);

    [Fact]
    public void The_map_names_files_that_exist()
    {
        var named = File().Matches(Map).Select(match => $"functions/{match.Value}.cs").ToList();
        Assert.NotEmpty(named);
        Offenders.None(named.Except(SourceTree.Functions.Select(file => file.Path)));
    }

    [Fact]
    public void The_map_names_every_listener_beside_its_queue() =>
        Offenders.None(FunctionList.Listeners.Where(listener =>
            !Regex.IsMatch(Map, $@"(?<=\s){listener.Queue}(?=\s).*\b{listener.Function}\b")));

    private static string Map => Flow.Text[..Flow.Text.IndexOf("/// <summary>", StringComparison.Ordinal)];

    [GeneratedRegex(@"\b[A-Z]\w+/[A-Z]\w+\b")]
    private static partial Regex File();
}
