using LeadScoring.Parsing;

namespace LeadScoring.Leads;

/// <summary>Pure: what customers of a class are called, by the names of customer portfolio management.</summary>
public static class ClassText
{
    public static string Of(string id, string language) => id switch
    {
        CustomerClass.FirstTime => language.Say("初回客", "First purchase"),
        CustomerClass.Toddler => language.Say("よちよち客", "Toddler"),
        CustomerClass.Steady => language.Say("コツコツ客", "Steady"),
        CustomerClass.Trend => language.Say("流行客", "Trend"),
        CustomerClass.Loyal => language.Say("優良客", "Loyal"),
        _ => id,
    };
}
