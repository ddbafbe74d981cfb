using FsCheck;
using FsCheck.Fluent;
using LeadScoring.Parking;

namespace LeadScoring.Tests.Parking;

public sealed class PoisonMessageTests
{
    private const string Touched = """{"touched":{"leadId":"a1","inboxKey":"head|inbox|b2"}}""";
    private static readonly DateTimeOffset Now = new(2027, 2, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_apps_own_messages_are_kept_letter_by_letter() =>
        Assert.Equal(Touched, PoisonMessage.Read("reactions", Touched).Text);

    [Fact]
    public void The_same_text_on_another_queue_is_another_message() =>
        Assert.NotEqual(PoisonMessage.Read("reactions", Touched).Id, PoisonMessage.Read("entries", Touched).Id);

    [Fact]
    public void A_message_retried_and_parked_again_is_the_same_one_and_tells_its_past()
    {
        var first = PoisonMessage.Read("reactions", Touched).Parked("Broken", Now);

        var again = PoisonMessage.Read("reactions", PoisonMessage.Again(first)).Parked("Still broken", Now.AddDays(2));

        Assert.Equal(
            first with { Error = "Still broken", ParkedAt = Now.AddDays(2), FirstParkedAt = Now, Times = 2 }, again);
    }

    [Fact]
    public void What_is_retried_is_read_by_its_handler_as_before()
    {
        var again = PoisonMessage.Again(PoisonMessage.Read("reactions", Touched).Parked("Broken", Now));

        Assert.NotEqual(Touched, again);
        Assert.Equal(
            LeadScoring.Storage.Json.Read<ScoringWork>(Touched), LeadScoring.Storage.Json.Read<ScoringWork>(again));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("{\"a\":1")]
    [InlineData("[1,2]")]
    [InlineData("null")]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":1,"parked":"long ago"}""")]
    public void What_has_no_note_of_ours_is_kept_as_it_is(string text)
    {
        var message = PoisonMessage.Read("entries", text);

        Assert.Equal(text, message.Text);
        Assert.Equal(1, message.Parked("Broken", Now).Times);
    }

    [Fact]
    public void Whatever_a_queue_holds_keeps_its_id_over_a_retry() =>
        Prop.ForAll<NonNull<string>, NonNull<string>>((name, value) =>
        {
            var json = LeadScoring.Storage.Json.Write(new Dictionary<string, string> { [name.Get] = value.Get });
            return new[] { value.Get, json }.All(text =>
            {
                var message = PoisonMessage.Read("sends", text);
                var again = PoisonMessage.Again(message.Parked("Broken", Now));
                return PoisonMessage.Read("sends", again).Id == message.Id;
            });
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_newest_comes_first_and_places_have_one_shape()
    {
        var places = Enumerable.Range(0, 5)
            .Select(day => PoisonMessage.Read("sends", Touched).Parked("Broken", Now.AddDays(day)).Place).ToList();

        Assert.Equal(places.Order(StringComparer.Ordinal), Enumerable.Reverse(places));
        Assert.All(places, place => Assert.True(ParkedMessage.IsPlace(place)));
        Assert.False(ParkedMessage.IsPlace("2027|" + places[0]));
    }
}
