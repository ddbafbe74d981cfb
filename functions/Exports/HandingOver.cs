namespace LeadScoring.Exports;

/// <summary>One run of a delivery, by the way its plan names.</summary>
public sealed class HandingOver(MailingOver mails, PostingOver calls)
{
    /// <summary>Leads of one delivery at the most, the highest scores first.</summary>
    public const int Most = 10_000;

    public Task RunAsync(string id, SavedView view, ViewDelivery delivery, CancellationToken cancel) =>
        view.Delivery!.Url is { } url
            ? calls.RunAsync(id, view, url, delivery, cancel)
            : mails.RunAsync(id, view, delivery, cancel);

    /// <summary>A process that died may have left a list that nobody has looked over since.</summary>
    public void ForgetLost(string id, SavedView view, ViewDelivery delivery)
    {
        foreach (var (address, mail) in view.Delivery!.Addresses.Zip(delivery.Mails))
            if (mail.State == ViewMailState.Unknown) mails.Forget(ViewMail.IdOf(id, delivery.At, address));
    }
}
