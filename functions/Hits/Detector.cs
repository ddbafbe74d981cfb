namespace LeadScoring.Hits;

/// <summary>
/// Pure: says of each hit of one mail whether it was a person's. It looks at all of the mail's hits together and at
/// nothing else, so neither the order in which they arrive nor their repetition matters, and a hit that arrives later
/// can turn the verdict on an earlier one. Of several signs the most telling one gives the name: the hidden link, a
/// HEAD before, the burst, the haste. A user agent decides nothing: scanners bring browsers' own.
/// </summary>
public static class Detector
{
    /// <summary>The hits in the order of the mail, by time, each with its verdict.</summary>
    public static IReadOnlyList<JudgedHit> Of(MailHits mail, MachineRules rules)
    {
        var clicks = mail.Hits.Where(hit => hit.Kind == HitKind.Click).ToList();
        var bursts = Bursts(clicks, rules);
        var judged = mail.Hits
            .Select(hit => new JudgedHit(hit, Machine(hit, mail, clicks, bursts, rules) ?? Verdict.Human)).ToList();
        if (OpenOfReader(judged) is { } proven) judged[proven] = judged[proven] with { Verdict = Verdict.Human };
        return judged;
    }

    private static string? Machine(
        Hit hit, MailHits mail, List<Hit> clicks, HashSet<string> bursts, MachineRules rules)
    {
        if (hit is { Kind: HitKind.Open, MachineOpen: true }) return Verdict.MachineOpen;
        if (hit.Link == 0 || IsNearHiddenLink(hit, clicks, rules)) return Verdict.HiddenLink;
        if (hit.Head || IsAfterHead(hit, clicks, rules)) return Verdict.HeadFirst;
        if (bursts.Contains(hit.Id)) return Verdict.Burst;
        return IsTooSoon(hit, mail, rules) ? Verdict.TooSoon : null;
    }

    private static bool IsNearHiddenLink(Hit hit, List<Hit> clicks, MachineRules rules) =>
        rules.BurstSeconds > 0 && clicks.Any(click =>
            click.Link == 0 && (click.At - hit.At).Duration() <= TimeSpan.FromSeconds(rules.BurstSeconds));

    private static bool IsAfterHead(Hit hit, List<Hit> clicks, MachineRules rules) =>
        rules.HeadSeconds > 0 && hit.Kind == HitKind.Click && clicks.Any(click =>
            click.Head && click.Link == hit.Link && click.Other == hit.Other && click.At <= hit.At
            && hit.At - click.At <= TimeSpan.FromSeconds(rules.HeadSeconds));

    private static bool IsTooSoon(Hit hit, MailHits mail, MachineRules rules) =>
        rules.MinimumSeconds > 0 && (mail.DeliveredAt ?? mail.SentAt) is { } start
        && hit.At - start < TimeSpan.FromSeconds(rules.MinimumSeconds);

    /// <summary>The ids of all clicks within any stretch of time that saw too many different links.</summary>
    private static HashSet<string> Bursts(List<Hit> clicks, MachineRules rules)
    {
        var bursts = new HashSet<string>(StringComparer.Ordinal);
        if (rules.BurstSeconds == 0) return bursts;
        for (var first = 0; first < clicks.Count; first++)
        {
            var end = clicks[first].At + TimeSpan.FromSeconds(rules.BurstSeconds);
            var window = clicks.Skip(first).TakeWhile(click => click.At <= end).ToList();
            if (window.DistinctBy(click => (click.Link, click.Other)).Count() >= rules.BurstLinks)
                bursts.UnionWith(window.Select(click => click.Id));
        }
        return bursts;
    }

    /// <summary>
    /// Who clicks has opened: where a person's click has no person's open before it, the latest open before it was the
    /// reader's, whoever fetched it first.
    /// </summary>
    private static int? OpenOfReader(List<JudgedHit> judged)
    {
        var click = judged.FindIndex(one => one.IsHuman && one.Hit.Kind == HitKind.Click);
        if (click < 0) return null;
        var opens = judged.Index().Where(one => one.Item.Hit.Kind == HitKind.Open
            && one.Item.Hit.At <= judged[click].Hit.At).ToList();
        return opens.Count == 0 || opens.Any(one => one.Item.IsHuman) ? null : opens[^1].Index;
    }
}
