using LeadScoring.Leads;
using LeadScoring.Publishing;
using LeadScoring.Scoring;

namespace LeadScoring.Tests.Bugs;

/// <summary>
/// A product line taken out of the rules used to keep its planned look, and each repeated look planned it once more,
/// every minute, for ever.
/// </summary>
public sealed class GivenUpProductTests
{
    private static readonly DateTimeOffset Now = new(2027, 2, 1, 1, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_product_line_that_is_gone_is_not_looked_at_again()
    {
        var edition = ContentFolder.Read(Path.Combine(AppContext.BaseDirectory, "Content"));
        var gone =
            new ProductState { Product = "boat", LookAgainAt = Now, Counts = DayCounts.Empty.Add([(20_000, "quote")]) };
        var profile = new Profile { Email = "a@example.jp", CreatedAt = Now, Known = true };
        var lead = new Lead { Id = new string('a', 32), Profile = profile }.With(gone);
        var after = Assessment.Of(lead, lead, edition, Now, "time").Lead.Product("boat");
        Assert.Null(after.LookAgainAt);
        Assert.Equal(gone.Counts, after.Counts);
    }
}
