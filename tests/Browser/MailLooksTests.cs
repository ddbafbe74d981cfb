using LeadScoring.Tests.Mail;
using Microsoft.Playwright;

namespace LeadScoring.Tests.Browser;

/// <summary>The sample brand's mails on narrow and wide screens, in the light and in the dark.</summary>
[Collection(nameof(Chromium))]
public sealed class MailLooksTests(Chromium chromium)
{
    /// <summary>WCAG 2.2, 1.4.3: so much stands a text out against what is behind it.</summary>
    private const double LeastContrast = 4.5;

    /// <summary>Stands behind every preheader and nowhere else: a combining grapheme joiner.</summary>
    private const char OfPreheaders = '\u034F';

    private static readonly string[] Shown = ["car-lease-end.ja", "owner-win-back-last.en", "confirm.ja"];

    /// <summary>Every text that can be seen, with its contrast (WCAG 2.2: relative luminance).</summary>
    private const string Texts = """
        () => {
          const parts = colour => colour.match(/[\d.]+/g).map(Number);
          const light = colour => {
            const [r, g, b] = parts(colour).slice(0, 3).map(v => v / 255)
              .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const behind = element => {
            for (let at = element; at; at = at.parentElement) {
              const colour = getComputedStyle(at).backgroundColor;
              if ((parts(colour)[3] ?? 1) > 0) return colour;
            }
            return matchMedia('(prefers-color-scheme: dark)').matches ? 'rgb(18,18,18)' : 'rgb(255,255,255)';
          };
          const found = [];
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const element = walker.currentNode.parentElement;
            const text = walker.currentNode.data.trim();
            if (!text || !element.getClientRects().length) continue;
            const [a, b] = [light(getComputedStyle(element).color), light(behind(element))].sort((x, y) => y - x);
            found.push({ text: text, contrast: (a + 0.05) / (b + 0.05) });
          }
          return found;
        }
        """;

    private const string ButtonHeights =
        "() => [...document.querySelectorAll('.button a')].map(link => link.getBoundingClientRect().height)";

    [Theory]
    [InlineData(320, ColorScheme.Light)]
    [InlineData(320, ColorScheme.Dark)]
    [InlineData(800, ColorScheme.Light)]
    [InlineData(800, ColorScheme.Dark)]
    public async Task Every_mail_fits_and_can_be_read(int width, ColorScheme scheme)
    {
        await using var window = await chromium.OpenAsync("ja", script: true, width);
        await window.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
        foreach (var (name, mail) in ApprovedMails.All())
        {
            await window.Page.SetContentAsync(mail.Html);
            if (Shown.Contains(name)) await window.ShowAsync($"mail-{name}-{width}-{scheme}");

            Assert.True(await window.OverhangAsync() <= 0, $"{name} is wider than {width} pixels.");
            var texts = await window.Page.EvaluateAsync<SeenText[]>(Texts);
            Assert.DoesNotContain(texts, seen => seen.Text.Contains(OfPreheaders, StringComparison.Ordinal));
            Assert.Contains(texts, seen => seen.Text.Contains("1-2-3", StringComparison.Ordinal)
                || seen.Text.Contains("1丁目2番3号", StringComparison.Ordinal));
            Assert.All(texts, seen => Assert.True(
                seen.Contrast >= LeastContrast, $"{name}: '{seen.Text}' stands out by {seen.Contrast} only."));
            Assert.All(await window.Page.EvaluateAsync<double[]>(ButtonHeights), high => Assert.InRange(high, 44, 120));
        }
        Assert.Empty(window.Complaints);
    }

    private sealed class SeenText
    {
        public string Text { get; set; } = "";
        public double Contrast { get; set; }
    }
}
