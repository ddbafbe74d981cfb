using FsCheck;
using FsCheck.Fluent;
using LeadScoring.Visitors;

namespace LeadScoring.Tests.Visitors;

/// <summary>
/// Whose a reaction is follows from who entered when, and from nothing else: not from the order in which entries,
/// confirmations and beacons are handled, and not from how often.
/// </summary>
public sealed class VisitorLinksLaws
{
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 1, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Any_order_and_any_repeats_of_the_messages_give_the_same_owners() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var day = DeviceDay.Random(random);
            var expected = day.Owners();
            for (var n = 0; n < 4; n++) Assert.Equal(expected, Handled(day, random));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_the_first_person_did_never_becomes_the_seconds()
    {
        var links = VisitorLinks.None.Open("a", "e1", At(10), At(10)).Open("b", "e2", At(20), At(20));

        Assert.Equal(
            ["a", "a", "a", "b", "b"],
            new[] { 0, 10, 19, 20, 30 }.Select(minute => links.OwnerAt(At(minute), At(60)).LeadId));
    }

    [Fact]
    public void An_entry_that_confirms_late_does_not_take_the_device_from_who_entered_after_it()
    {
        var links = VisitorLinks.None.Open("b", "e2", At(20), At(20)).Open("a", "e1", At(10), At(40));

        Assert.Equal("b", links.OwnerAt(At(50), At(60)).LeadId);
    }

    [Fact]
    public void A_lost_entry_holds_nothing_up_for_longer_than_a_day()
    {
        var links = VisitorLinks.None.Open("a", "e1", At(0), At(0)).Expect("b", "e2", At(10));

        Assert.False(links.OwnerAt(At(20), At(30)).IsSettled);
        Assert.Equal("a", links.OwnerAt(At(20), At(11) + VisitorLinks.LongestWait).LeadId);
    }

    [Fact]
    public void Of_hundreds_of_people_the_latest_are_kept_and_older_reactions_go_to_nobody_else()
    {
        var links = Enumerable.Range(0, 100).Aggregate(
            VisitorLinks.None, (before, n) => before.Open($"{n}", $"e{n}", At(n), At(n)));

        Assert.Equal(VisitorLinks.Most, links.Links.Length);
        Assert.Equal("99", links.OwnerAt(At(200), At(200)).LeadId);
        Assert.Equal(VisitorOwner.Nobody, links.OwnerAt(At(5), At(200)));
    }

    [Fact]
    public void Who_is_gone_leaves_nothing_to_others()
    {
        var links = VisitorLinks.None.Open("a", "e1", At(10), At(10)).Open("b", "e2", At(20), At(20)).Without("a");

        Assert.Equal(VisitorOwner.Nobody, links.OwnerAt(At(15), At(60)));
        Assert.Equal("b", links.OwnerAt(At(25), At(60)).LeadId);
        Assert.False(links.Without("b").HasPeople);
    }

    /// <summary>
    /// The door acts at each instant in turn, the queue whenever it likes: what was taken lies in a heap of messages
    /// from which any is handled next, or handled again.
    /// </summary>
    private static Dictionary<int, string?> Handled(DeviceDay day, Random random)
    {
        var (device, heap) = (new Device(), new List<Action<DateTimeOffset>>());
        foreach (var step in day.Steps)
        {
            while (heap.Count > 0 && random.Next(3) > 0) Take(heap, random)(step.At);
            if (step.Message(device) is { } message) heap.Add(message);
            if (random.Next(4) == 0 && step.IsRepeatable) heap.Add(step.Message(device)!);
        }
        while (heap.Count > 0) Take(heap, random)(day.End);
        return device.Owners(day.End);
    }

    private static Action<DateTimeOffset> Take(List<Action<DateTimeOffset>> heap, Random random)
    {
        var index = random.Next(heap.Count);
        var message = heap[index];
        if (random.Next(4) > 0) heap.RemoveAt(index); // else it comes again
        return message;
    }

    private static DateTimeOffset At(int minute) => Start.AddMinutes(minute);
}
