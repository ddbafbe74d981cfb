using LeadScoring.Leads;
using LeadScoring.Parsing;
using LeadScoring.Publishing;

namespace LeadScoring.Consent;

/// <summary>
/// Parses what the brand's staff and systems tell about consents; what is wrong is noted with the fields' own paths.
/// </summary>
public sealed class ConsentParser(Edition edition, DateTimeOffset now)
{
    /// <summary>What a row may hold besides what its door asks for.</summary>
    private static readonly string[] OfRow =
        ["channel", "how", "purpose", "wordingVersion", "wording", "page", "proof"];

    /// <summary>A grant or withdrawal that the staff took: at the counter, on the phone, by letter.</summary>
    public ConsentRecord? Taken(JsonFields fields)
    {
        // A misspelt purpose would be a word on all mail.
        fields.RefuseOthers([.. OfRow, "granted", "takenBy", "at"]);
        var granted = fields.Flag("granted") ?? fields.Missing("granted", false);
        var row = Row(fields, granted, fields.PastTime("at", now) ?? now) with
        {
            Source = "staff",
            TakenBy = fields.Text("takenBy", 100),
        };
        if (granted && row is { TakenBy: null, Proof: null })
            fields.Refuse("takenBy", "A grant needs takenBy or proof: somebody must be able to say how it was given.");
        return fields.Refusals.Any ? null : row;
    }

    /// <summary>A consent of another system, whose proof is kept with it.</summary>
    public (EmailAddress Email, ConsentRecord Row)? Imported(JsonFields fields)
    {
        fields.RefuseOthers([.. OfRow, "email", "grantedAt"]);
        var email = fields.RequiredEmail("email");
        var at = fields.PastTime("grantedAt", now) ?? fields.Missing("grantedAt", now);
        var row = Row(fields, granted: true, at) with { Source = "import" };
        if (row.Proof is null && !fields.Has("proof"))
            fields.Refuse("proof", "Is required: what proves this consent, or where the proof is kept.");
        return fields.Refusals.Any || email is null ? null : (email, row);
    }

    private ConsentRecord Row(JsonFields fields, bool granted, DateTimeOffset at)
    {
        var channel = fields.RequiredOneOf("channel", ["email", "phone"]) == "phone" ? Channel.Phone : Channel.Email;
        var purpose = fields.OneOf(
            "purpose", [.. edition.Sender.Consent.Purposes.Select(known => known.Id)]);
        if (purpose is not null && channel == Channel.Phone)
            fields.Refuse("purpose", "Is for mail only: calls are allowed or not, whatever they are about.");
        return new ConsentRecord
        {
            What = ConsentRecord.Name(channel, granted),
            At = at,
            How = fields.RequiredText("how", 100),
            Purposes = purpose is null ? null : [purpose],
            WordingVersion = fields.Text("wordingVersion", 40),
            Wording = fields.Text("wording", 4000),
            Page = fields.Text("page", 2000),
            Proof = fields.Text("proof", 4000),
        };
    }
}
