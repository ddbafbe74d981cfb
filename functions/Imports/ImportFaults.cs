using System.Text.RegularExpressions;
using LeadScoring.Parsing;

namespace LeadScoring.Imports;

/// <summary>
/// Pure: what is wrong with a line, in the reader's language. Errors are kept as the doors' parser says them, in
/// English; here stands what each of its sentences is in Japanese.
/// </summary>
public static partial class ImportFaults
{
    private static readonly (Regex Pattern, string Japanese)[] Sentences =
    [
        .. new (string English, string Japanese)[]
        {
            ("Is required.", "値がありません。"),
            ("Is required here, one of *: there is no campaign to take it from.",
                "商品ラインが分かりません。次のいずれかを指定してください：{1}。"),
            ("Must be a number like 1234.50.", "数値として読めません。"),
            ("Must be a number like 1234.50: say its decimal sign in decimal.",
                "数値として読めません。小数点の記号を decimal で指定してください。"),
            ("Must be a number with at most 28 digits.", "数値の桁が多すぎます（28桁まで）。"),
            ("Must be from * to *, but is *.", "{1}から{2}までの値にしてください（現在の値：{3}）。"),
            ("Must be a time like 2026-11-22 or 2026/11/22 18:30: say how it is written in format.",
                "日時として読めません。書き方を format で指定してください。"),
            ("Must be written as *.", "日時の書き方が違います（指定された書き方：{1}）。"),
            ("Must be after 1970: is it in seconds instead of ISO 8601?", "1970年より前の日時です。"),
            ("Must not *ahead: send it when it has happened.", "未来の日時です。"),
            ("Must be a mail address like *.", "メールアドレスの形ではありません。"),
            ("Must be a phone number like *.", "電話番号の形ではありません（例：03-1234-5678）。"),
            ("Must be letters, digits, . _ and -, up to 60.", "半角の英数字と . _ - だけで、60文字以内にしてください。"),
            ("Must be named with letters and digits, at most 40, like leaseEnd.",
                "項目名は英数字40文字以内にしてください（例：leaseEnd）。"),
            ("Must be one of *.", "次のいずれかにしてください：{1}。"),
            ("Must be at most * characters, but has *.", "{1}文字以内にしてください（現在{2}文字）。"),
            ("Must be at most * characters.", "{1}文字以内にしてください。"),
            ("Must hold at most * answers.", "項目が多すぎます（{1}個まで）。"),
            ("Must hold at most * items, but holds *: send it in several calls.", "明細が多すぎます（{1}行まで、現在{2}行）。"),
            ("Must not hold control characters.", "制御文字が含まれています。"),
            ("Must be *, the currency of product *: convert it before sending.",
                "通貨が{1}ではありません（商品ライン{2}の通貨）。換算してから取り込んでください。"),
            ("Must name another purchase: a refund has an id of its own.",
                "返金には、元の購入とは別の番号が必要です。"),
            ("Is not a campaign here: see campaigns/ in the content folder.", "登録されていないキャンペーンです。"),
            ("'*' is for sales to report: *", "営業担当が報告する種類のため、取り込めません。"),
            ("Is not the same on all lines of this order.", "同じ注文の行で内容が食い違っています。"),
            ("Is of the order of line *, which cannot be taken.", "同じ注文の{1}行目にエラーがあります。"),
            (SliceHandler.TooManyLines, "1つの注文の行が多すぎます（200行まで）。注文番号の列をご確認ください。"),
            (SliceHandler.SecondHeader, "見出し行が途中にもあります。2つのファイルがつながっていないかご確認ください。"),
            (LineParser.TooLong, "1行が長すぎます。引用符をご確認ください。"),
            ("Is longer than *: is the delimiter or a quote wrong?", "1行が長すぎます（{1}まで）。区切り文字や引用符をご確認ください。"),
            ("Has a quote that is not closed*", "引用符（\"）が閉じられていません。値の中の引用符は \"\" と書いてください。"),
            ("Is not written in *", "文字コードが違います。"),
            (Judging.Erased, "ご本人の求めで削除された方のため、取り込めません。"),
            (Judging.Conflict, "同じ番号で別の内容が登録済みです。先に登録された内容が残ります。"),
        }.Select(sentence => (PatternOf(sentence.English), sentence.Japanese)),
    ];

    /// <param name="fault">One of <see cref="ImportError.Errors"/>.</param>
    /// <param name="language">Of the reader.</param>
    public static string In(string fault, string language)
    {
        if (!language.IsJapanese()) return fault;
        var (field, said) = FieldPattern().Match(fault) is { Success: true } named
            ? ($"{named.Groups[1].Value}：", fault[named.Length..])
            : ("", fault);
        var (plain, value) = HarmlessText.Parted(said);
        foreach (var (pattern, japanese) in Sentences)
        {
            if (pattern.Match(plain) is not { Success: true } match) continue;
            var told = japanese;
            for (var part = 1; part < match.Groups.Count; part++)
                told = told.Replace($"{{{part}}}", match.Groups[part].Value, StringComparison.Ordinal);
            return $"{field}{told}{(value is null ? "" : $"（値：{value}）")}";
        }
        return fault;
    }

    public static ImportError In(this ImportError error, string language) =>
        error with { Errors = [.. error.Errors.Select(fault => In(fault, language))] };

    private static Regex PatternOf(string english) => new(
        $"^{Regex.Escape(english).Replace(@"\*", "(.*?)", StringComparison.Ordinal)}$",
        RegexOptions.CultureInvariant | RegexOptions.Singleline, TimeSpan.FromSeconds(1));

    /// <summary>The field stands before what is wrong with it; a sentence begins with a word and a space.</summary>
    [GeneratedRegex(@"^([^\s:]+): ")]
    private static partial Regex FieldPattern();
}
