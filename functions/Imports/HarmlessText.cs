using System.Text.RegularExpressions;

namespace LeadScoring.Imports;

/// <summary>
/// Pure: which values of a file may be repeated where they outlive it. A column that was mapped by mistake may hold
/// names, addresses or telephone numbers, so only what reads as a short figure or a time is repeated.
/// </summary>
public static partial class HarmlessText
{
    public const string Hidden = "•••";

    private const string Quote = ", but is '";
    private const int MostDigits = 8;

    public static bool Is(string value) => WideText.Narrow(value) is var text
        && (FigurePattern().IsMatch(text) && text.Count(char.IsAsciiDigit) <= MostDigits
            || DayPattern().IsMatch(text) || TimePattern().IsMatch(text));

    public static string Of(string value) => Is(value) ? value : Hidden;

    /// <summary>A message without the value that it quotes, where that is not harmless.</summary>
    public static string OfMessage(string message) =>
        Parted(message) is (var plain, { } value) && !Is(value) ? plain : message;

    /// <summary>A message without the value that it quotes, and that value; null where it quotes none.</summary>
    public static (string Plain, string? Value) Parted(string message)
    {
        var (from, to) = (message.IndexOf(Quote, StringComparison.Ordinal), message.LastIndexOf('\''));
        return from < 0 || to < from + Quote.Length
            ? (message, null)
            : (message[..from] + message[(to + 1)..], message[(from + Quote.Length)..to]);
    }

    [GeneratedRegex(@"^[-+]?[¥$€]?[0-9][0-9.,]{0,14}円?\z")]
    private static partial Regex FigurePattern();

    [GeneratedRegex(@"^[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2}([0-9]{2})?\z")]
    private static partial Regex DayPattern();

    /// <summary>2026-11-22T18:30:00+09:00, 2026/11/22 18:30, 令和8年11月22日.</summary>
    [GeneratedRegex(
        @"^(令和|平成|昭和|[RHS])?[0-9]{1,4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?"
        + @"([T ][0-9]{1,2}[:時][0-9]{1,2}(分|(:[0-9]{1,2}([.][0-9]{1,7})?)?)(Z|[+-][0-9]{2}:[0-9]{2})?)?\z")]
    private static partial Regex TimePattern();
}
