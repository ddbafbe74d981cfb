using FsCheck;
using FsCheck.Fluent;
using LeadScoring.Hits;
using LeadScoring.Sending;
using LeadScoring.Tests.Scoring;

namespace LeadScoring.Tests.Proof;

/// <summary>
/// How a mail ends is a function of what its own worker knows and of all that its provider tells: in whatever order,
/// parts and numbers that comes, before the answer, after it, or after the mail was taken for lost.
/// </summary>
public sealed class SettlingLaws
{
    private static readonly DateTimeOffset Decided = new(2027, 2, 2, 1, 0, 0, TimeSpan.Zero);

    private static readonly SendRecord Claimed = new()
    {
        SendId = "s",
        Status = SendStatus.Claimed,
        Template = "t",
        DecidedAt = Decided,
    };

    private static readonly string[] Types =
        ["processed", "dropped", "delivered", "deferred", "bounce", "spamreport", "open", "click", "account_notice"];

    private static readonly Gen<(string Type, int Minute)> Events =
        from type in Gen.Elements(Types)
        from minute in Gen.Choose(0, 5)
        select (type, minute);

    private static readonly Gen<SendRecord?> Ends = Gen.Elements(
        null, Claimed with { Status = SendStatus.Sent, SentAt = Decided },
        Claimed with { Status = SendStatus.Failed, Reason = "sendgrid-400" });

    private static readonly Gen<(SendRecord? End, (string Type, int Minute)[] Events, int Seed)> Stories =
        from end in Ends
        from events in Events.ArrayOf()
        from seed in Gen.Choose(0, int.MaxValue)
        select (end, events, seed);

    [Fact]
    public void Any_order_any_parts_and_any_repeats_end_a_mail_alike() => Laws.Hold(Stories, story =>
    {
        var random = new Random(story.Seed);
        var expected = Oracle(story.End, story.Events);
        for (var round = 0; round < 5; round++)
        {
            var mail = MailOf([]); // what came back is kept, and each decision looks at all of it
            var steps = story.Events.Concat(story.Events.Take(2))
                .Select(told => (Func<SendRecord, SendRecord?>)(row =>
                    Settling.With(row, mail = mail.With(MailOf([told])))))
                .Append(row => story.End is null ? null : Settling.Ended(row, story.End))
                .Append(row => Settling.Lost(row, Decided + Settling.NoTraceAfter))
                .ToArray();
            random.Shuffle(steps);
            // A mail that was lost before its answer came is lost no more; one without any trace stays so.
            var row = steps.Aggregate(Claimed, (row, step) => step(row) ?? row);
            Assert.Equal(expected, (row.Status, row.Reason));
        }
    });

    [Fact]
    public void The_same_told_again_changes_nothing() => Laws.Hold(Stories, story =>
    {
        var once = Settling.With(Claimed, MailOf(story.Events)) ?? Claimed;
        Assert.Null(Settling.With(once, MailOf(story.Events)));
        foreach (var told in story.Events) Assert.Null(Settling.With(once, MailOf([told])));
    });

    [Fact]
    public void A_row_never_goes_back_to_an_earlier_revision() => Laws.Hold(Stories, story =>
    {
        var row = Claimed;
        foreach (var told in story.Events)
        {
            if (Settling.With(row, MailOf([told])) is not { } next) continue;
            Assert.Equal(row.Revision + 1, next.Revision);
            row = next;
        }
    });

    [Fact]
    public void Before_72_hours_have_passed_nothing_is_taken_for_lost() =>
        Assert.Null(Settling.Lost(Claimed, Decided + Settling.NoTraceAfter - TimeSpan.FromTicks(1)));

    [Fact]
    public void An_answer_to_an_earlier_try_ends_no_later_one()
    {
        var again = (Claimed with { DecidedAt = Decided.AddHours(1) }).After(
            (Claimed with { Status = SendStatus.Deferred }).After(Claimed));
        Assert.Null(Settling.Ended(again, Claimed with { Status = SendStatus.Sent }));
        Assert.Equal(Decided, again.FirstDecidedAt());
    }

    [Fact]
    public void A_mail_is_given_up_when_its_provider_kept_it_waiting_for_72_hours_and_nothing_else_counts()
    {
        var turnedAway = Settling.TurnedAway(Claimed, Decided.AddHours(70));
        var later = Decided.AddDays(30); // a window, a cap or a pause kept it
        var again = (Claimed with { DecidedAt = later, Away = turnedAway.Away }).After(turnedAway);

        Assert.Equal((SendStatus.Deferred, Settling.ProviderAway), (turnedAway.Status, turnedAway.Reason));
        Assert.True(Settling.MayTryAt(again, later.AddHours(2)));
        Assert.False(Settling.MayTryAt(again, later.AddHours(3)));
    }

    [Fact]
    public void What_waits_is_never_lost_but_decided_again_when_its_time_has_come()
    {
        var waiting = Settling.TurnedAway(Claimed, Decided.AddHours(1));
        Assert.Null(Settling.Lost(waiting, Decided.AddDays(365)));
        Assert.False(Settling.IsOverdue(waiting, Decided.AddMinutes(59)));
        Assert.True(Settling.IsOverdue(waiting, Decided.AddHours(1)));
        Assert.True(Settling.IsOverdue(waiting with { NextTryAt = null }, Decided)); // paused: parked once more
        Assert.False(Settling.IsOverdue(Claimed, Decided.AddDays(365)));
    }

    [Theory]
    [InlineData("confirm|abc", MailDueKind.Confirmation, "abc", null)]
    [InlineData("confirm|abc|again-12", MailDueKind.Confirmation, "abc", "again-12")]
    [InlineData("car-new|2|1|welcome", MailDueKind.Step, "car-new|2|1", "welcome")]
    public void The_message_of_a_mail_follows_from_its_key(string send, MailDueKind kind, string key, string? step) =>
        Assert.Equal(new MailDue("lead", kind, key, step), SendLedger.MessageOf("lead", send));

    [Fact]
    public void Whose_provider_took_it_after_all_is_not_taken_back() =>
        Assert.Null(Settling.Deferred(
            Settling.With(Claimed, MailOf([("processed", 1)]))!, Claimed, Decided.AddMinutes(2)));

    /// <summary>The rule in words of its own: what left was sent, what was only dropped failed.</summary>
    private static (SendStatus, string?) Oracle(SendRecord? end, (string Type, int Minute)[] events)
    {
        var types = events.Select(told => told.Type).ToHashSet(StringComparer.Ordinal);
        if (types.Overlaps(["delivered", "deferred", "bounce", "spamreport", "open", "click"]))
            return (SendStatus.Sent, null);
        if (types.Contains("dropped")) return (SendStatus.Failed, "dropped: invalid");
        if (types.Contains("processed")) return (SendStatus.Sent, null);
        return end is null ? (SendStatus.Failed, "no trace") : (end.Status, end.Reason);
    }

    private static MailHits MailOf(IEnumerable<(string Type, int Minute)> events) => events.Aggregate(
        new MailHits { SendId = "s" }, (mail, told) => mail.With(One(told.Type, told.Minute)));

    private static MailHits One(string type, int minute)
    {
        var (id, at) = (FormattableString.Invariant($"{type}{minute}"), Decided.AddMinutes(minute));
        return type is "open" or "click"
            ? new MailHits
            {
                SendId = "s",
                Hits = [new Hit { Id = id, At = at, Kind = type == "open" ? HitKind.Open : HitKind.Click }],
            }
            : new MailHits
            {
                SendId = "s",
                Events = [new MailEvent(id, type, at, type == "dropped" ? "invalid" : null)],
            };
    }
}
