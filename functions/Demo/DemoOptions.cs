using System.Globalization;

namespace LeadScoring.Demo;

/// <summary>What <c>demo</c> was asked for on the command line.</summary>
/// <param name="Leads">How many people the public has.</param>
/// <param name="Seed">The same seed is the same people, doing the same.</param>
/// <param name="Months">How long, up to the present.</param>
/// <param name="Data">The data folder; null: as set for the app.</param>
/// <param name="Fresh">Whether a demo that is there already may go.</param>
public sealed record DemoOptions(
    int Leads = 2000, int Seed = 1, int Months = 12, string? Data = null, bool Fresh = false)
{
    public const string Verb = "demo";

    public const string Usage =
        "demo [--leads 2000] [--seed 1] [--months 12] [--data folder] [--fresh]: fills an empty embedded store with a "
        + "year of a simulated brand.";

    /// <exception cref="StartRefusedException">An option is not known, or its value is none.</exception>
    public static DemoOptions Read(IReadOnlyList<string> args)
    {
        var options = new DemoOptions();
        for (var at = 0; at < args.Count; at++)
        {
            var name = args[at];
            if (name == "--fresh")
            {
                options = options with { Fresh = true };
                continue;
            }
            if (++at == args.Count) throw Refused($"'{name}' is not an option or has no value.");
            options = With(options, name, args[at]);
        }
        return options;
    }

    private static DemoOptions With(DemoOptions options, string name, string value) => name switch
    {
        "--leads" => options with { Leads = Whole(name, value, 1, 100_000) },
        "--seed" => options with { Seed = Whole(name, value, 0, int.MaxValue) },
        "--months" => options with { Months = Whole(name, value, 1, 36) },
        "--data" => options with { Data = value },
        _ => throw Refused($"'{name}' is not an option."),
    };

    private static int Whole(string name, string value, int least, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= least && number <= most
            ? number
            : throw Refused(string.Create(
                CultureInfo.InvariantCulture, $"{name} must be a whole number from {least} to {most}."));

    private static StartRefusedException Refused(string why) => new($"{why}\n{Usage}");
}
