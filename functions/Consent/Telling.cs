using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Storage;

namespace LeadScoring.Consent;

/// <summary>
/// Pure: what the brand's staff or systems tell about a consent goes into the ledger as it is; what follows from it,
/// the order of the words decides and not that of their arrival. So an import never revives what was withdrawn since.
/// </summary>
public static class Telling
{
    /// <summary>The key comes from the content: a repeated call is the same row.</summary>
    public static string KeyOf(ConsentRecord row) => LeadRows.Consent($"{row.Source}|{Digest.Of(Json.Write(row))}");

    /// <summary>Null where it is in the ledger already, or the lead is gone.</summary>
    public static LeadChange? Decide(
        Lead lead, ConsentRecord row, KnownFacts known, Edition edition, DateTimeOffset now)
    {
        var key = KeyOf(row);
        if (lead.Profile is null || known.Holds(key)) return null;
        var assessed = Assessment.Of(lead with { Mail = lead.Mail.With(key, row) }, lead, edition, now, "consent");
        return assessed with { Facts = [new Fact(key, row), .. assessed.Facts] };
    }
}
