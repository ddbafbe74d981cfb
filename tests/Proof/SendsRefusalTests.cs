using LeadScoring.Tests.Journeys;

namespace LeadScoring.Tests.Proof;

/// <summary>Questions about mails that cannot be answered.</summary>
public sealed class SendsRefusalTests(SendsRefusalTests.House house) : IClassFixture<SendsRefusalTests.House>
{
    [Theory]
    [InlineData("?from=2027-02-09", "from")]
    [InlineData("?from=2025-01-01&to=2027-01-01", "from")]
    [InlineData("?to=0001-01-05", "to")]
    [InlineData("?to=-9998-01-02", "to")]
    [InlineData("/list?to=-9998-01-02", "to")]
    [InlineData("?from=1999-12-31&to=2000-01-01", "from")]
    [InlineData("?groupBy=day,moon", "groupBy")]
    [InlineData("?status=lost", "status")]
    [InlineData("?scenari=x", "scenari")]
    [InlineData("?scenario=car-gnu", "scenario")]
    [InlineData("/list?scenario=car-gnu", "scenario")]
    [InlineData("/list?cursor=abc", "cursor")]
    [InlineData("/list?top=5000", "top")]
    public async Task A_mistake_is_told_with_its_field(string asked, string field)
    {
        var problem = await house.Brand.GetAsync("/api/insights/sends" + asked, 400);
        Assert.NotNull(problem["errors"]![field]);
    }

    public sealed class House : IAsyncLifetime
    {
        private Brand? _brand;

        internal Brand Brand => _brand!;

        public async ValueTask InitializeAsync() => _brand = await Brand.OpenAsync("2027-02-02T01:00:00Z");

        public ValueTask DisposeAsync() => Brand.DisposeAsync();
    }
}
