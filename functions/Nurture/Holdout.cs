using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LeadScoring.Nurture;

/// <summary>
/// Who gets no mail of a scenario so that its effect can be measured. The same answer for the same lead and scenario on
/// every machine and for ever; a higher percentage keeps everybody that was held out before; two scenarios choose
/// independently of each other.
/// </summary>
public static class Holdout
{
    public static bool IsHeldOut(string leadId, string scenarioId, int percent)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"holdout|{scenarioId.Length}|{scenarioId}|{leadId}");
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(name));
        return BinaryPrimitives.ReadUInt64BigEndian(hash) % 100 < (ulong)int.Clamp(percent, 0, 100);
    }
}
