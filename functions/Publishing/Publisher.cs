using System.Text.Json.Nodes;
using LeadScoring.Scoring;
using LeadScoring.Storage;
using Microsoft.Extensions.Configuration;

namespace LeadScoring.Publishing;

/// <summary>
/// Brings the content folder into force at start. The scoring rules have a version: a new one is recorded and all leads
/// are placed anew under it; the same version with other content stops the start, since nobody could tell later what a
/// score meant.
/// </summary>
public sealed class Publisher(
    Tables tables, WordingsStore wordings, Post post, InForce content, IConfiguration settings)
{
    private const string Partition = "rules";
    private const string Current = "current";

    public async Task PublishAsync(CancellationToken cancel)
    {
        var folder = settings["LeadScoring:ContentPath"] is { Length: > 0 } set
            ? set
            : Path.Combine(AppContext.BaseDirectory, "Content");
        content.Use(await wordings.PublishAsync(ContentFolder.Read(folder), cancel));
        var rules = content.Edition.Rules;
        var digest = await DigestAsync(Path.Combine(folder, "scoring.json"), cancel);
        var version = FormattableString.Invariant($"version|{rules.Version:D10}");
        if (!await tables.Settings.TryAddAsync(Rows.Entity<string>(Partition, version, body: digest), cancel))
            await CheckUnchangedAsync(version, digest, rules.Version, cancel);
        await PutInForceAsync(rules, cancel);
    }

    /// <summary>Of what the file says: another layout of the same rules is no other content.</summary>
    private static async Task<string> DigestAsync(string file, CancellationToken cancel) =>
        Digest.Of(JsonNode.Parse(await File.ReadAllTextAsync(file, cancel))!.ToJsonString());

    private async Task CheckUnchangedAsync(string version, string digest, int number, CancellationToken cancel)
    {
        var known = Rows.Body<string>((await tables.Settings.FindAsync(Partition, version, cancel))!);
        if (known == digest) return;
        throw new StartRefusedException(
            $"scoring.json: version: {number} was in force with other content. "
            + "Raise the version, so that every score can be traced to its rules.");
    }

    /// <summary>
    /// The slices are sent before the mark is set: a crash in between sends them again, which changes nothing twice.
    /// </summary>
    private async Task PutInForceAsync(ScoringRules rules, CancellationToken cancel)
    {
        var row = await tables.Settings.FindAsync(Partition, Current, cancel);
        if (row is not null && Rows.Body<int>(row) == rules.Version) return;
        foreach (var product in row is null ? [] : rules.Products.Keys)
            foreach (var partition in RankLists.Partitions(product))
                await post.SendAsync(new RescoreSlice(partition, null), cancel);
        await tables.Settings.UpsertEntityAsync(
            Rows.Entity(Partition, Current, rules.Version), Azure.Data.Tables.TableUpdateMode.Replace, cancel);
    }
}
