using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Scoring;

namespace LeadScoring.Loyalty;

/// <summary>Pure: a pattern in words, with the names that the brand gave to reactions and campaigns.</summary>
public sealed class PatternText(Edition edition, int earlyDays, string language)
{
    public string Of(Pattern pattern) => pattern.Kind switch
    {
        Pattern.Orders => Say(
            $"最初の{earlyDays}日間に{pattern.N}回以上のご注文",
            $"{pattern.N} orders or more in the first {earlyDays} days"),
        Pattern.Second => Say(
            $"初回から{pattern.N}日未満で2回目のご注文", $"A second order in under {pattern.N} days of the first"),
        Pattern.Pieces => Say(
            $"初回に{pattern.N}点以上をまとめ買い", $"{pattern.N} pieces or more on the day of the first order"),
        Pattern.FullPrice => Say("初回を定価で購入", "First order at full price"),
        Pattern.Discounted => Say("初回を値引き価格で購入", "First order at a discount"),
        Pattern.Articles => Say(
            $"最初の{earlyDays}日間に{pattern.N}種類以上の商品を購入",
            $"{pattern.N} different articles or more in the first {earlyDays} days"),
        Pattern.Kinds => Say($"{pattern.N}種類以上の反応", $"{pattern.N} kinds of reactions or more"),
        Pattern.Channel => Say(
            $"初めての接点が「{Channel(pattern.A!)}」", $"Came by the channel “{Channel(pattern.A!)}”"),
        Pattern.Campaign => Say(
            $"「{Campaign(pattern.A!)}」からの応募", $"Came by the campaign “{Campaign(pattern.A!)}”"),
        Pattern.Referred => Say("お知り合いからの紹介", "Came by a friend"),
        Pattern.Did when pattern.N is { } often => Say(
            $"「{Reaction(pattern.A!)}」が{often}回以上", $"{Reaction(pattern.A!)}, {often} times or more"),
        Pattern.Did => Say($"「{Reaction(pattern.A!)}」あり", Reaction(pattern.A!)),
        Pattern.Then => Say(
            $"「{Reaction(pattern.A!)}」の後に「{Reaction(pattern.B!)}」",
            $"{Reaction(pattern.A!)}, then {Reaction(pattern.B!)}"),
        _ => pattern.Id,
    };

    private string Reaction(string type) =>
        edition.Rules.Reactions.TryGetValue(type, out ReactionType? known) ? known.Label.For(language) : type;

    private string Channel(string id) => edition.Sales.ChannelName(id, language);

    private string Campaign(string id) => edition.CampaignName(id, language);

    private string Say(string japanese, string english) => language.Say(japanese, english);
}
