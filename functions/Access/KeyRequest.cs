using LeadScoring.Parsing;
using LeadScoring.Rights;
using NodaTime;

namespace LeadScoring.Access;

/// <summary>What a key is wanted for, as <c>POST /api/keys</c> says it.</summary>
public sealed record KeyRequest(string Name, Scope Scopes, string? Owner, DateTimeOffset? ExpiresAt)
{
    private const int MostGraceDays = 365;
    private static readonly Period UsualGrace = Period.FromDays(7);

    public static KeyRequest Read(JsonFields fields, DateTimeOffset now)
    {
        fields.RefuseOthers("name", "scopes", "owner", "expiresAt");
        var asked = new KeyRequest(
            fields.RequiredText("name", 100), ScopeNames.ReadRequired(fields, "scopes"), fields.Text("owner", 100),
            fields.Time("expiresAt"));
        if (asked.ExpiresAt <= now) fields.Refuse("expiresAt", "Must lie ahead: such a key would open nothing.");
        return asked;
    }

    /// <summary>Until when the secret that is replaced goes on; null: the rotation came without a body.</summary>
    public static DateTimeOffset ReadGrace(JsonFields? fields, DateTimeOffset now)
    {
        fields?.RefuseOthers("grace");
        var until = Retention.After(now, fields?.ForwardDuration("grace") ?? UsualGrace);
        if (until > now.AddDays(MostGraceDays))
            fields!.Refuse("grace", "Must be at most a year, like P7D, or PT0S for none.");
        return until;
    }
}
