using LeadScoring.Scoring;

namespace LeadScoring.Leads;

/// <summary>The parts of a change in words, Japanese or English.</summary>
internal sealed class ChangeText(ScoringRules rules, string language, AnswerWords words)
{
    private readonly ExplanationText _text = new(rules, language, words);

    public string Late(string type, int count) => _text.Say(
        $"{Times(type, count)}, of earlier days but reported since", $"{Times(type, count)}（それ以前の日付で、後から届いたもの）");

    public string Rules(int then) => _text.Say(
        $"The rules changed, from version {then} to {rules.Version}",
        $"ルールの変更（バージョン{then}→{rules.Version}）");

    public string New(string type, int count) => Times(type, count);

    public string Cooling(int days) => _text.Say($"Cooling over {days} days", $"{days}日分の減衰");

    public string Cycle(int? then, int? now) => now is { } start && !(start < then)
        ? _text.Say(
            $"The purchase of {Standing.DateText(start)} began a new cycle: earlier days no longer count",
            $"{Standing.DateText(start)}の購入で新しいサイクルが始まり、それより前の日は数えません")
        : _text.Say(
            $"A purchase was taken back: the days before it count again",
            $"購入が取り消されたため、それより前の日も再び数えます");

    public string FitOf(double then, double now, IReadOnlyDictionary<string, string> attributes)
    {
        var (before, after) = (ExplanationText.Factor(then), ExplanationText.Factor(now));
        var answers = words.Parts(attributes, rules).Select(part => words.Say(part, language)).ToList();
        return answers.Count == 0
            ? _text.Say($"Answers: {before} → {after}", $"回答による係数：{before} → {after}")
            : _text.Say(
                $"Answers: {before} → {after} ({string.Join(", ", answers)})",
                $"回答による係数：{before} → {after}（{string.Join("、", answers)}）");
    }

    private string Times(string type, int count) => rules.Reactions.ContainsKey(type)
        ? _text.Times(type, count)
        : _text.Say($"{count} × {type}", $"{type} {count}回");
}
