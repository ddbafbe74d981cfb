namespace LeadScoring.Mail;

/// <summary>How mails go through SendGrid.</summary>
/// <param name="Sandbox">
/// Setting <c>SendGrid:Sandbox</c>: everything is checked there and nothing is sent.
/// </param>
/// <param name="IpPool">Setting <c>SendGrid:IpPool</c>: the addresses they leave from; null: the account's.</param>
public sealed record SendGridSettings(bool Sandbox = false, string? IpPool = null)
{
    /// <exception cref="StartRefusedException">A setting is wrong.</exception>
    public static SendGridSettings Read(string? sandbox, string? ipPool)
    {
        var isSandbox = false;
        if (!string.IsNullOrEmpty(sandbox) && !bool.TryParse(sandbox, out isSandbox))
            throw new StartRefusedException($"SendGrid__Sandbox: Must be true or false, but is '{sandbox}'.");
        // SendGrid's own limits: 2 to 64 characters.
        if (ipPool is { Length: 1 or > 64 })
            throw new StartRefusedException("SendGrid__IpPool: Must be a pool's name of 2 to 64 characters.");
        return new SendGridSettings(isSandbox, string.IsNullOrEmpty(ipPool) ? null : ipPool);
    }
}
