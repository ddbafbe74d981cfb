using System.Globalization;
using LeadScoring.Consent;
using LeadScoring.Parsing;
using LeadScoring.RollOut;
using LeadScoring.Sending;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace LeadScoring.Publishing;

/// <summary>
/// Brings the content folder into force at start. The rules in <c>scoring.json</c> have a version: a new one is
/// published; a known one stays what it was, and a newer one that was published at run time stays in force. The same
/// version with other content stops the start, since nobody could tell later what a score meant. Scenarios and mails
/// are published beside them (<see cref="NurtureStart"/>), and a mistake there is no reason to take no entries.
/// </summary>
public sealed partial class Publisher(
    WordingsStore wordings, RulesStore store, NurtureStart nurture, RulesHandler rollOut, RulesWatch watch, Post post,
    IConfiguration settings, TimeProvider time, ILogger<Publisher> log)
{
    public async Task PublishAsync(CancellationToken cancel)
    {
        var folder = settings["LeadScoring:ContentPath"] is { Length: > 0 } set
            ? set
            : Path.Combine(AppContext.BaseDirectory, "Content");
        var before = await store.HistoryAsync(cancel) is [var latest, ..] ? latest : null;
        var content = await nurture.ReadAsync(folder, before, cancel);
        var edition = await wordings.PublishAsync(content.Edition, cancel);
        var file = RulesVersion.Of(
            edition.Rules.Version, content.OwnRules, PublishNote.File, null, PublishNote.File, time.GetUtcNow());
        await RecordAsync(file, cancel);
        var newest = (await store.HistoryAsync(cancel))[0];
        if (newest.Version > file.Version) CheckFits(newest, edition, file.Version);
        await nurture.PublishAsync(content, cancel);
        await PutInForceAsync(newest.Version, cancel);
        await watch.UseAsync(edition, cancel);
        foreach (var calendar in Calendars.EndingSoon(edition, time.GetUtcNow()))
            LogCalendarEnds(calendar.Id, calendar.Until.ToString("R", CultureInfo.InvariantCulture));
    }

    private async Task RecordAsync(RulesVersion file, CancellationToken cancel)
    {
        if (await store.FindAsync(file.Version, cancel) is null)
        {
            if (await store.HistoryAsync(cancel) is [{ Version: var newest }, ..] && newest > file.Version)
            {
                throw new StartRefusedException(
                    $"scoring.json: version: {file.Version} is older than version {newest}, which was published, and "
                    + $"was never in force here. Give it a version from {newest + 1} on to bring it into force.");
            }
            if (await store.TryAddAsync(file, cancel)) return;
        }
        var known = (await store.FindAsync(file.Version, cancel))!;
        if (known.Digest != file.Digest)
        {
            throw new StartRefusedException(
                $"scoring.json: version: {file.Version} was in force with other content. "
                + "Raise the version, so that every score can be traced to its rules.");
        }
        if (known.Text is null) await store.CompleteAsync(file with { PublishedAt = known.PublishedAt }, cancel);
    }

    /// <summary>What was published at run time stays in force, if this folder's campaigns can live with it.</summary>
    private void CheckFits(RulesVersion newest, Edition edition, int file)
    {
        var refusals = new Refusals();
        if (newest.Text is null)
            refusals.Add("version", $"Only the digest of {newest.Version} was kept: start with its file first.");
        else if (newest.Fields(refusals) is { } fields)
            RulesDraft.Read(fields, edition);
        if (!refusals.Any)
        {
            LogNewerInForce(file, newest.Version);
            return;
        }
        throw new StartRefusedException(
            $"Version {newest.Version} of the rules is in force and does not fit this content; please mend the "
            + $"content, or give scoring.json version {newest.Version + 1}:"
            + string.Concat(refusals.ToErrors().SelectMany(error => error.Value.Select(
                message => $"{Environment.NewLine}  {error.Key}: {message}"))));
    }

    /// <summary>
    /// The message goes first: killed in between, it brings the version into force all the same. It is waited for:
    /// campaigns and scenarios were held against it, and may name what only it has.
    /// </summary>
    private async Task PutInForceAsync(int newest, CancellationToken cancel)
    {
        var state = await store.StateAsync(cancel) ?? await store.BeginAsync(newest, cancel);
        if (state.InForce >= newest) return;
        await post.SendAsync(new RulesPublished(newest), cancel);
        await rollOut.PutInForceAsync(newest, cancel);
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "The calendar {Calendar} knows no holiday after {Until}: add the next years to calendars/")]
    private partial void LogCalendarEnds(string calendar, string until);

    [LoggerMessage(Level = LogLevel.Information,
        Message = "Version {Newest} of the rules, published here, stays in force; scoring.json has version {File}")]
    private partial void LogNewerInForce(int file, int newest);
}
