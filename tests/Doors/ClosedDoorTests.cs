using System.Net.Http.Headers;
using System.Text;

namespace LeadScoring.Tests.Doors;

[Collection(nameof(OpenDoors))]
public sealed class ClosedDoorTests(OpenDoors doors)
{
    private const string Launch = "/api/campaigns/car-launch-2026/entries";

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("the-key-of-the-testz")]
    [InlineData("鍵")]
    public async Task A_wrong_key_opens_nothing(string? key)
    {
        using var byHeader = new HttpRequestMessage(HttpMethod.Get, "/api/leads");
        if (key is not null) byHeader.Headers.Add("x-functions-key", Uri.EscapeDataString(key));
        using var header = await doors.Anybody.SendAsync(byHeader);
        using var query = await doors.Anybody.GetAsync("/api/leads?code=" + key);

        Assert.Contains("x-functions-key", (await Refused.ReadAsync(header, 401)).Detail, StringComparison.Ordinal);
        await Refused.ReadAsync(query, 401);
    }

    [Fact]
    public async Task The_key_opens_in_the_address_too()
    {
        using var answer = await doors.Anybody.GetAsync("/api/leads?code=the-key-of-the-tests");

        Assert.True(answer.IsSuccessStatusCode);
    }

    [Theory]
    [InlineData("GET", Launch, "POST")]
    [InlineData("PUT", Launch, "POST")]
    [InlineData("DELETE", "/api/leads", "GET")]
    [InlineData("PUT", "/api/opt-in/x", "GET, HEAD, POST")]
    [InlineData("DELETE", "/api/unsubscribe/x", "GET, HEAD, POST")]
    [InlineData("HEAD", "/api/leads", "GET")]
    public async Task A_wrong_method_is_405_and_says_which_are_right(string method, string path, string allowed)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var answer = await doors.Sales.SendAsync(request);

        if (method != "HEAD") await Refused.ReadAsync(answer, 405);
        Assert.Equal(405, (int)answer.StatusCode);
        Assert.All(allowed.Split(", "), right => Assert.Contains(right, answer.Content.Headers.Allow));
    }

    [Theory]
    [InlineData("/api/nothing")]
    [InlineData("/api/campaigns/a/b/entries")]
    [InlineData("/nothing")]
    public async Task An_address_without_a_door_is_404(string path)
    {
        using var answer = await doors.Sales.GetAsync(path);

        await Refused.ReadAsync(answer, 404);
    }

    [Theory]
    [InlineData(Launch, "application/json", 64)]
    [InlineData(Launch, "application/x-www-form-urlencoded", 64)]
    [InlineData(Launch, "multipart/form-data; boundary=x", 64)]
    [InlineData("/api/opt-in/x", "application/x-www-form-urlencoded", 4)]
    public async Task A_body_of_2_MB_is_413(string path, string type, int limitKb) =>
        await TooLargeAsync(path, type, 2 * 1024 * 1024, chunked: false, limitKb);

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task A_body_that_does_not_tell_its_length_is_measured_as_it_comes(string type) =>
        await TooLargeAsync(Launch, type, 70 * 1024, chunked: true, 64);

    [Theory]
    [InlineData("/api/reactions")]
    [InlineData("/api/purchases")]
    public async Task A_call_beyond_12_MB_is_413(string path) =>
        await TooLargeAsync(path, "application/json", 13 * 1024 * 1024, chunked: false, 12288);

    private async Task TooLargeAsync(string path, string type, int bytes, bool chunked, int limitKb)
    {
        var body = Encoding.ASCII.GetBytes(
            "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n" + new string(' ', bytes));
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        request.Headers.TransferEncodingChunked = chunked;
        request.Headers.ExpectContinue = !chunked; // the server may hang up on what it did not ask for
        using var answer = await doors.Sales.SendAsync(request);

        Assert.StartsWith(
            $"This door takes at most {limitKb} kB", (await Refused.ReadAsync(answer, 413)).Detail,
            StringComparison.Ordinal);
        await doors.NothingWasStoredAsync();
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=x",
        "--x\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\na@example.jp")]
    [InlineData("multipart/form-data; boundary=x", "--y--")]
    [InlineData("multipart/form-data", "email=a@example.jp")]
    public async Task A_form_that_is_cut_off_is_400(string type, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Launch) { Content = new StringContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var answer = await doors.Anybody.SendAsync(request);

        Assert.Equal("The request could not be read.", (await Refused.ReadAsync(answer, 400)).Title);
        await doors.NothingWasStoredAsync();
    }

    [Fact]
    public async Task A_page_that_asked_for_a_form_with_a_thousand_fields_is_refused()
    {
        var fields = Enumerable.Range(0, 2000).Select(n => new KeyValuePair<string, string>($"attributes.a{n}", "x"));
        using var answer = await doors.Anybody.PostAsync(
            Launch, new FormUrlEncodedContent(fields.Append(new("email", "a@example.jp"))));

        await Refused.ReadAsync(answer, 400);
        await doors.NothingWasStoredAsync();
    }
}
