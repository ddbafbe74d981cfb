using LeadScoring.Access;

namespace LeadScoring.Tests.Access;

/// <summary>What the console's cookie holds.</summary>
public sealed class SignInsTests
{
    private static readonly DateTimeOffset Now = new(2027, 2, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_cookie_that_was_touched_anywhere_is_none()
    {
        var signIns = new SignIns(["a secret of the house"]);
        var cookie = signIns.Make(new SignIn("a1", "0123456789ab", "0123456789abcdef", Now.AddHours(1)));

        Assert.NotNull(signIns.Read(cookie, Now));
        Assert.Null(signIns.Read(cookie, Now.AddHours(1)));
        for (var place = 0; place < cookie.Length; place++)
        {
            // The last character's low bits may carry nothing: another text for the same bytes forges nothing.
            var touched = cookie[..place] + (cookie[place] == 'A' ? 'Q' : 'A') + cookie[(place + 1)..];
            if (signIns.Read(touched, Now) is { } read)
                Assert.Equal(("0123456789ab", Now.AddHours(1)), (read.KeyId, read.Until));
        }
        Assert.Null(signIns.Read("", Now));
        Assert.Null(signIns.Read(new string('A', 5000), Now));
        Assert.Null(new SignIns(["another secret"]).Read(cookie, Now));
    }
}
