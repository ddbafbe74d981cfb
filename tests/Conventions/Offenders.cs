namespace LeadScoring.Tests.Conventions;

/// <summary>A rule about the code base holds when nobody breaks it; whoever does is named, one a line.</summary>
internal static class Offenders
{
    public static void None<T>(IEnumerable<T> offenders)
    {
        var lines = string.Join('\n', offenders);
        Assert.True(lines.Length == 0, lines);
    }
}
