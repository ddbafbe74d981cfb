using System.Globalization;
using LeadScoring.Scoring;

namespace LeadScoring.Learning;

/// <summary>Mails of one scenario on one local day of the product.</summary>
public sealed record MailDay(string Date, string Scenario, int Before, int After);

/// <summary>
/// The mails of the next days to the leads looked at, if none of them did anything any more: under the rules in force,
/// and if the draft's changes of stage and class began their scenarios.
/// </summary>
public sealed record MailForecast(int Days, int Before, int After, IReadOnlyList<MailDay> PerDay)
{
    public static MailForecast Of(
        int days, ProductLine product, IReadOnlyCollection<ForeseenMail> before,
        IReadOnlyCollection<ForeseenMail> after)
    {
        var mails = before.Select(mail => (mail, IsAfter: false)).Concat(after.Select(mail => (mail, IsAfter: true)));
        return new MailForecast(days, before.Count, after.Count,
        [
            .. mails.GroupBy(mail => (Day: product.DayOf(mail.mail.At), mail.mail.Scenario))
                .OrderBy(group => group.Key.Day).ThenBy(group => group.Key.Scenario, StringComparer.Ordinal)
                .Select(group => new MailDay(
                    Scoring.Days.ToDate(group.Key.Day).ToString("uuuu-MM-dd", CultureInfo.InvariantCulture),
                    group.Key.Scenario, group.Count(mail => !mail.IsAfter), group.Count(mail => mail.IsAfter))),
        ]);
    }
}
