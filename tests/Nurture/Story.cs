using LeadScoring.Consent;
using LeadScoring.Leads;
using LeadScoring.Nurture;
using LeadScoring.Publishing;
using LeadScoring.Reactions;
using LeadScoring.Scenarios;
using LeadScoring.Sending;
using LeadScoring.Tests.Learning;
using LeadScoring.Tests.Publishing;
using NodaTime.Text;

namespace LeadScoring.Tests.Nurture;

/// <summary>
/// One lead under scenarios of the test, told as it goes: what it does, and what is decided as time passes. Only pure
/// code runs; the ledger is a dictionary.
/// </summary>
internal sealed class Story
{
    /// <summary>A Tuesday, 10:00 in Tokyo.</summary>
    public static readonly DateTimeOffset Tuesday = new(2027, 3, 2, 1, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<string, SendRecord> _ledger = new(StringComparer.Ordinal);

    public Story(params IReadOnlyList<Scenario> scenarios) : this(Tuesday, scenarios)
    {
    }

    public Story(DateTimeOffset start, IReadOnlyList<Scenario> scenarios)
    {
        Edition = SampleContent.Edition with
        {
            Scenarios = scenarios.ToDictionary(scenario => scenario.Id, StringComparer.Ordinal),
        };
        Now = start;
        Lead = SamplePasts.Of([]).Numbered(1).Lead with
        {
            Mail = new MailState { Email = new ConsentState(true, start.AddDays(-1), "consent|of-the-test") },
        };
    }

    public Edition Edition { get; set; }

    public DateTimeOffset Now { get; private set; }

    public Lead Lead { get; set; }

    /// <summary>The models and mails that decisions look at.</summary>
    public Outlook Outlook { get; set; } = Outlook.Silence;

    /// <summary>What was settled of each step, as <c>scenario|version|n|step: status (reason)</c>, in order.</summary>
    public List<string> Settled { get; } = [];

    /// <summary>The mails that left, with the wall clock of Tokyo.</summary>
    public List<string> Mails { get; } = [];

    public Enrolment Only => Assert.Single(Lead.Enrolments.Values);

    public Story Reacts(string type, DateTimeOffset? at = null) => Assess(Touch.Count(
        Lead, [new Reaction { Id = $"{type}{Now.Ticks}", Type = type, OccurredAt = at ?? Now, Product = "car" }],
        Edition));

    public Story Buys(string product = "car") => Assess(Touch.Book(Lead, new PurchaseNote
    {
        Id = $"order{Now.Ticks}",
        OccurredAt = Now,
        Product = product,
        Amount = 100,
        Currency = "JPY",
    }, Edition));

    public Story Tells(string attribute, string value) => Assess(Lead with
    {
        Profile = Lead.Profile!.WithAttributes([KeyValuePair.Create(attribute, value)], Now),
    });

    public Story Assess(Lead? lead = null)
    {
        lead ??= Lead;
        Lead = Assessment.Of(lead, Lead, Edition, Now, "reaction").Lead;
        return this;
    }

    public Story After(string period) =>
        Until(Now + PeriodPattern.NormalizingIso.Parse(period).Value.ToDuration().ToTimeSpan());

    /// <summary>Everything that falls due by then is decided, in the order of time.</summary>
    public Story Until(DateTimeOffset end)
    {
        while (Next() is { } at && at <= end)
        {
            Now = at > Now ? at : Now;
            if (Lead.Products.Values.Any(state => state.LookAgainAt <= Now)) Assess();
            else Decide(Open().First(enrolment => enrolment.DueAt <= Now));
        }
        Now = end > Now ? end : Now;
        return this;
    }

    /// <summary>The message of this enrolment's step comes (again).</summary>
    public StepDue Decide(Enrolment enrolment, string? step = null)
    {
        var send = enrolment.SendKey(step ?? enrolment.NextStep ?? "");
        var row = _ledger.TryGetValue(send, out var known)
            ? new LedgerRow(LeadRows.Send(send), known, "\"1\"")
            : null;
        var due = StepDue.Decide(Lead, row, enrolment.Key, step ?? enrolment.NextStep ?? "", Edition, Now, Outlook);
        if (due.Change is null) return due;
        Lead = due.Change.Lead;
        foreach (var record in due.Change.Facts.Select(fact => (SendRecord)fact.Body))
        {
            Assert.True(_ledger.TryAdd(send, record with { Status = Ended(record) }), $"{send} is settled twice.");
            Settled.Add($"{send}: {record.Status}{(record.Reason is null ? "" : $" ({record.Reason})")}");
        }
        if (due.Claimed is { } mail) Mails.Add($"{mail.Step} {Now.ToOffset(TimeSpan.FromHours(9)):MM-dd HH:mm}");
        return due;
    }

    private IEnumerable<Enrolment> Open() => Lead.Enrolments.Values
        .Where(enrolment => enrolment is { NextStep: not null, DueAt: not null }).OrderBy(one => one.DueAt);

    private DateTimeOffset? Next() => Open().Select(enrolment => enrolment.DueAt)
        .Concat(Lead.Products.Values.Select(state => state.LookAgainAt)).Min();

    private static SendStatus Ended(SendRecord record) =>
        record.Status == SendStatus.Claimed ? SendStatus.Sent : record.Status;
}
