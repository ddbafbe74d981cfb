using LeadScoring.Intake;
using LeadScoring.Nurture;
using LeadScoring.Sending;
using LeadScoring.Tests.Crash;
using LeadScoring.Tests.Hits;

namespace LeadScoring.Tests.Proof;

/// <summary>
/// The provider takes every mail, no process lives to hear of it, and one write goes wrong where a test arms it.
/// </summary>
internal sealed class LostAnswers : Weather
{
    public OneMishap Mishap { get; } = new();

    public override Task<T> WriteAsync<T>(Func<Task<T>> write) => Mishap.WriteAsync(write);

    public override async Task<T> HandOverAsync<T>(Func<Task<T>> handOver)
    {
        await handOver();
        throw new PowerCutException();
    }

    /// <summary>The confirmation of the entry e-1 of that campaign, entered when the brand opened.</summary>
    public static string SendId(string leadId) => SendLedger.SendId(
        leadId, Confirming.KeyOf(Entry.HashOf("car-launch-2026", "e-1"), null), StormyBrand.Start);

    /// <summary>The provider tells of that confirmation.</summary>
    public static async Task TellAsync(
        StormyBrand brand, Provider provider, string leadId, string type, TimeSpan after)
    {
        await brand.TellAsync(provider, new Dictionary<string, object>
        {
            ["event"] = type,
            ["timestamp"] = StormyBrand.Start.Add(after).ToUnixTimeSeconds(),
            ["sg_event_id"] = $"{type}-1",
            ["lead_id"] = leadId,
            ["send_id"] = SendId(leadId),
        });
        await brand.SettleAsync();
    }
}
