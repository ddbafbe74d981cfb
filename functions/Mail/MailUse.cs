namespace LeadScoring.Mail;

/// <summary>What a mail is for: it decides what its template has to say it with.</summary>
public enum MailUse
{
    /// <summary>A step of a scenario.</summary>
    Scenario,

    /// <summary>Asks to confirm, for a campaign or another place where people are asked.</summary>
    Confirmation,
}
