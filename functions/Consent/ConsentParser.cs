using LeadScoring.Leads;
using LeadScoring.Parsing;
using LeadScoring.Publishing;

namespace LeadScoring.Consent;

/// <summary>
/// Parses what the brand's staff and systems tell about consents; what is wrong is noted with the fields' own paths.
/// </summary>
public sealed class ConsentParser(Edition edition, DateTimeOffset now)
{
    private static readonly DateTimeOffset Earliest = new(1970, 1, 2, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A grant or withdrawal that the staff took: at the counter, on the phone, by letter.</summary>
    public ConsentRecord? Taken(JsonFields fields)
    {
        var granted = fields.Flag("granted") ?? fields.Missing("granted", false);
        var row = Row(fields, granted, At(fields, "at") ?? now) with
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
        var typed = fields.RequiredText("email", 254);
        var reason = (string?)null;
        var email = typed.Length == 0 ? null : EmailAddress.Parse(typed, out reason);
        if (reason is not null) fields.Refuse("email", reason);
        var at = At(fields, "grantedAt") ?? fields.Missing("grantedAt", now);
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

    private DateTimeOffset? At(JsonFields fields, string name)
    {
        if (fields.Time(name) is not { } at) return null;
        if (at > now) fields.Refuse(name, "Must not lie ahead: send it when it has happened.");
        if (at < Earliest) fields.Refuse(name, "Must be after 1970: is it in seconds instead of ISO 8601?");
        return at;
    }
}
