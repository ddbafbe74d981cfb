using CsvHelper;
using LeadScoring.Doors;
using LeadScoring.Insights;
using LeadScoring.Learning;
using LeadScoring.Parsing;

namespace LeadScoring.Loyalty;

/// <summary>
/// A new lead that is not loyal yet, by likeness to people who became loyal: from 0 to 100, 50 where nothing is said.
/// </summary>
public sealed record LookalikeLead(
    string LeadId, string Email, string? Name, string? Phone, double Likeness, IReadOnlyList<string> Why,
    double Score, string? Stage, string? Class, string? Owner);

/// <summary>
/// What the list was made from: people who were followed to the end, how many of them became <paramref name="Loyal"/>,
/// how well likeness told those from others in the half it was not learned from (<paramref name="Auc"/>: .5 is chance),
/// and how many <paramref name="Candidates"/> (new leads) were ranked, of whom the first are kept.
/// </summary>
public sealed record LookalikeModel(int People, int Loyal, Figure Auc, int Candidates);

/// <summary>One page of the list; null <paramref name="Report"/>: it was not made yet.</summary>
public sealed record LookalikePage(
    string Product, Made Made, LookalikeModel? Report, IReadOnlyList<LookalikeLead> Leads, string? Cursor,
    string? Note, string DoesNotProve);

/// <summary>What is said of the list.</summary>
public static class LookalikeTexts
{
    public static LookalikeModel Model(LookalikeReport report, string language)
    {
        var people = report.Learned?.All() ?? default;
        return new LookalikeModel(people.N, people.K, Auc(report.Auc, language), report.Candidates);
    }

    public static string? Note(LookalikeReport report, string language)
    {
        if (report.Learned is not { } learned)
            return language.Say(
                "優良客の特徴をまだ学習していません。次回の集計で一覧ができます。",
                "What tells loyal customers was not learned yet: the next run makes the list.");
        var loyal = learned.All().K;
        if (loyal < LikenessStudy.LeastLoyal)
            return language.Say(
                $"データが足りません。追跡期間を終えた優良客が{loyal}人で、{LikenessStudy.LeastLoyal}人に達するまで一覧を出しません。",
                $"There is too little data: {loyal} people became loyal, and below {LikenessStudy.LeastLoyal} nobody "
                + "is listed.");
        return report.Leads.Count > 0 ? null : language.Say(
            "優良客の初期行動に似ている新しいリードは、まだいません。", "No new lead is like loyal customers yet.");
    }

    public static string DoesNotProve(string language) => language.Say(
        "優良客の初期行動に似ている順です。優良客になる確率ではなく、働きかければ優良客になるという証明でもありません。",
        "The order is by likeness to what loyal customers did early. It is no probability of becoming one, nor proof "
        + "that an approach would make somebody one.");

    private static Figure Auc(Auc? auc, string language) => auc is null
        ? new Figure(null, null, null, 0, language.Say(
            "検証に使える方がまだいません。", "There is nobody yet to check it with."))
        : new Figure(auc.Value, auc.Low, auc.High, auc.Positives + auc.Negatives);
}

/// <summary>Lookalikes for a spreadsheet (<see cref="SpreadsheetCsv"/>).</summary>
public static class LookalikeCsv
{
    private static readonly string[] Header =
        ["leadId", "email", "name", "phone", "likeness", "why", "score", "stage", "class", "owner"];

    public static byte[] Write(IEnumerable<LookalikeLead> leads) => SpreadsheetCsv.Of(Header, leads, Write);

    private static void Write(CsvWriter csv, LookalikeLead lead)
    {
        csv.WriteTexts([lead.LeadId, lead.Email, lead.Name, lead.Phone]);
        csv.WriteField(lead.Likeness, "0.0");
        csv.WriteTexts([string.Join("; ", lead.Why)]);
        csv.WriteField(lead.Score, "0.0");
        csv.WriteTexts([lead.Stage, lead.Class, lead.Owner]);
    }
}
