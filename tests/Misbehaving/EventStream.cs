using System.Globalization;
using System.Text.Json;
using LeadScoring.Tests.Hits;

namespace LeadScoring.Tests.Misbehaving;

/// <summary>
/// What the provider tells of the mails it took: signed batches, up to a day late, out of order, some twice, and each
/// again until it is answered with 2xx. A mail's events follow from the seed and its id.
/// </summary>
internal sealed class EventStream(int seed, MisbehavingSendGrid sendGrid) : IDisposable
{
    private const int LargestBody = 768 * 1024;
    private static readonly string[] Ends = ["delivered", "delivered", "delivered", "delivered", "delivered",
        "delivered", "delivered", "delivered", "bounce", "blocked", "dropped"];

    private readonly Provider _signer = new();
    private readonly List<(DateTimeOffset At, string Json)> _waiting = [];
    private readonly Random _chance = Moods.Chance(seed, "batches");
    private int _planned;

    public string Setting => _signer.Setting;

    /// <summary>How many events were told and taken, a repeated one as often as it was.</summary>
    public int Told { get; private set; }

    /// <summary>Of which mails there is nothing left to tell.</summary>
    public bool IsDone => _waiting.Count == 0 && _planned == sendGrid.Taken.Count;

    /// <summary>Tells what is due; what the app does not take, or dies over, waits for the next time.</summary>
    public async Task TellDueAsync(HttpClient app, DateTimeOffset now)
    {
        Plan();
        var due = _waiting.Where(told => told.At <= now).ToArray();
        _chance.Shuffle(due);
        foreach (var batch in Batches(due.Select(told => told.Json)))
        {
            using var answer = await _signer.PostAsync(app, $"[{string.Join(',', batch)}]");
            if (!answer.IsSuccessStatusCode) continue;
            Told += batch.Count;
            var told = batch.ToHashSet(StringComparer.Ordinal);
            // The same event may lie here twice, for a later time.
            _waiting.RemoveAll(one => one.At <= now && told.Contains(one.Json));
        }
    }

    public void Dispose() => _signer.Dispose();

    private void Plan()
    {
        foreach (var mail in sendGrid.Taken.Skip(_planned))
        {
            _planned++;
            var chance = Moods.Chance(seed, $"events|{mail.SendId}");
            foreach (var (type, after) in EventsOf(chance))
            {
                var at = mail.At + after;
                var json = Json(mail, type, at, chance);
                _waiting.Add((at.AddMinutes(chance.Next(4) == 0 ? chance.Next(24 * 60) : 1), json));
                if (chance.Next(5) == 0) _waiting.Add((at.AddMinutes(chance.Next(24 * 60)), json));
            }
        }
    }

    private static IEnumerable<(string Type, TimeSpan After)> EventsOf(Random chance)
    {
        yield return ("processed", TimeSpan.FromSeconds(1));
        if (chance.Next(6) == 0) yield return ("deferred", TimeSpan.FromSeconds(20));
        var end = Ends[chance.Next(Ends.Length)];
        yield return (end, TimeSpan.FromSeconds(30 + chance.Next(300)));
        if (end != "delivered") yield break;
        for (var opens = chance.Next(3); opens > 0; opens--)
            yield return ("open", TimeSpan.FromMinutes(10 + chance.Next(2000)));
        if (chance.Next(6) == 0) yield return ("click", TimeSpan.FromMinutes(30 + chance.Next(2000)));
        if (chance.Next(40) == 0) yield return ("spamreport", TimeSpan.FromMinutes(60 + chance.Next(2000)));
        if (chance.Next(40) == 0) yield return ("unsubscribe", TimeSpan.FromMinutes(60 + chance.Next(2000)));
        if (chance.Next(8) == 0) yield return ("something_new_of_2031", TimeSpan.FromMinutes(chance.Next(2000)));
    }

    private static string Json(TakenMail mail, string type, DateTimeOffset at, Random chance) =>
        JsonSerializer.Serialize(new Dictionary<string, object?>
        {
            ["email"] = mail.To,
            ["timestamp"] = at.ToUnixTimeSeconds(),
            ["event"] = type == "blocked" ? "bounce" : type,
            ["type"] = type is "bounce" or "blocked" ? type : null,
            ["status"] = type is "bounce" ? "5.1.1" : null,
            ["reason"] = type is "dropped" ? "Bounced Address" : null,
            ["url"] = type is "click" ? "https://shop.example/" : null,
            ["useragent"] = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X)",
            ["sg_machine_open"] = type is "open" && chance.Next(3) == 0,
            ["sg_event_id"] = string.Create(CultureInfo.InvariantCulture, $"{mail.SendId[..8]}{chance.Next():x}"),
            ["category"] = mail.Categories.Split(' '),
            ["send_id"] = mail.SendId,
            ["lead_id"] = mail.LeadId,
        });

    private IEnumerable<List<string>> Batches(IEnumerable<string> events)
    {
        var (batch, size, most) = (new List<string>(), 2, 1 + _chance.Next(60));
        foreach (var told in events)
        {
            var bytes = System.Text.Encoding.UTF8.GetByteCount(told) + 1;
            if (batch.Count >= most || size + bytes > LargestBody)
            {
                yield return batch;
                (batch, size, most) = ([], 2, 1 + _chance.Next(60));
            }
            batch.Add(told);
            size += bytes;
        }
        if (batch.Count > 0) yield return batch;
    }
}
