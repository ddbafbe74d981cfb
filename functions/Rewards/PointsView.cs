using System.Globalization;
using LeadScoring.Leads;
using LeadScoring.Parsing;
using LeadScoring.Publishing;

namespace LeadScoring.Rewards;

/// <summary>
/// A person's points: a balance below zero is a debt, which the next points that come pay. The newest lines stand
/// first; <paramref name="IsCut"/>: there are more.
/// </summary>
public sealed record PointsView(
    string LeadId, string Programme, long Balance, PointsExpiring? ExpiringNext, IReadOnlyList<PointsLineView> Ledger,
    bool IsCut)
{
    private const int MostLines = 500;

    public static PointsView Of(string leadId, PointsBook book, RewardRules rules, Edition edition, string language)
    {
        var texts = new PointsTexts(rules, edition, language);
        return new PointsView(
            leadId, rules.Name.For(language), book.Balance, PointsExpiring.Of(book),
            [.. book.Lines.Reverse().Take(MostLines).Select(line => PointsLineView.Of(line, texts))],
            book.Lines.Count > MostLines);
    }
}

/// <summary>How many points are good through this local day (<c>2027-11-22</c>), and gone with the midnight after it.
/// </summary>
public sealed record PointsExpiring(long Points, string GoodThrough)
{
    public static PointsExpiring? Of(PointsBook book) =>
        book.Due is [var first, ..] ? new PointsExpiring(first.Points, Standing.DateText(first.Day)) : null;
}

/// <summary>
/// A line of the ledger: the points that came or (below zero) went, why, and the balance after it.
/// <paramref name="Id"/> and <paramref name="By"/> of what was asked for at a door; <paramref name="GoodThrough"/> of
/// points that came.
/// </summary>
public sealed record PointsLineView(
    DateTimeOffset At, PointsKind Kind, long Points, long Balance, string Text, string? GoodThrough,
    string? CampaignId, string? Id, string? By)
{
    internal static PointsLineView Of(PointsLine line, PointsTexts texts) => new(
        line.Move.At, line.Move.Kind, line.Move.Points, line.Balance, texts.Of(line.Move),
        line.GoodThrough is { } day ? Standing.DateText(day) : null, line.Move.CampaignId, line.Move.Act?.Id,
        line.Move.Act?.By);
}

/// <summary>What the lines of a ledger say, in the reader's language.</summary>
internal sealed class PointsTexts(RewardRules rules, Edition edition, string language)
{
    /// <summary>With how many, and the balance after it, as a lead's timeline says it.</summary>
    public string Of(PointsLine line)
    {
        var (points, left) = ((line.Move.Points > 0 ? "+" : "") + Number(line.Move.Points), Number(line.Balance));
        return language.Say($"{points}：{Of(line.Move)}（残高 {left}）", $"{points}: {Of(line.Move)} (balance {left})");
    }

    private static string Number(long points) =>
        (points < 0 ? "\u2212" : "") + Math.Abs(points).ToString("#,0", CultureInfo.InvariantCulture);

    public string Of(Movement move) => move switch
    {
        { Kind: PointsKind.TakenBack } => language.Say(
            $"返金による取り消し（{Rule(move)}）", $"Taken back by a refund ({Rule(move)})"),
        { Kind: PointsKind.Spent, Act: { } act } => language.Say(
            $"追加応募 {act.Entries}口（{Campaign(move)}）",
            $"{act.Entries} more {(act.Entries == 1 ? "entry" : "entries")} in {Campaign(move)}"),
        { Kind: PointsKind.Adjusted, Act: { } act } => act.Reason ?? language.Say("調整", "Adjusted"),
        { Kind: PointsKind.Expired } => language.Say("有効期限切れ", "Expired"),
        _ => Rule(move),
    };

    private string Rule(Movement move) =>
        rules.Earn.FirstOrDefault(rule => rule.Id == move.Rule)?.Label.For(language) ?? move.Rule ?? "";

    private string Campaign(Movement move) =>
        edition.Campaigns.GetValueOrDefault(move.CampaignId ?? "")?.Title.For(language) ?? move.CampaignId ?? "";
}
