using System.Globalization;
using System.Text.Json;
using LeadScoring.Leads;
using NodaTime;

namespace LeadScoring.Exports;

/// <summary>Pure: the leads of a delivery as the bytes that leave, and under which name.</summary>
public static class ViewFile
{
    private const string Forbidden = "\\/:*?\"<>|";

    public static string MediaType(DeliveryPlan plan) => plan.IsCsv ? "text/csv" : "application/json";

    public static byte[] Attached(DeliveryPlan plan, IReadOnlyList<LeadListItem> leads) =>
        plan.IsCsv ? LeadCsv.Write(leads) : Json(new { leads });

    /// <summary>A call's body: the list for a spreadsheet, or with what it is.</summary>
    public static byte[] Posted(
        string id, SavedView view, ViewDelivery delivery, IReadOnlyList<LeadListItem> leads, bool isLast) =>
        view.Delivery!.IsCsv ? LeadCsv.Write(leads) : Json(new
        {
            Type = "view.delivered",
            Timestamp = delivery.At,
            Data = new
            {
                ViewId = id, view.Name, delivery.At, Page = delivery.Pages + 1, IsLast = isLast, Leads = leads,
            },
        });

    /// <summary>The view's name and the time on the brand's clocks; no system minds its letters.</summary>
    public static string NameOf(SavedView view, DateTimeOffset at, DateTimeZone zone)
    {
        var name = string.Concat(view.Name.Select(c => char.IsControl(c) || Forbidden.Contains(c) ? ' ' : c)).Trim();
        var local = Instant.FromDateTimeOffset(at).InZone(zone).LocalDateTime;
        var when = local.ToString("yyyyMMdd-HHmm", CultureInfo.InvariantCulture);
        return $"{(name.Length == 0 ? "leads" : name)}-{when}.{view.Delivery!.Format}";
    }

    private static byte[] Json<T>(T body) => JsonSerializer.SerializeToUtf8Bytes(body, Storage.Json.Answers);
}
