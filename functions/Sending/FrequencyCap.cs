using LeadScoring.Parsing;
using NodaTime;

namespace LeadScoring.Sending;

/// <summary>
/// At most <see cref="Mails"/> nurture mails to one lead, over all scenarios, in any stretch of time as long as
/// <see cref="Per"/> (rolling, start included, end not). So a log of the newest <see cref="MostMails"/> mails suffices.
/// The brand's caps and the person's own hold for every mail; that of a scenario holds back the mails of this scenario,
/// which count the mails of all others.
/// </summary>
public sealed record FrequencyCap(int Mails, TimeSpan Per)
{
    public const int MostMails = 20;

    public static FrequencyCap Read(JsonFields fields)
    {
        fields.RefuseOthers("mails", "per");
        // A cap of 0 would silently stop a scenario for good: that is what pausing it is for.
        var mails = fields.RequiredWhole("mails", 1, MostMails);
        var per = fields.ForwardDuration("per") ?? fields.Missing("per", Period.FromDays(1));
        if (per.Years != 0 || per.Months != 0)
            fields.Refuse("per", "Must be of one length: use days (P30D) in place of months and years.");
        else if (per.ToDuration() < Duration.FromMinutes(1))
            fields.Refuse("per", "Must be at least one minute.");
        else
            return new FrequencyCap(mails, per.ToDuration().ToTimeSpan());
        return new FrequencyCap(mails, TimeSpan.FromDays(1));
    }

    /// <summary>The first instant at which all of them have room for one more mail; the strictest decides.</summary>
    public static DateTimeOffset FreeAt(
        IEnumerable<FrequencyCap> caps, IReadOnlyList<DateTimeOffset> sent, DateTimeOffset now) =>
        caps.Select(cap => cap.FreeAt(sent, now)).Append(now).Max();

    /// <summary>
    /// The first instant, not before <paramref name="now"/>, at which one more mail keeps the cap, given when nurture
    /// mails went to this lead (in any order; older ones than the cap looks at do no harm).
    /// </summary>
    public DateTimeOffset FreeAt(IReadOnlyList<DateTimeOffset> sent, DateTimeOffset now)
    {
        if (sent.Count < Mails) return now;
        var blocking = sent.OrderDescending().ElementAt(Mails - 1) + Per;
        return blocking > now ? blocking : now;
    }
}
