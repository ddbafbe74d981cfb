using System.Globalization;
using LeadScoring.Doors;
using LeadScoring.Intake;
using LeadScoring.Publishing;
using Microsoft.AspNetCore.Http;
using NodaTime;
using NodaTime.Text;

namespace LeadScoring.Campaigns;

/// <summary>
/// Whether a campaign takes an entry now. Each answer is the same for everybody: it looks at the clock, at how many
/// entries count already and at the code, never at the person.
/// </summary>
public sealed class CampaignDoor(CampaignLedger ledger, CodeIndex codes, GuessLimits guesses, InForce content)
{
    public async Task<IResult?> RefuseAsync(Campaign campaign, DateTimeOffset now, CancellationToken cancel)
    {
        var product = content.Edition.Rules.Products[campaign.Product];
        var opens = campaign.OpensNext(now, product);
        if (opens == now)
        {
            return await ledger.IsFullAsync(campaign, cancel)
                ? Problems.Of(StatusCodes.Status409Conflict, "The campaign is full.",
                    string.Create(CultureInfo.InvariantCulture,
                        $"All {campaign.Total} places are taken. Entries are not taken any more."))
                : null;
        }
        return Problems.Of(StatusCodes.Status409Conflict, "The campaign is not open.",
            campaign.Hours is { } hours && opens is { } next
                ? $"It opens next at {Utc(next)}, {Local(next, hours.Zone ?? product.TimeZone)}."
                : $"It takes entries from {Utc(campaign.Opens)} until {Utc(campaign.Closes)}.");
    }

    /// <summary>
    /// The entry with its code, or what is wrong with that: a person who mistyped is told at once. The code is only
    /// looked at here; it is taken when the entry counts.
    /// </summary>
    public async Task<(Entry Entry, IResult? Refusal)> WithCodeAsync(
        HttpRequest request, string leadId, Entry entry, string? code, CancellationToken cancel)
    {
        if (code is null) return (entry, null);
        if (guesses.WaitFor(request.HttpContext) is { } wait)
            return (entry, Problems.TooMany(request.HttpContext, wait, "Too many wrong codes from this network."));
        var digest = codes.DigestOf(entry.CampaignId, code);
        var claim = CampaignLedger.ClaimOf(leadId, entry.Hash);
        var state = await codes.LookAsync(entry.CampaignId, digest, claim, cancel);
        if (state is CodeState.Free or CodeState.Mine) return (entry with { CodeDigest = digest }, null);
        guesses.Missed(request.HttpContext);
        return (
            entry, Problems.Invalid("serialCode", state == CodeState.Used ? SerialCode.Used : SerialCode.Unknown));
    }

    private static string Utc(DateTimeOffset instant) =>
        string.Create(CultureInfo.InvariantCulture, $"{instant.UtcDateTime:s}Z");

    private static string Local(DateTimeOffset instant, DateTimeZone zone) =>
        ZonedDateTimePattern.CreateWithInvariantCulture("ddd HH:mm 'in' z", null)
            .Format(Instant.FromDateTimeOffset(instant).InZone(zone));
}
