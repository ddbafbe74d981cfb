using LeadScoring.Access;
using LeadScoring.Doors;
using LeadScoring.Insights;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.RollOut;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Loyalty;

/// <summary>
/// One page of who has lapsed or is about to, who has paid most first. <paramref name="AsOf"/>: the local day;
/// <paramref name="Found"/>: how many there are on all pages.
/// </summary>
public sealed record AtRiskPage(
    string Product, string AsOf, int Found, IReadOnlyList<AtRiskLead> Leads, string? Cursor, string DoesNotProve);

/// <summary>Lists lapsed customers and those at risk, as of this second. Nothing is kept for it.</summary>
public sealed class AtRiskDoor(BuyerList buyers, RulesWatch rules, CursorSeal seal, InForce content, TimeProvider time)
{
    private const int UsualDays = 30;

    private sealed record Asked(
        string Product, string? State, int Within, int Top, bool IsCsv, string Language, string? Cursor)
    {
        public string Mark => $"at-risk|{Product}|{State}|{Within}";
    }

    private sealed record Cursor(string Mark, AtRiskPlace After);

    public async Task<IResult> AnswerAsync(HttpRequest request, CancellationToken cancel)
    {
        var (refusals, now) = (new Refusals(), time.GetUtcNow());
        var asked = Read(request.Query, refusals);
        var after = asked?.Cursor is { } text ? seal.Read<Cursor>(text) : null;
        if (asked?.Cursor is not null && (after?.After is null || after.Mark != asked.Mark))
            refusals.Add("cursor", "Is not a cursor of this list: keep all other parameters, or begin without it.");
        if (refusals.Any || asked is null) return Problems.Invalid(refusals);
        var (found, leads) = await rules.ReadAsync(
            versions => BestAsync(asked, after?.After, versions, now, cancel), cancel);
        var cursor = leads.Count > asked.Top
            ? seal.Write(new Cursor(asked.Mark, AtRiskPlace.Of(leads[asked.Top - 1])))
            : null;
        leads = [.. leads.Take(asked.Top)];
        request.HttpContext.Shows(leads.Select(lead => lead.LeadId));
        var today = content.Edition.Rules.Products[asked.Product].DayOf(now);
        return asked.IsCsv
            ? Answers.Csv(request.HttpContext, AtRiskCsv.Write(leads), "at-risk", now, cursor)
            : Answers.Ok(new AtRiskPage(
                asked.Product, Leads.Standing.DateText(today), found, leads, cursor, DoesNotProve(asked.Language)));
    }

    private Asked? Read(IQueryCollection query, Refusals refusals)
    {
        var (fields, edition) = (new QueryFields(query, refusals), content.Edition);
        fields.RefuseOthers("product", "state", "within", "top", "cursor", "format", "lang");
        var product = fields.ProductLine([.. edition.Rules.Products.Keys]);
        var asked = new Asked(
            product ?? "", fields.OneOf("state", [AtRisk.Lapsed, AtRisk.Soon]),
            fields.Whole("within", 1, 3_650) ?? UsualDays, fields.Whole("top", 1, 1_000) ?? 100,
            fields.IsCsv(), fields.Language(edition.Sender.Locales),
            fields.Text("cursor"));
        return refusals.Any ? null : asked;
    }

    /// <summary>How many there are, and of those behind a place the best, one more than a page holds.</summary>
    private async Task<(int Found, IReadOnlyList<AtRiskLead> Best)> BestAsync(
        Asked asked, AtRiskPlace? after, IReadOnlyList<RulesLine> versions, DateTimeOffset now,
        CancellationToken cancel)
    {
        var (found, best) = (0, new SortedSet<AtRiskLead>(Comparer<AtRiskLead>.Create(
            (one, other) => AtRisk.Compare(AtRiskPlace.Of(one), AtRiskPlace.Of(other)))));
        await foreach (var buyer in buyers.EachAsync(versions, asked.Product, cancel))
        {
            if (AtRisk.Of(buyer, asked.State, asked.Within, now, asked.Language) is not { } lead) continue;
            found++;
            if (after is not null && AtRisk.Compare(AtRiskPlace.Of(lead), after) <= 0) continue;
            if (best.Add(lead) && best.Count > asked.Top + 1) best.Remove(best.Max!);
        }
        return (found, [.. best]);
    }

    private static string DoesNotProve(string language) => language.Say(
        "最後のご注文からの日数だけで数えています。本当に離れたのか、次の買い時がまだ来ていないのかは分かりません。",
        "This counts days since the last order alone: whether somebody has left, or their next need has not come yet, "
        + "it does not know.");
}
