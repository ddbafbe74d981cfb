using System.Text.RegularExpressions;
using LeadScoring.Docs;
using LeadScoring.Tests.Journeys;

namespace LeadScoring.Tests.Conventions;

/// <summary>functions/requests.http is the journey a newcomer clicks through: here it is clicked through.</summary>
public sealed class RequestsHttpTests
{
    private readonly RequestFile _file = new(SourceTree.ReadText("functions/requests.http"));

    /// <summary>
    /// The whole journey; on the embedded store it is the examples' (<see cref="Docs.ExamplesTests"/>), and on the
    /// other one the contract's.
    /// </summary>
    /// <param name="store">Settings of the store.</param>
    /// <param name="before">May try a request in other forms, none of which changes anything.</param>
    /// <param name="after">Sees each request with its answer.</param>
    internal async Task ClickThroughAsync(
        IReadOnlyList<string> store, Func<RequestFile, HttpClient, FileRequest, string, Task>? before = null,
        Action<Exchange>? after = null)
    {
        await using var brand = await Brand.OpenAsync("2027-02-01T00:00:00Z", null, [.. store]);
        using var editor = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false })
        {
            BaseAddress = brand.Http.BaseAddress,
        };
        _file.Set("host", brand.Http.BaseAddress!.ToString().TrimEnd('/'));
        _file.Set("key", Brand.Key);
        var mails = 0;
        foreach (var request in _file.Requests)
        {
            if (request.Address.Contains("{{optInToken}}", StringComparison.Ordinal))
                _file.Set("optInToken", TokenOf(brand, 0, "opt-in"));
            if (request.Address.Contains("{{goToken}}", StringComparison.Ordinal))
                _file.Set("goToken", TokenOf(brand, 1, "go"));
            if (request.Address.Contains("{{preferencesToken}}", StringComparison.Ordinal))
                _file.Set("preferencesToken", TokenOf(brand, 1, "preferences"));
            if (request.Address.Contains("{{unsubscribeToken}}", StringComparison.Ordinal))
            {
                _file.Set("unsubscribeToken", TokenOf(brand, 1, "unsubscribe"));
                mails = MailsToHer(brand);
            }
            if (request.Method == "DELETE" && request.Address.EndsWith("leadId}}", StringComparison.Ordinal))
                await AssertSheWasLeftAloneAsync(brand, mails);
            var now = (string)(await brand.GetAsync("/api/dev/time"))["now"]!;
            if (before is not null) await before(_file, editor, request, now);
            var done = await _file.SendAsync(editor, request, now);
            Assert.True(
                done.Status == request.Promised, $"{request.Title}: {done.Status} instead of {request.Promised}");
            _file.Keep(done);
            after?.Invoke(done);
            await brand.SettleAsync();
        }
        Assert.Equal(0, MailsToHer(brand));
    }

    /// <summary>Before the file's last act, in which she is forgotten.</summary>
    private static async Task AssertSheWasLeftAloneAsync(Brand brand, int mails)
    {
        var hanako = await brand.FindAsync("hanako@example.jp");
        Assert.Equal("first-time", (string?)hanako["class"]);
        Assert.Equal("consent withdrawn", (string?)hanako["consents"]!["reason"]);
        Assert.Equal(mails, MailsToHer(brand));
    }

    // A single mail of the outbox has an address that only the outbox page knows.
    [Fact]
    public void Every_door_of_the_api_is_knocked_at() =>
        Offenders.None(FunctionList.Http.Where(
            door => door.Name != "OutboxMail" && !_file.Requests.Any(request => Leads(request, door))));

    private static int MailsToHer(Brand brand) =>
        brand.Mails().Count(mail => mail.To.Contains("hanako@example.jp", StringComparison.Ordinal));

    private static string TokenOf(Brand brand, int mail, string kind) =>
        Brand.Link(brand.Mails()[mail], kind).Split('/')[^1];

    private static bool Leads(FileRequest request, HttpFunction door)
    {
        var pattern = Regex.Replace(Regex.Escape("{{host}}/api/" + door.Route), @"\\\{\w+}", "[^/?]+");
        return door.Methods.Contains(request.Method.ToLowerInvariant())
            && Regex.IsMatch(request.Address, $@"^{pattern}(\?.*)?$");
    }
}
