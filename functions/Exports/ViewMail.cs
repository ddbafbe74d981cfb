using System.Globalization;
using System.Net;
using LeadScoring.Leads;
using LeadScoring.Mail;
using LeadScoring.Parsing;
using LeadScoring.Storage;
using NodaTime;

namespace LeadScoring.Exports;

/// <summary>
/// Pure: the mail that brings a list to staff, the same to each of them. It is no mail to a lead: no consent, no
/// tracking, no link to stop it.
/// </summary>
public sealed record ViewMail(MailParty From, RenderedMail Content, MailAttachment List)
{
    /// <summary>The start of the ids of these mails, which name no lead and no address.</summary>
    public const string IdPrefix = "view-";

    private const string Category = "view-delivery";

    public static string IdOf(string view, DateTimeOffset at, string address) =>
        IdPrefix + Digest.Of(string.Create(CultureInfo.InvariantCulture, $"{view}|{at.UtcTicks}|{address}"));

    public static ViewMail Of(SavedView view, DateTimeOffset at, LeadPage page, Sender sender, Uri console)
    {
        var plan = view.Delivery!;
        var when = Instant.FromDateTimeOffset(at).InZone(sender.TimeZone).LocalDateTime;
        return new ViewMail(
            new MailParty(sender.From.Email, sender.From.Name.For(plan.Lang)),
            Words(OneLine(view.Name), when, page, sender, console, plan.Lang),
            new MailAttachment(
                ViewFile.NameOf(view, at, sender.TimeZone), ViewFile.MediaType(plan),
                ViewFile.Attached(plan, page.Leads)));
    }

    public OutgoingMail To(string mailId, string address, DateTimeOffset now) =>
        new(mailId, From, new MailParty(address), null, Content, null, Category, now) { Attachment = List };

    private static RenderedMail Words(
        string name, LocalDateTime when, LeadPage page, Sender sender, Uri console, string language)
    {
        var brand = sender.Brand.For(language);
        var (subject, lines) = language.IsJapanese()
            ? Japanese(name, brand, when, page, console)
            : English(name, brand, when, page, console);
        var html = string.Concat(lines.Select(line => $"<p>{Linked(line, console)}</p>"));
        return new RenderedMail(
            subject, $"<!DOCTYPE html><html lang=\"{language}\"><body>{html}</body></html>",
            string.Join("\n\n", lines));
    }

    private static (string Subject, string[] Lines) Japanese(
        string name, string brand, LocalDateTime when, LeadPage page, Uri console)
    {
        var at = when.ToString("yyyy年M月d日 H:mm", CultureInfo.InvariantCulture);
        var count = page.Leads.Count.ToString("N0", CultureInfo.InvariantCulture);
        return ($"【{brand}】「{name}」のリード {count}件（{at}）",
        [
            page.Cursor is null
                ? $"保存した条件「{name}」に該当するリードは{count}件です。一覧を添付ファイルでお届けします（{at}）。"
                : $"保存した条件「{name}」に該当するリードのうち、スコアの高い順に{count}件を添付ファイルでお届けします（{at}）。",
            "閲覧が制限されている項目の値は空欄になっています。",
            $"最新の一覧はコンソールでご確認ください。 {console}",
            "添付ファイルには個人情報が含まれています。転送や保管の際は、社内の規程に従ってお取り扱いください。",
            "このメールは定期配信の設定に基づいて自動でお送りしています。停止や宛先の変更は、管理者へご依頼ください。",
        ]);
    }

    private static (string Subject, string[] Lines) English(
        string name, string brand, LocalDateTime when, LeadPage page, Uri console)
    {
        var at = when.ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);
        var count = page.Leads.Count.ToString("N0", CultureInfo.InvariantCulture);
        var leads = page.Leads.Count == 1 ? "lead" : "leads";
        return ($"{name}: {count} {leads} ({brand}, {at})",
        [
            page.Cursor is null
                ? $"The saved view \"{name}\" holds {count} {leads} ({at}). The list is attached."
                : $"Attached are the {count} {leads} with the highest scores of the saved view \"{name}\" ({at}).",
            "Values of restricted attributes are left empty.",
            $"The list of this moment is in the console: {console}",
            "The attachment holds personal data: forward and keep it only as your company's rules allow.",
            "This mail is sent on a schedule. Ask your administrator to stop it or to send it to somebody else.",
        ]);
    }

    private static string Linked(string line, Uri console)
    {
        var (text, link) = (WebUtility.HtmlEncode(line), WebUtility.HtmlEncode(console.AbsoluteUri));
        return text.Replace(link, $"<a href=\"{link}\">{link}</a>", StringComparison.Ordinal);
    }

    private static string OneLine(string text) =>
        string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)).Trim();
}
