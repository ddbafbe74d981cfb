namespace LeadScoring.Tests;

public sealed class HouseTests
{
    [Fact]
    public void The_house_stands() => Assert.NotEmpty(typeof(HouseTests).Assembly.Location);
}
