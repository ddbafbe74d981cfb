using System.Globalization;

namespace LeadScoring.Parsing;

/// <summary>Pure: an amount of money as people read it: <c>3,000,000円</c>, <c>JPY 3,000,000</c>.</summary>
public static class MoneyText
{
    public static string Of(decimal amount, string? currency, string language)
    {
        var number = amount.ToString("#,0.##", CultureInfo.InvariantCulture);
        return language.Say(currency == "JPY" ? $"{number}円" : $"{number} {currency}", $"{currency} {number}");
    }
}
