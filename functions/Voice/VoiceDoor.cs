using LeadScoring.Access;
using LeadScoring.Doors;
using LeadScoring.Leads;
using LeadScoring.Parsing;
using LeadScoring.Publishing;
using LeadScoring.Tracks;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Voice;

/// <summary>Tells what people speak of, and who said it.</summary>
public sealed class VoiceDoor(
    CellReader cells, TrackStatus status, WordStore words, CursorSeal seal, InForce content, TimeProvider time)
{
    /// <summary>Quotes of each theme, where all are asked for, and of one.</summary>
    private const int QuotesOfEach = 3;

    private const int QuotesOfOne = 20;

    public async Task<IResult> FiguresAsync(HttpRequest request, CancellationToken cancel)
    {
        var (refusals, edition) = (new Refusals(), content.Edition);
        if (VoiceQuery.Read(request.Query, edition, time.GetUtcNow(), refusals) is not { } query)
            return Problems.Invalid(refusals);
        var made = await status.ReadAsync(cancel);
        var marks = (await MarksAsync(query, cancel))
            .Where((query with { Theme = null }).Holds).Order(VoiceMark.NewestFirst).ToList();
        var quotes = await QuotesAsync(marks, query, edition, cancel);
        var report = new VoiceReport(marks, edition.Voice, edition.Rules, query.Language);
        return Answers.Ok(new VoiceAnswer(
            query.Product.Id, made, Standing.DateText(query.From), Standing.DateText(query.To), report.All(),
            report.Types(), report.Themes(query.Theme, theme => quotes[theme]),
            marks.Count(mark => mark.Rules != edition.Voice.Digest), report.Note(),
            new VoiceTexts(edition.Rules, query.Language).DoesNotProve));
    }

    /// <summary>Who said something, with what they said last in it: the newest first, each person once.</summary>
    public async Task<IResult> LeadsAsync(HttpRequest request, CancellationToken cancel)
    {
        var (refusals, edition) = (new Refusals(), content.Edition);
        if (VoiceQuery.Read(request.Query, edition, time.GetUtcNow(), refusals, seal) is not { } query)
            return Problems.Invalid(refusals);
        var made = await status.ReadAsync(cancel);
        var marks = (await MarksAsync(query, cancel)).Where(query.Holds)
            .Order(VoiceMark.NewestFirst).DistinctBy(mark => mark.LeadId, StringComparer.Ordinal)
            .Where(mark => query.After?.IsBefore(mark) != false).Take(query.Top + 1).ToList();
        var page = marks.Take(query.Top).ToList();
        var spoken = (await Task.WhenAll(page.Select(mark => words.FindAsync(mark, cancel)))).OfType<Spoken>().ToList();
        request.HttpContext.Shows(spoken.Select(one => one.Lead.Id));
        return Answers.Ok(new VoiceLeads(
            query.Product.Id, made, query.Theme,
            [.. spoken.Select(one => VoiceLead.Of(one, query.Product.Id, edition, query.Language))],
            marks.Count > page.Count ? seal.Write(query.PlaceOf(page[^1])) : null,
            new VoiceTexts(edition.Rules, query.Language).DoesNotProve));
    }

    private async Task<IEnumerable<VoiceMark>> MarksAsync(VoiceQuery query, CancellationToken cancel)
    {
        var (from, to) = VoiceCube.Groups(query.From, query.To);
        return (await cells.ReadAsync(query.Product.Id, VoiceCube.CubeName, from, to, cancel))
            .Where(cell => cell.Values[0] > 0).Select(cell => VoiceMark.Of(cell.Key));
    }

    /// <summary>By theme: the newest words of different people that may be quoted.</summary>
    private async Task<IReadOnlyDictionary<string, IReadOnlyList<Quote>>> QuotesAsync(
        IReadOnlyList<VoiceMark> marks, VoiceQuery query, Edition edition, CancellationToken cancel)
    {
        var quotes = new Dictionary<string, IReadOnlyList<Quote>>(StringComparer.Ordinal);
        foreach (var theme in edition.Voice.Themes.Select(theme => theme.Id).Append(VoiceRules.None)
            .Where(theme => query.Theme is null || query.Theme == theme))
        {
            var mayBe = marks.Where(mark => mark.MayQuote && mark.Has(theme))
                .DistinctBy(mark => mark.LeadId, StringComparer.Ordinal);
            var found = await words.FindAsync(mayBe, query.Theme is null ? QuotesOfEach : QuotesOfOne, cancel);
            quotes[theme] =
            [
                .. found.Select(one => new Quote(
                    Quoting.Of(one.Text, one.Lead.Profile!, edition.Sales), VoiceCube.MonthOf(one.Mark.Day),
                    one.Mark.Rating, one.Mark.Stage, one.Mark.Class)),
            ];
        }
        return quotes;
    }
}
