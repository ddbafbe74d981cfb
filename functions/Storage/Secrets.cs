using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;

namespace LeadScoring.Storage;

/// <summary>
/// The keys of this store. The lead key is made once and never changes (all lead ids rest on it); the link secret comes
/// from the setting <c>LeadScoring:LinkSecret</c> or is made once. Insert-if-absent lets many instances start at once
/// and agree.
/// </summary>
public sealed record Secrets(byte[] LeadKey, IReadOnlyList<string> LinkSecrets)
{
    private const string Partition = "secret";
    private const string LeadKeyName = "lead-key";

    public static async Task<Secrets> LoadAsync(
        Tables tables, IConfiguration settings, bool mayMake, CancellationToken cancel)
    {
        var leadKey = Convert.FromHexString(await OnceAsync(tables, LeadKeyName, cancel));
        var set = (settings["LeadScoring:LinkSecret"] ?? "")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (set.FirstOrDefault(secret => secret.Length < 16) is not null)
        {
            throw new StartRefusedException(
                "LeadScoring__LinkSecret is too short: each of its secrets needs at least 16 characters.");
        }
        if (set.Length > 0) return new Secrets(leadKey, set);
        if (!mayMake)
        {
            throw new StartRefusedException(
                "LeadScoring__LinkSecret is not set: on Azure Storage it must be, "
                + "so that links in mails outlive this installation.");
        }
        return new Secrets(leadKey, [await OnceAsync(tables, "link-secret", cancel)]);
    }

    /// <summary>
    /// Before the first start of a store whose lead ids are to repeat, and which holds nobody real: who knows the key
    /// can tell an address by its id. A store that has its key keeps it.
    /// </summary>
    internal static Task PlantLeadKeyAsync(Tables tables, byte[] key, CancellationToken cancel) =>
        tables.Settings.TryAddAsync(
            Rows.Entity<string>(Partition, LeadKeyName, body: Convert.ToHexStringLower(key)), cancel);

    private static async Task<string> OnceAsync(Tables tables, string name, CancellationToken cancel)
    {
        if (await tables.Settings.FindAsync(Partition, name, cancel) is { } row) return Rows.Body<string>(row);
        var made = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        await tables.Settings.TryAddAsync(Rows.Entity<string>(Partition, name, body: made), cancel);
        return Rows.Body<string>((await tables.Settings.FindAsync(Partition, name, cancel))!);
    }
}
