using LeadScoring.Leads;
using LeadScoring.Publishing;

namespace LeadScoring.Rights;

/// <summary>
/// Pure: a person forbids the use of their data (or allows it again). What is there stays and what comes is kept, but
/// the lead leaves all lists and scenarios, is not scored, and gets no mail.
/// </summary>
public static class UseStop
{
    /// <summary>Null when it is so already, or there is no such lead.</summary>
    public static LeadChange? Decide(Lead lead, bool stopped, Edition edition, DateTimeOffset now)
    {
        if (lead.Profile is not { } profile || profile.StoppedAt is not null == stopped) return null;
        var after = lead with { Profile = profile with { StoppedAt = stopped ? now : null } };
        var assessed = Assessment.Of(after, lead, edition, now, "use allowed again");
        var change = new UseChange(stopped, now);
        return assessed with { Facts = [.. assessed.Facts, new Fact(LeadRows.History(now, UseChange.Kind), change)] };
    }
}

/// <summary>A line of the lead's history: from here on its data was not used, or used again.</summary>
public sealed record UseChange(bool Stopped, DateTimeOffset At)
{
    public const string Kind = "use";
}
