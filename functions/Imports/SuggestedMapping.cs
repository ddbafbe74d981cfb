using System.Globalization;
using System.Text;

namespace LeadScoring.Imports;

/// <summary>What a file's first lines look like: how it is cut, and which column is probably which field.</summary>
/// <param name="Delimiter">As the import takes it.</param>
/// <param name="Header">Whether the first line names the columns.</param>
/// <param name="Columns">The names in the first line, or <c>1</c>, <c>2</c>… where it names none.</param>
/// <param name="Mapping">By field the column's name or number; to be looked at before it is used.</param>
/// <param name="Unmapped">Columns without a field.</param>
/// <param name="Sample">The cells of the first lines, without the header.</param>
public sealed record SuggestedMapping(
    string Delimiter, bool Header, IReadOnlyList<string> Columns, IReadOnlyDictionary<string, object> Mapping,
    IReadOnlyList<string> Unmapped, IReadOnlyList<IReadOnlyList<string>> Sample)
{
    private const int Shown = 20;

    private static readonly (string Delimiter, char Sign)[] Signs =
        [(",", ','), ("tab", '\t'), (";", ';'), ("|", '|')];

    /// <summary>Words of headers, in the order in which they are tried; without spaces, signs and case.</summary>
    private static readonly (string Field, string[] Words)[] Names =
    [
        ("email", ["email", "emailaddress", "mail", "mailaddress", "メールアドレス", "メール", "eメール"]),
        (ImportFields.Customer,
            ["customerid", "customer", "customerno", "customernumber", "会員番号", "顧客番号", "顧客id", "会員id"]),
        ("id",
            ["id", "orderid", "orderno", "ordernumber", "transactionid", "注文番号", "注文id", "受注番号", "伝票番号", "取引番号"]),
        ("occurredAt",
            ["occurredat", "date", "orderdate", "purchasedate", "timestamp", "time", "createdat", "購入日", "注文日",
             "購入日時", "注文日時", "受注日", "日付", "日時", "発生日時"]),
        ("amount",
            ["amount", "total", "totalamount", "revenue", "ordertotal", "dollars", "金額", "購入金額", "合計金額",
             "合計", "売上", "売上金額"]),
        ("currency", ["currency", "通貨"]),
        ("type", ["type", "event", "eventtype", "activity", "activitytype", "種別", "行動", "イベント"]),
        ("channel", ["channel", "チャネル", "経路"]),
        ("product", ["product", "productline", "商品ライン", "製品"]),
        ("campaignId", ["campaign", "campaignid", "キャンペーン", "キャンペーンid"]),
        ("refundOf", ["refundof", "返品元", "返金元"]),
        ("sku", ["sku", "item", "itemcode", "productcode", "lineitemsku", "商品コード", "商品番号", "品番"]),
        ("quantity", ["quantity", "qty", "count", "lineitemquantity", "数量", "個数"]),
        ("unitPrice", ["unitprice", "price", "lineitemprice", "単価", "販売単価"]),
        ("listPrice", ["listprice", "定価"]),
        ("name", ["name", "fullname", "氏名", "名前", "お名前", "顧客名"]),
        ("phone", ["phone", "phonenumber", "tel", "mobile", "電話番号", "電話", "携帯電話"]),
        ("locale", ["locale", "language", "言語"]),
        ("updatedAt", ["updatedat", "lastmodified", "modified", "更新日", "更新日時"]),
    ];

    /// <param name="kind">What the file is about.</param>
    /// <param name="sample">Its first lines.</param>
    /// <param name="products">Ids of product lines: a column whose cells mostly are such is the product's.</param>
    public static SuggestedMapping Of(ImportKind kind, string sample, IReadOnlyCollection<string> products)
    {
        var first = sample.TrimStart('\uFEFF').TrimStart().Split('\n', 2)[0];
        var best = Signs.MaxBy(sign => Outside(first, sign.Sign));
        var isWhitespace = Outside(first, best.Sign) == 0 && first.Contains(' ');
        var delimiter = isWhitespace ? ImportDefinition.Whitespace : best.Delimiter;
        var lines = Lines(sample, isWhitespace ? delimiter : $"{best.Sign}");
        var cells = lines.FirstOrDefault() ?? [];
        // Names have neither figures alone nor an address among them.
        var hasHeader = cells.All(cell => cell.Length > 0 && !cell.Contains('@') && !IsFigures(cell));
        IReadOnlyList<string> columns = hasHeader
            ? cells
            : [.. cells.Select((_, at) => (at + 1).ToString(CultureInfo.InvariantCulture))];
        var rows = lines.Skip(hasHeader ? 1 : 0).ToList();
        var mapping = hasHeader ? ByName(kind, [.. cells]) : ByLooks(kind, [.. cells]);
        if (ImportFields.IsKnown(kind, "product") && !mapping.ContainsKey("product")
            && columns.Index().FirstOrDefault(one => AreMostly(products, ValuesOf(one.Item, columns, rows)))
                is { Item: { } named } found)
            mapping["product"] = hasHeader ? named : found.Index + 1;
        var used = mapping.Values.Select(value => $"{value}").ToHashSet(StringComparer.Ordinal);
        foreach (var (field, column) in mapping.ToList())
            if (SuggestedForm.Of(field, column, ValuesOf(column, columns, rows)) is { } form) mapping[field] = form;
        return new SuggestedMapping(
            delimiter, hasHeader, columns, mapping, [.. columns.Where(column => !used.Contains(column))],
            [.. rows.Take(Shown)]);
    }

    private static int Outside(string line, char sign) =>
        line.Split('"').Where((_, at) => at % 2 == 0).Sum(part => part.Count(letter => letter == sign));

    /// <summary>The cells of each line; the last one may have been cut, and goes where there are others.</summary>
    private static List<IReadOnlyList<string>> Lines(string sample, string delimiter)
    {
        var format = new ImportFormat(delimiter, ImportDefinition.Utf8);
        var (bytes, lines) = (Encoding.UTF8.GetBytes(sample.TrimStart('\uFEFF')), new List<IReadOnlyList<string>>());
        for (var at = 0; at < bytes.Length;)
        {
            if (RecordCutter.First(bytes.AsSpan(at), isEnd: true, format.Delimiter) is not { } cut) break;
            var isCut = lines.Count > 1 && at + cut.Next == bytes.Length && bytes[^1] != '\n';
            if (!isCut && format.Cells(bytes.AsSpan(at, cut.Length), out _) is { Count: > 0 } cells) lines.Add(cells);
            at += cut.Next;
        }
        return lines;
    }

    private static bool AreMostly(IReadOnlyCollection<string> known, IEnumerable<string> values)
    {
        var seen = values.ToList();
        return seen.Count > 0 && 2 * seen.Count(known.Contains) >= seen.Count;
    }

    private static IEnumerable<string> ValuesOf(
        object column, IReadOnlyList<string> columns, List<IReadOnlyList<string>> rows)
    {
        var place = column is int number ? number - 1 : columns.Index().First(one => one.Item.Equals(column)).Index;
        return rows.Where(row => place < row.Count && row[place].Length > 0).Select(row => row[place]);
    }

    private static SortedDictionary<string, object> ByName(ImportKind kind, List<string> columns)
    {
        var mapping = new SortedDictionary<string, object>(StringComparer.Ordinal);
        foreach (var (field, words) in Names.Where(name => ImportFields.IsKnown(kind, name.Field)))
        {
            if (field == ImportFields.Customer && mapping.ContainsKey("email")) continue;
            if (columns.Find(column => words.Contains(Plain(column), StringComparer.Ordinal)) is { } column)
                mapping[field] = column;
        }
        return mapping;
    }

    /// <summary>Without names, an address and a day show themselves.</summary>
    private static SortedDictionary<string, object> ByLooks(ImportKind kind, List<string> cells)
    {
        var mapping = new SortedDictionary<string, object>(StringComparer.Ordinal);
        for (var at = 0; at < cells.Count; at++)
        {
            if (cells[at].Contains('@')) mapping.TryAdd("email", at + 1);
            else if (kind != ImportKind.Leads
                && ImportTimes.Of(cells[at], null, NodaTime.DateTimeZone.Utc) is { Year: > 1970 and < 2100 })
                mapping.TryAdd("occurredAt", at + 1);
        }
        return mapping;
    }

    private static bool IsFigures(string cell) =>
        cell.All(letter => char.IsDigit(letter) || letter is '.' or '-' or '/');

    private static string Plain(string name) => string.Concat(
        WideText.Narrow(name).ToLowerInvariant().Where(char.IsLetterOrDigit));
}
