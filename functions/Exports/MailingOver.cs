using LeadScoring.Publishing;

namespace LeadScoring.Exports;

/// <summary>
/// One run of a delivery by mail: the list is read and its file written once, and each mail claimed before it is handed
/// over.
/// </summary>
public sealed class MailingOver(
    DeliveryStore deliveries, ViewReader reader, ListMails mails, PublicUrl url, InForce content, TimeProvider time)
{
    public async Task RunAsync(string id, SavedView view, ViewDelivery delivery, CancellationToken cancel)
    {
        var began = time.GetUtcNow();
        var (page, reason) = await reader.ReadAsync(id, view, null, HandingOver.Most, cancel);
        if (page is null)
        {
            await ChangeAsync(known => known.Failed(reason!, time.GetUtcNow()));
            return;
        }
        await ChangeAsync(known => known with { Leads = page.Leads.Count });
        var list = new MailedList(
            ViewMail.Of(view, delivery.At, page, content.Edition.Sender, url.Absolute("api/console")),
            [.. page.Leads.Select(lead => lead.LeadId).Distinct(StringComparer.Ordinal)], began);
        foreach (var (n, address) in view.Delivery!.Addresses.Index())
        {
            if (!await deliveries.IsWantedAsync(id, delivery, cancel)) return;
            var claimed = await ChangeAsync(known => known.Claim(n, delivery.Run));
            if (claimed?.MayHandOver(n, delivery.Run) != true) continue;
            var mail = list.Mail.To(ViewMail.IdOf(id, delivery.At, address), address, time.GetUtcNow());
            var (state, why) = await mails.HandOverAsync(mail, list, cancel);
            await ChangeAsync(known => known.Told(n, state, why, time.GetUtcNow()));
        }

        Task<ViewDelivery?> ChangeAsync(Func<ViewDelivery, ViewDelivery> change) =>
            deliveries.ChangeAsync(id, delivery.At, change, cancel);
    }

    public void Forget(string mailId) => mails.Forget(mailId);
}
