using LeadScoring.Mail;

namespace LeadScoring.Tests.Mail;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("<h1>One</h1><p>Two<br>three</p><p>Four</p>", "One\n\nTwo\nthree\n\nFour")]
    [InlineData("<p>  A   line\n broken\tin the   source </p>", "A line broken in the source")]
    [InlineData("<p>星川\n  モビリティ\nMio EV</p>", "星川モビリティ Mio EV")]
    [InlineData("<ul><li>One</li><li>Two</li></ul>", "- One\n- Two")]
    [InlineData("<p>Do</p><ol start=3><li>One<li>Two</ol>", "Do\n\n3. One\n4. Two")]
    [InlineData("<ul><li>One<ol><li>A<br>B</li></ol></li></ul>", "- One\n  1. A\n     B")]
    [InlineData("<table><tr><td>Time</td><td>50 min</td></tr><tr><th>Price</th><td>0</td></tr></table>",
        "- Time: 50 min\n- Price: 0")]
    [InlineData("<table><tr><td><table><tr><td><p>In a layout</p></td></tr></table></td></tr></table>", "In a layout")]
    [InlineData("<p><a href=https://a.example/>Go</a></p><p>End</p>", "Go: https://a.example/\n\nEnd")]
    [InlineData("<p>See <a href=https://a.example/b>this</a>.</p>", "See this <https://a.example/b>.")]
    [InlineData("<p><a href=https://a.example/>a.example</a></p>", "https://a.example/")]
    [InlineData("<p><a href=mailto:a@b.example?subject=x>Write</a></p>", "Write: a@b.example")]
    [InlineData("<p>x<a href=https://a.example/ style='display: none'>trap</a><a href=https://b.example></a></p>", "x")]
    [InlineData("<p>A<img src=https://a.example/x alt=' picture'><img src=https://a.example/y></p>", "A picture")]
    [InlineData("<div style='font-size:0'><p style='font:700 16px/1.5 Arial'>Hello</p></div>", "Hello")]
    [InlineData("<p style='font:0/0 a'>trap</p><p style='max-height:0;overflow-y:hidden'>trap</p><p>x</p>", "x")]
    [InlineData("<p style='display:none!important;display:block'>trap</p><p style='display/**/:none'>trap</p>x", "x")]
    [InlineData("<p>One</p><hr><p>Two</p>", "One\n\n----------------------------------------\n\nTwo")]
    [InlineData("<style>p{}</style><div style='DISPLAY:none'>x</div><p hidden>x</p><p>&amp; &lt;b&gt;</p>", "& <b>")]
    public void A_mail_is_read_without_its_html(string html, string text) =>
        Assert.Equal(text + "\n", PlainText.Of($"<html lang=en><body>{html}</body></html>"));

    [Fact]
    public void Japanese_is_set_as_japanese_is() => Assert.Equal(
        "- 時間：50分\n\n選ぶ：https://a.example/\n\n詳しくはこちら <https://b.example/>をご覧ください。\n",
        PlainText.Of("<html lang=ja><body><table><tr><td>時間</td><td>50分</td></tr></table>"
            + "<p><a href=https://a.example/>選ぶ</a></p>"
            + "<p>詳しくは<a href=https://b.example/>こちら</a>をご覧ください。</p></body></html>"));
}
