using FsCheck;
using FsCheck.Fluent;
using LeadScoring.Consent;
using LeadScoring.Hits;
using LeadScoring.Storage;
using LeadScoring.Tests.Scoring;

namespace LeadScoring.Tests.Consent;

/// <summary>
/// What mailboxes, the provider, the person and the staff say of an address comes to one state in any order, parts and
/// number; and what is suppressed follows from the newest words.
/// </summary>
public sealed class AddressLaws
{
    private static readonly DateTimeOffset Start = new(2027, 2, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly (string Type, string? Status)[] Kinds =
    [
        ("bounce", "bounce 5.1.1"), ("bounce", "blocked 4.7.1"), ("bounce", "5.1.1"), ("bounce", "4.2.2"),
        ("bounce", null), ("spamreport", null), ("dropped", DropReason.Bounced), ("dropped", DropReason.Spam),
        ("dropped", "spam content"), ("delivered", null), ("processed", null), ("new_kind", null),
    ];

    private static readonly Gen<Func<AddressState, AddressState>> Words =
        from kind in Gen.Choose(0, Kinds.Length + 1)
        from hour in Gen.Choose(0, 8)
        from mail in Gen.Choose(0, 4)
        select Word(kind, hour, mail);

    private static readonly Gen<(Func<AddressState, AddressState>[] Words, int Seed)> Stories =
        from words in Words.ArrayOf()
        from seed in Gen.Choose(0, int.MaxValue)
        select (words, seed);

    [Fact]
    public void Any_order_and_any_repeats_come_to_one_state() => Laws.Hold(Stories, story =>
    {
        var expected = Json.Write(story.Words.Aggregate(new AddressState(), (state, word) => word(state)));
        var again = story.Words.Concat(story.Words).ToArray();
        new Random(story.Seed).Shuffle(again);
        Assert.Equal(expected, Json.Write(again.Aggregate(new AddressState(), (state, word) => word(state))));
    });

    [Fact]
    public void After_the_staffs_newest_word_nothing_older_stands_against_mail() => Laws.Hold(Stories, story =>
    {
        var state = story.Words.Aggregate(new AddressState(), (known, word) => word(known)).Lifted(At(9));
        Assert.Null(state.At(At(10)));
        Assert.Null(state.ReasonAgainstAsking(At(10)));
    });

    [Theory]
    [InlineData("bounce", "bounce 5.1.1", "bounced", true)]
    [InlineData("bounce", "5.1.1", "bounced", true)]
    [InlineData("dropped", DropReason.Bounced, "dropped: bounced address", true)]
    [InlineData("dropped", DropReason.Invalid, "dropped: invalid address", true)]
    [InlineData("dropped", DropReason.Unsubscribed, "dropped: unsubscribed address", true)]
    [InlineData("spamreport", null, "spam report", false)]
    [InlineData("dropped", DropReason.Spam, "dropped: spam reporting address", false)]
    public void What_ends_all_mail_is_lifted_by_its_owner_who_is_not_asked_after_a_complaint(
        string type, string? status, string reason, bool isAsked)
    {
        var state = Told(new AddressState(), 1, type, status);
        Assert.Equal((reason, At(1), null), (
            state.At(At(2))!.Reason, state.At(At(2))!.At, state.At(At(2))!.Until));
        Assert.Null(state.Confirmed(At(3)).At(At(4)));
        // Who enters with it again is asked once more, unless they complained.
        Assert.Equal(isAsked, state.ReasonAgainstAsking(At(3)) is null);
        Assert.Equal(reason, state.ReasonAgainstAsking(At(0)));
        Assert.Equal(reason, Told(state.Confirmed(At(3)), 5, type, status).At(At(6))!.Reason);
    }

    [Theory]
    [InlineData("dropped", "spam content")]
    [InlineData("dropped", "over quota")]
    [InlineData("bounce", "4.2.2")]
    [InlineData("bounce", "expired")]
    [InlineData("deferred", "4.2.1")]
    [InlineData("new_kind", null)]
    public void What_speaks_of_one_mail_or_may_pass_ends_nothing(string type, string? status) =>
        Assert.Null(Told(new AddressState(), 1, type, status).At(At(2)));

    [Fact]
    public void Three_blocks_in_a_row_interrupt_mail_for_a_time_and_a_delivery_in_between_does_not_let_them()
    {
        var blocked = Enumerable.Range(1, 3).Aggregate(
            new AddressState(), (state, hour) => Told(state, hour, "bounce", "blocked"));
        var until = At(3) + AddressState.BlockedFor;
        Assert.Equal(new Suppression("blocked", At(3), Id("bounce", 3, 3), until), blocked.At(At(4)));
        Assert.Null(blocked.At(until));
        Assert.Null(blocked.Ended());
        Assert.Null(Told(blocked, 2, "delivered", null).At(At(4)));
        Assert.Null(blocked.Confirmed(At(3)).At(At(4)));
    }

    [Fact]
    public void One_mail_that_was_blocked_three_times_is_one_in_the_row()
    {
        var blocked = new[] { (1, 1), (2, 1), (3, 1), (4, 2) }.Aggregate(
            new AddressState(), (state, told) => Told(state, told.Item1, "blocked", null, mail: told.Item2));
        Assert.Null(blocked.At(At(5)));
        // An old block of the third mail, told late, completes the row; its end follows from the newest block.
        Assert.Equal(
            At(4) + AddressState.BlockedFor, Told(blocked, 0, "blocked", null, mail: 3).At(At(5))?.Until);
    }

    [Theory]
    [InlineData("Bounced Address", "bounced address")]
    [InlineData("Spam Reporting Address", "spam reporting address")]
    [InlineData("Unsubscribed Address", "unsubscribed address")]
    [InlineData("Invalid SMTPAPI header", "invalid header")]
    [InlineData("Recipient List over Package Quota", "over quota")]
    [InlineData("Spam Content (if Spam Checker app is enabled)", "spam content")]
    [InlineData("Invalid", "invalid address")]
    [InlineData("hanako@example.jp is not wanted", "other")]
    [InlineData(null, "other")]
    public void The_providers_words_become_ours(string? told, string reason) =>
        Assert.Equal(reason, DropReason.Of(told));

    private static Func<AddressState, AddressState> Word(int kind, int hour, int mail) =>
        kind == Kinds.Length ? state => state.Confirmed(At(hour))
        : kind > Kinds.Length ? state => state.Lifted(At(hour))
        : state => Told(state, hour, Kinds[kind].Type, Kinds[kind].Status, mail);

    /// <summary>An event of that hour, of the mail of that number, else of one that is the hour's own.</summary>
    private static AddressState Told(AddressState state, int hour, string type, string? status, int? mail = null) =>
        AddressNews.Told(state, new MailHits
        {
            SendId = FormattableString.Invariant($"mail-{mail ?? hour}"),
            Events = [new MailEvent(Id(type, hour, mail ?? hour), type, At(hour), status)],
        });

    private static string Id(string type, int hour, int mail) =>
        FormattableString.Invariant($"{type}-{hour}-{mail}");

    private static DateTimeOffset At(int hour) => Start.AddHours(hour);
}
