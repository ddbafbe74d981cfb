namespace LeadScoring.Demo;

/// <summary>
/// Pure: what a person and the machines before them do with one mail. Only what really came is read, so nobody reacts
/// to a mail that was withheld.
/// </summary>
internal static class Mailbox
{
    /// <param name="person">Whose mailbox.</param>
    /// <param name="mail">What came.</param>
    /// <param name="now">When.</param>
    /// <param name="seed">The demo's seed.</param>
    /// <param name="eagerness">A factor on how likely they look into it.</param>
    public static IEnumerable<Act> Reads(
        Person person, Received mail, DateTimeOffset now, int seed, double eagerness)
    {
        var dice = new Dice(seed, person.Index, Purposes.Mail, Turn(mail, now));
        Told Tell(string what, double seconds, bool byMachine = false) =>
            new(person.Index, now.AddSeconds(seconds), mail.LeadId, mail.SendId, what) { ByMachine = byMachine };
        if (person.IsGone)
        {
            yield return Tell("bounce", 60) with { Status = "5.1.1" };
            yield break;
        }
        if (mail.Confirm is { } confirm)
        {
            if (dice.Falls(mail.Step is null ? 0.78 : 0.35))
                yield return new Follows(person.Index, now.AddHours(dice.Wait(3)), confirm, Presses: true);
            yield break;
        }
        yield return Tell("delivered", dice.Whole(5, 60));
        if (person.HasProxy) yield return Tell("open", dice.Whole(70, 600), byMachine: true);
        if (!dice.Falls(person.Opens * eagerness)) yield break;
        var opened = 600 + (dice.Wait(9) * 3600);
        if (!person.HasProxy) yield return Tell("open", opened);
        if (mail.Links.Count > 0 && dice.Falls(0.3))
            yield return new Follows(
                person.Index, now.AddSeconds(opened + dice.Whole(15, 240)), dice.Of(mail.Links), Presses: false);
        if (mail.ReferralCode is { } code && person.Mood > 0.5 && dice.Falls(0.4))
            yield return new Refers(person.Index, now.AddSeconds(opened + 3600), code);
        if (dice.Falls(0.0015)) yield return Tell("spamreport", opened + 20);
        else if (mail.OneClick is { } link && dice.Falls(0.01 + (person.Mood < 0.2 ? 0.02 : 0)))
            yield return new Stops(
                person.Index, now.AddSeconds(opened + 30), link,
                dice.Falls(0.6) ? dice.Of(Words.UnsubscribeReasons).In(person.Locale) : null);
    }

    /// <summary>Which mail it is, without its id, which may differ from run to run.</summary>
    private static int Turn(Received mail, DateTimeOffset now) =>
        (int)(now.ToUnixTimeSeconds() / 60) ^ (mail.Category.Length << 24) ^ ((mail.Step?.Length ?? 0) << 20);
}
