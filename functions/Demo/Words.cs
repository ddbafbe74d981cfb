namespace LeadScoring.Demo;

/// <summary>What the simulated people write and say.</summary>
internal static class Words
{
    public static IReadOnlyList<Theme> Themes { get; } =
    [
        new("price", false, 0.22,
        [
            new("思っていたより価格が高く、家計と相談しています。", "The price is higher than I thought; we have to look at our budget."),
            new("オプションを付けると料金がかなり高くなりました。", "With the options it became quite expensive."),
            new("値段がもう少し安ければ、すぐに決めていたと思います。", "Had the price been a little lower, I would have decided at once."),
        ]),
        new("range", false, 0.20,
        [
            new("自宅の近くに充電スタンドが少ないのが不安です。", "I worry that there are few charging stations near my home."),
            new("旅先での充電待ちが長く、予定が狂いました。", "We waited long for charging on the road and had to change our plans."),
            new("マンションなので充電設備を付けられません。", "I live in a flat and cannot install a charger."),
        ]) { Product = "car" },
        new("service", true, 0.24,
        [
            new("担当スタッフの説明がとても丁寧で、安心して決められました。",
                "The staff explained everything with care, so I could decide with confidence."),
            new("お店の方の対応が親切で、家族みんな満足しています。", "The people at the showroom were kind, and the whole family is happy."),
        ]),
        new("service", false, 0.08,
        [
            new("スタッフからの折り返しの電話がなく、対応が遅いと感じました。", "The staff never called me back; the service felt slow."),
            new("受付で長く待たされ、スタッフの対応にがっかりしました。",
                "I waited long at the desk and was disappointed by the staff."),
        ]),
        new("booking", false, 0.10,
        [
            new("予約の画面が分かりにくく、途中でやめそうになりました。", "The booking page was hard to understand, and I nearly gave up."),
            new("夏休みの予約がまったく取れませんでした。", "I could not get any booking for the summer holidays."),
        ]) { Product = "camper" },
        new("comfort", true, 0.08,
        [
            new("静かで乗り心地がよく、長距離でも疲れませんでした。", "Quiet and comfortable: I was not tired even after a long drive."),
        ]),
        new("comfort", true, 0.08,
        [
            new("ベッドが広くて快適で、子どもたちも大喜びでした。", "The bed is wide and comfortable, and the children loved it."),
        ]) { Product = "camper" },
    ];

    /// <summary>Why somebody decided against it, as sales notes it.</summary>
    public static IReadOnlyList<Said> LostReasons { get; } =
    [
        new("他社の車に決められた", "Chose another maker's car"),
        new("価格が予算に合わない", "The price is beyond the budget"),
        new("充電設備が自宅にない", "No charger at home"),
        new("家族の反対", "The family is against it"),
    ];

    /// <summary>Why somebody wants no more mails.</summary>
    public static IReadOnlyList<Said> UnsubscribeReasons { get; } =
    [
        new("メールの回数が多すぎます", "Too many mails"),
        new("メールの内容が自分に合いませんでした", "The mails were irrelevant to me"),
        new("すでに他社の車を買ったため", "Bought a car of another brand"),
        new("購入はまだ先のため", "It is too early for me to buy"),
    ];

    /// <summary>What a customer of a product line is angry about.</summary>
    public static IReadOnlyList<Said> ComplaintsOf(string product) => product == "car" ? OfCars : OfCampers;

    private static readonly Said[] OfCars =
    [
        new("点検の連絡が二重に届いた", "Was told of the inspection twice"),
        new("納車の予定が二度変わった", "The delivery date changed twice"),
    ];

    private static readonly Said[] OfCampers =
    [
        new("車内の清掃が行き届いていなかった", "The camper was not clean"),
        new("車内の備品が足りなかった", "Some of the equipment was missing"),
    ];

    public static IReadOnlyList<(string Kanji, string Romaji)> FamilyNames { get; } =
    [
        ("佐藤", "sato"), ("鈴木", "suzuki"), ("高橋", "takahashi"), ("田中", "tanaka"), ("伊藤", "ito"),
        ("渡辺", "watanabe"), ("山本", "yamamoto"), ("中村", "nakamura"), ("小林", "kobayashi"), ("加藤", "kato"),
        ("吉田", "yoshida"), ("山田", "yamada"), ("佐々木", "sasaki"), ("山口", "yamaguchi"), ("松本", "matsumoto"),
        ("井上", "inoue"), ("木村", "kimura"), ("林", "hayashi"), ("清水", "shimizu"), ("山崎", "yamazaki"),
        ("森", "mori"), ("池田", "ikeda"), ("橋本", "hashimoto"), ("石川", "ishikawa"), ("前田", "maeda"),
    ];

    public static IReadOnlyList<(string Kanji, string Romaji)> GivenNames { get; } =
    [
        ("陽菜", "hina"), ("蓮", "ren"), ("結衣", "yui"), ("翔太", "shota"), ("さくら", "sakura"), ("大輔", "daisuke"),
        ("美咲", "misaki"), ("健一", "kenichi"), ("葵", "aoi"), ("拓也", "takuya"), ("裕子", "yuko"), ("誠", "makoto"),
        ("由美", "yumi"), ("和也", "kazuya"), ("真由美", "mayumi"), ("直樹", "naoki"), ("恵", "megumi"), ("剛", "tsuyoshi"),
        ("千尋", "chihiro"), ("亮", "ryo"), ("香織", "kaori"), ("隆", "takashi"), ("彩", "aya"), ("悠斗", "yuto"),
    ];

    /// <summary>Prefectures as the campaigns' forms write them, with how many of the people live there.</summary>
    public static IReadOnlyList<(string Name, double Share)> Prefectures { get; } =
    [
        ("Tokyo", 0.24), ("Kanagawa", 0.17), ("Osaka", 0.12), ("Saitama", 0.1), ("Aichi", 0.09), ("Chiba", 0.08),
        ("Hyogo", 0.06), ("Hokkaido", 0.05), ("Fukuoka", 0.05), ("Shizuoka", 0.04),
    ];
}
