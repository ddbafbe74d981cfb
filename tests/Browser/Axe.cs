using LeadScoring.Tests.Conventions;
using Microsoft.Playwright;

namespace LeadScoring.Tests.Browser;

/// <summary>
/// axe-core over the page as it stands: WCAG 2.2 A and AA, and its best practices. The browser is handed the checker by
/// the test, from tests/node; the page's own policy keeps foreign scripts out.
/// </summary>
internal static class Axe
{
    private static readonly string Script =
        Path.Combine(SourceTree.Root, "tests", "node", "node_modules", "axe-core", "axe.min.js");

    private const string Run = """
        async () => {
          const { violations, passes } = await axe.run(document, { runOnly: [
            'wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
          if (passes.length < 10) throw new Error('The checker found nothing to check.');
          return violations.flatMap(rule => rule.nodes.map(
            node => `${rule.id}: ${rule.help}: ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`));
        }
        """;

    public static void SkipIfMissing()
    {
        if (!File.Exists(Script)) Assert.Skip("npm ci in tests/node brings the checker.");
    }

    /// <summary>What it finds, in the light and in the dark, by the name of the state.</summary>
    public static async Task<IReadOnlyList<string>> LookAsync(Window window, string state)
    {
        var found = new List<string>();
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await window.Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            await window.ShowAsync($"console-{state}-{scheme}");
            if (await window.OverhangAsync() > 0) found.Add($"{state}: can be pushed sideways");
            await window.Page.EvaluateAsync(await File.ReadAllTextAsync(Script) + ";0");
            found.AddRange((await window.Page.EvaluateAsync<string[]>(Run)).Select(it => $"{state}, {scheme}: {it}"));
        }
        return found;
    }
}
