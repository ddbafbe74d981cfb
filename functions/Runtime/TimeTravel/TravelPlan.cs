namespace LeadScoring.Runtime.TimeTravel;

/// <summary>How the traveller learns where to stop on the way.</summary>
/// <param name="NextDue">
/// The earliest instant strictly after the given one at which a timer has something to do; null where nothing waits.
/// </param>
internal sealed record TravelPlan(
    Func<IServiceProvider, DateTimeOffset, CancellationToken, Task<DateTimeOffset?>> NextDue);

/// <summary>What a journey did: where the clock is, at how many instants it stopped, the messages handled.</summary>
internal sealed record Journey(DateTimeOffset Now, int Instants, int Messages);

/// <summary>The journey would never end: something is due at an instant that is already past.</summary>
internal sealed class TravelStuckException(string message) : Exception(message);
