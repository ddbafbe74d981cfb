using System.Collections.Immutable;
using LeadScoring.Consent;
using LeadScoring.Leads;
using LeadScoring.Nurture;
using LeadScoring.Publishing;
using LeadScoring.Scenarios;
using LeadScoring.Sending;
using LeadScoring.Tests.Publishing;
using LeadScoring.Tests.Scenarios;

namespace LeadScoring.Tests.Nurture;

/// <summary>
/// One lead under way in several scenarios, run with a virtual clock by the product's own decisions: the messages of
/// due steps come late and in any order, as a queue brings them.
/// </summary>
internal sealed class Mailing(Edition edition, DateTimeOffset start)
{
    private readonly Dictionary<(string, string), DateTimeOffset> _firstDue = [];

    public static readonly DateTimeOffset Monday = new(2026, 11, 16, 1, 0, 0, TimeSpan.Zero); // ten o'clock in Tokyo

    public Lead Lead { get; set; } = new()
    {
        Id = "00ff",
        Profile = new Profile { Email = "taro@example.jp", CreatedAt = start, Known = true },
        Mail = new MailState { Email = new ConsentState(true, start, "consent|1") },
    };

    public List<(string Scenario, DateTimeOffset At)> Sent { get; } = [];

    /// <summary>How long each mail that went had been due.</summary>
    public List<TimeSpan> Waits { get; } = [];

    public DateTimeOffset Now { get; set; } = start;

    /// <summary>The sample brand with these scenarios and these rules for all mails.</summary>
    public static Edition Brand(SendingRules rules, params IEnumerable<Scenario> scenarios) =>
        SampleContent.Edition with
        {
            Scenarios = scenarios.ToDictionary(scenario => scenario.Id),
            Sender = SampleContent.Edition.Sender with { Sending = rules, Consent = ConsentPolicy.Default },
        };

    /// <summary>A scenario of so many mails, one after the other, in a window that is open all week.</summary>
    public static Scenario Of(
        string id, int priority, string cap, int mails = 1, string after = "PT0S", string hours = "00:00-00:00") =>
        ScenarioTexts.Read($$"""
            {
              "id": "{{id}}", "version": 1, "product": "car", "priority": {{priority}},
              "enter": { "stage": "considering" },
              "window": { "days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
                          "from": "{{hours[..5]}}", "to": "{{hours[6..]}}", "timeZone": "Asia/Tokyo" },
              "cap": { "mails": {{cap[..cap.IndexOf('/')]}}, "per": "{{cap[(cap.IndexOf('/') + 1)..]}}" },
              "steps": [{{string.Join(',', Enumerable.Range(1, mails).Select(
                  step => $$"""{ "id": "s{{step}}", "after": "{{after}}", "template": "car-story" }"""))}}]
            }
            """);

    public Mailing Enrolled(string scenario, DateTimeOffset due, PutOffStep? putOff = null)
    {
        Lead = Lead.With(new Enrolment
        {
            Scenario = scenario,
            Version = 1,
            Product = "car",
            Occurrence = 1,
            HeldOut = false,
            EnteredAt = Mailing.Monday,
            NextStep = "s1",
            DueAt = due,
            FirstPutOff = putOff,
        });
        return this;
    }

    /// <summary>What is decided about the step a scenario stands at; nothing happens.</summary>
    public StepDecision Asked(string scenario)
    {
        var enrolment = Lead.Enrolments.Values.Single(found => found.Scenario == scenario);
        return StepDue.Decide(Lead, null, enrolment.Key, enrolment.NextStep!, edition, Now).Decision;
    }

    /// <summary>Until every enrolment has ended, or for so many decisions.</summary>
    public Mailing Run(int most, Func<int, int>? lateMinutes = null)
    {
        for (var turn = 0; turn < most && Due() is { Count: > 0 } due; turn++)
        {
            var (late, next) = (lateMinutes?.Invoke(turn) ?? 0, due[0]);
            Now = Later(Now, next.DueAt!.Value).AddMinutes(late % 30);
            // Of all that is due by now any may be the next.
            var ready = due.Where(enrolment => enrolment.DueAt <= Now).ToList();
            Step(ready[late % ready.Count]);
        }
        return this;
    }

    private List<Enrolment> Due() =>
    [
        .. Lead.Enrolments.Values.Where(enrolment => enrolment is { NextStep: not null, DueAt: not null })
            .OrderBy(enrolment => enrolment.DueAt),
    ];

    private void Step(Enrolment enrolment)
    {
        var due = StepDue.Decide(Lead, null, enrolment.Key, enrolment.NextStep!, edition, Now);
        Assert.NotNull(due.Change);
        var first = _firstDue.GetValueOrDefault((enrolment.Key, enrolment.NextStep!), enrolment.DueAt!.Value);
        _firstDue[(enrolment.Key, enrolment.NextStep!)] = first;
        if (due.Decision is StepDecision.Send)
        {
            Sent.Add((enrolment.Scenario, Now));
            Waits.Add(Now - first);
        }
        if (due.Decision is StepDecision.Postpone later)
            Assert.True(later.Until > Now, "A postponement must lie ahead.");
        Lead = due.Change.Lead;
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
