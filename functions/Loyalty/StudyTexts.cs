using LeadScoring.Parsing;

namespace LeadScoring.Loyalty;

/// <summary>What is said of studies in general.</summary>
public static class StudyTexts
{
    public static string NotYet(string language) => language.Say(
        "まだ集計していません。毎晩自動で集計します。すぐに見るには POST /api/insights/refresh を呼んでください。",
        "It was not worked out yet: that is done each night, or at once by POST /api/insights/refresh.");
}
