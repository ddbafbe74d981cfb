using System.Buffers.Text;
using LeadScoring.Consent;

namespace LeadScoring.Tests.Consent;

public sealed class SignedLinksTests
{
    private const string LeadId = "00112233445566778899aabbccddeeff";
    private const string Reference = "ffeeddccbbaa99887766554433221100";
    private static readonly DateTimeOffset Issued = new(2026, 11, 22, 3, 4, 5, TimeSpan.Zero);
    private static readonly SignedLinks Links = new(["first-secret"]);
    private static readonly string Token = Links.Make(LinkPurpose.OptIn, LeadId, Reference, Issued);

    [Fact]
    public void A_genuine_token_says_what_was_put_in() =>
        Assert.Equal(new SignedLink(LeadId, Reference, Issued), Links.Read(LinkPurpose.OptIn, Token));

    [Fact]
    public void A_token_fits_an_address_and_tells_neither_lead_nor_secret()
    {
        Assert.Matches("^[A-Za-z0-9_-]{76}$", Token);
        Assert.DoesNotContain("secret", Token, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LinkPurpose.Unsubscribe)]
    [InlineData(LinkPurpose.Preferences)]
    public void A_token_of_one_purpose_is_none_for_another(LinkPurpose other) => Assert.Null(Links.Read(other, Token));

    [Fact]
    public void Every_bit_counts()
    {
        var bytes = Base64Url.DecodeFromChars(Token);
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            foreach (var purpose in Enum.GetValues<LinkPurpose>())
                Assert.Null(Links.Read(purpose, Base64Url.EncodeToString(bytes)));
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void Every_cut_and_every_addition_is_refused()
    {
        for (var length = 0; length < Token.Length; length++)
            Assert.Null(Links.Read(LinkPurpose.OptIn, Token[..length]));
        foreach (var more in new[] { "A", "AA", "AAAA", "=", ".", "%20", "\u3042" })
            Assert.Null(Links.Read(LinkPurpose.OptIn, Token + more));
        Assert.Null(Links.Read(LinkPurpose.OptIn, new string('A', 100_000)));
    }

    [Fact]
    public void After_a_rotation_old_links_work_until_their_secret_goes()
    {
        var rotated = new SignedLinks(["second-secret", "first-secret"]);
        var renewed = rotated.Make(LinkPurpose.OptIn, LeadId, Reference, Issued);

        Assert.NotNull(rotated.Read(LinkPurpose.OptIn, Token));
        Assert.NotNull(rotated.Read(LinkPurpose.OptIn, renewed));
        Assert.Null(Links.Read(LinkPurpose.OptIn, renewed));
        Assert.Null(new SignedLinks(["second-secret"]).Read(LinkPurpose.OptIn, Token));
    }

    [Fact]
    public void Without_a_secret_there_are_no_links() => Assert.Throws<ArgumentException>(() => new SignedLinks([]));
}
