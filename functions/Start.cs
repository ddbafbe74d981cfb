namespace LeadScoring;

/// <summary>The last frame of the program.</summary>
public static class Start
{
    /// <summary>
    /// Runs the app; a refused start becomes its message on stderr, without a stack trace, and exit code 1. The code
    /// matters: a Functions host that sees its handler leave with 0 takes it for alive and never starts it again.
    /// </summary>
    public static async Task<int> ReportAsync(Func<Task> app)
    {
        try
        {
            await app();
            return 0;
        }
        catch (StartRefusedException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
    }
}
