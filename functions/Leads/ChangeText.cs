using LeadScoring.Scoring;

namespace LeadScoring.Leads;

/// <summary>The parts of a change in words, Japanese or English.</summary>
internal sealed class ChangeText(ScoringRules rules, string language, AnswerWords words)
{
    private readonly ExplanationText _text = new(rules, language, words);

    public string Late(string type, int count) => _text.Say(
        $"{Times(type, count)}（それ以前の日付で、後から届いたもの）", $"{Times(type, count)}, of earlier days but reported since");

    public string Rules(int then) => _text.Say(
        $"ルールの変更（バージョン{then}→{rules.Version}）",
        $"The rules changed, from version {then} to {rules.Version}");

    public string New(string type, int count) => Times(type, count);

    public string Cooling(int days) => _text.Say($"{days}日分の減衰", $"Cooling over {days} days");

    public string Cycle(int? then, int? now) => now is { } start && !(start < then)
        ? _text.Say(
            $"{Standing.DateText(start)}の購入で新しいサイクルが始まり、それより前の日は数えません",
            $"The purchase of {Standing.DateText(start)} began a new cycle: earlier days no longer count")
        : _text.Say(
            $"購入が取り消されたため、それより前の日も再び数えます",
            $"A purchase was taken back: the days before it count again");

    public string FitOf(double then, double now, IReadOnlyDictionary<string, string> attributes)
    {
        var (before, after) = (ExplanationText.Factor(then), ExplanationText.Factor(now));
        var answers = words.Parts(attributes, rules).Select(part => words.Say(part, language)).ToList();
        return answers.Count == 0
            ? _text.Say($"回答による係数：{before} → {after}", $"Answers: {before} → {after}")
            : _text.Say(
                $"回答による係数：{before} → {after}（{string.Join("、", answers)}）",
                $"Answers: {before} → {after} ({string.Join(", ", answers)})");
    }

    private string Times(string type, int count) => rules.Reactions.ContainsKey(type)
        ? _text.Times(type, count)
        : _text.Say($"{type} {count}回", $"{count} × {type}");
}
