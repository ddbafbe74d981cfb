using System.Net.Mail;
using System.Text;
using System.Text.Encodings.Web;
using LeadScoring.Access;
using LeadScoring.Doors;
using LeadScoring.Leads;
using LeadScoring.Mail;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Pages;

/// <summary>
/// Shows the outbox folder in a browser, for trying the product without a mail provider. A mail's own HTML is shown in
/// a sandboxed frame: it can show itself and be clicked, and nothing else.
/// </summary>
public sealed class OutboxPages(Outbox outbox, LeadIds ids, Chance chance)
{
    private const int Newest = 100;
    private const string Style = """
        body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:52rem;padding:0 1rem;
        color:#1c2a2c;background:#f6f8f8}
        table{border-collapse:collapse;width:100%;background:#fff}
        th,td{text-align:left;padding:.5rem;border-bottom:1px solid #dde4e4;overflow-wrap:anywhere}
        a{color:#1d5c63}
        iframe{width:100%;height:75vh;border:1px solid #dde4e4;background:#fff}
        pre{white-space:pre-wrap;background:#fff;padding:1rem}
        """;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All);

    public IResult List(HttpRequest request)
    {
        var (rows, mails) = (new StringBuilder(), outbox.Newest(Newest));
        request.HttpContext.Shows(Readers(mails));
        foreach (var mail in mails)
        {
            rows.Append($"<tr><td>{E(mail.Date)}</td><td>{E(mail.To)}</td>")
                .Append($"<td><a href=\"{E(Here(request, "/" + mail.SendId))}\">{E(mail.Subject)}</a></td></tr>");
        }
        var table = rows.Length == 0
            ? "<p>No mail yet. / まだメールはありません。</p>"
            : $"<table><tr><th>Date</th><th>To</th><th>Subject</th></tr>{rows}</table>";
        return Page(request, "Outbox / 送信箱", table);
    }

    public IResult Mail(HttpRequest request, string sendId)
    {
        if (outbox.Read(sendId) is not { } mail)
            return Problems.NotFound("There is no such mail.", "Open GET /api/outbox for those there are.");
        request.HttpContext.Shows(Readers([mail]));
        if (request.Query["part"] == "html")
        {
            request.HttpContext.Response.Headers.XFrameOptions = "SAMEORIGIN";
            request.HttpContext.Response.Headers.ContentSecurityPolicy =
                "sandbox allow-top-navigation-by-user-activation allow-popups; "
                + "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
            // The pages behind a mail's links let nobody frame them: they open in place of the whole page.
            return Answers.Html(
                mail.Html.Replace("<head>", "<head><base target=\"_top\">", StringComparison.OrdinalIgnoreCase));
        }
        var headers = string.Concat(
            mail.Headers.Select(header => $"<tr><th>{E(header.Key)}</th><td>{E(header.Value)}</td></tr>"));
        var frame = Here(request, "") + (request.QueryString.HasValue ? "&" : "?") + "part=html";
        return Page(request, mail.Subject,
            $"<table>{headers}</table><h2>HTML</h2><iframe title=\"HTML\" src=\"{E(frame)}\"></iframe>"
            + $"<h2>Text</h2><pre>{E(mail.Text)}</pre>");
    }

    private IEnumerable<string> Readers(IEnumerable<OutboxMail> mails) =>
        mails.Select(mail => MailAddress.TryCreate(mail.To, out var to) ? EmailAddress.Parse(to.Address, out _) : null)
            .OfType<EmailAddress>().Select(ids.Of);

    private IResult Page(HttpRequest request, string title, string body)
    {
        var nonce = chance.NewId();
        request.HttpContext.Response.Headers.ContentSecurityPolicy =
            SitePages.ContentSecurityPolicy(nonce)
                .Replace("default-src 'none';", "default-src 'none'; frame-src 'self';", StringComparison.Ordinal);
        request.HttpContext.Response.Headers["Referrer-Policy"] = "no-referrer";
        return Answers.Html($"""
            <!doctype html><html lang="en"><meta charset="utf-8">
            <meta name="viewport" content="width=device-width,initial-scale=1">
            <title>{E(title)}</title><style nonce="{nonce}">{Style}</style><h1>{E(title)}</h1>{body}</html>
            """);
    }

    private static string Here(HttpRequest request, string below) =>
        $"{request.PathBase}{request.Path}".TrimEnd('/') + below + request.QueryString;

    private static string E(string text) => Encoder.Encode(text);
}
