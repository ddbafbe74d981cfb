namespace LeadScoring.Tests.Doors;

[Collection(nameof(OpenDoors))]
public sealed class BadEntryTests(OpenDoors doors)
{
    private const string Launch = "/api/campaigns/car-launch-2026/entries";

    [Theory]
    [InlineData("", "", "The body is empty")]
    [InlineData("{\"email\":\"a@example.jp\"", "", "Not valid JSON at line 1, byte 24")]
    [InlineData("[]", "", "Must be an object, but is an array.")]
    [InlineData("null", "", "Must be an object, but is null.")]
    [InlineData("{}", "email", "Is required.")]
    [InlineData("{\"email\":\"  \"}", "email", "Is required.")]
    [InlineData("{\"email\":5}", "email", "Must be text in quotes, but is a number.")]
    [InlineData("{\"email\":\"hanako\"}", "email", "Must be a mail address like name@example.jp.")]
    [InlineData("{\"email\":\"山田@example.jp\"}", "email", "Must be a mail address like name@example.jp.")]
    [InlineData("{\"email\":\"a@example.jp,b@example.jp\"}", "email", "Must be a mail address like name@example.jp.")]
    [InlineData("{\"email\":\"a@example.jp\\u0000\"}", "email", "Must not hold control characters.")]
    [InlineData("{\"email\":\"a\\ud83d@example.jp\"}", "", "escapes that are no text")]
    [InlineData("{\"\\uDE00\":1,\"email\":\"a@example.jp\"}", "", "escapes that are no text")]
    [InlineData("{\"email\":\"a@example.jp\",\"optIn\":\"yes\"}", "optIn", "Must be true or false, but is text.")]
    [InlineData("{\"email\":\"a@example.jp\",\"optIn\":{\"email\":1}}", "optIn.email",
        "Must be true or false, but is a number.")]
    [InlineData("{\"email\":\"a@example.jp\",\"optIn\":{\"phone\":true}}", "phone",
        "Is required when optIn.phone is true.")]
    [InlineData("{\"email\":\"a@example.jp\",\"phone\":\"call me\"}", "phone",
        "Must be a phone number like 03-1234-5678")]
    [InlineData("{\"email\":\"a@example.jp\",\"attributes\":[]}", "attributes", "Must be an object, but is an array.")]
    [InlineData("{\"email\":\"a@example.jp\",\"attributes\":{\"b!\":\"x\"}}", "attributes.b!",
        "Must be named with letters and digits")]
    [InlineData("{\"email\":\"a@example.jp\",\"attributes\":{\"b\":{}}}", "attributes.b",
        "Must be text in quotes, but is an object.")]
    [InlineData("{\"email\":\"a@example.jp\",\"source\":\"x\"}", "source", "Must be an object, but is text.")]
    [InlineData("{\"email\":\"a@example.jp\",\"source\":{\"utmSource\":1}}", "source.utmSource",
        "Must be text in quotes")]
    public async Task A_mistake_is_answered_with_its_field_and_the_remedy(string body, string field, string remedy)
    {
        using var answer = await doors.Anybody.PostAsync(Launch, OpenDoors.Json(body));

        (await Refused.ReadAsync(answer, 400)).Names(field, remedy);
        await doors.NothingWasStoredAsync();
    }

    [Theory]
    [InlineData("name", 100)]
    [InlineData("phone", 40)]
    [InlineData("entryId", 100)]
    [InlineData("visitorId", 100)]
    [InlineData("referralCode", 50)]
    public async Task A_text_that_is_too_long_is_told_its_limit(string field, int limit)
    {
        var body = $"{{\"email\":\"a@example.jp\",\"{field}\":\"{new string('1', limit + 1)}\"}}";
        using var answer = await doors.Anybody.PostAsync(Launch, OpenDoors.Json(body));

        (await Refused.ReadAsync(answer, 400))
            .Names(field, $"Must be at most {limit} characters, but has {limit + 1}.");
        await doors.NothingWasStoredAsync();
    }

    [Fact]
    public async Task All_mistakes_are_told_at_once()
    {
        using var answer = await doors.Anybody.PostAsync(
            Launch, OpenDoors.Json("{\"email\":\"x\",\"phone\":\"x\",\"optIn\":\"x\",\"name\":[]}"));

        Assert.Equal(["email", "name", "optIn", "phone"], (await Refused.ReadAsync(answer, 400)).Errors.Keys.Order());
    }

    [Fact]
    public async Task Bytes_that_are_not_utf8_are_refused()
    {
        byte[] shiftJis = [.. "{\"email\":\"a@example.jp\",\"name\":\""u8, 0x8E, 0x52, 0x93, 0x63, .. "\"}"u8];
        using var answer = await doors.Anybody.PostAsync(Launch, OpenDoors.Json(shiftJis));

        (await Refused.ReadAsync(answer, 400)).Names("", "send a JSON object in UTF-8");
        await doors.NothingWasStoredAsync();
    }

    [Fact]
    public async Task Nesting_without_end_is_refused()
    {
        var deep = "{\"email\":\"a@example.jp\",\"attributes\":" + new string('[', 20_000);
        using var answer = await doors.Anybody.PostAsync(Launch, OpenDoors.Json(deep));

        (await Refused.ReadAsync(answer, 400)).Names("", "Not valid JSON");
    }

    [Fact]
    public async Task A_campaign_that_is_not_there_is_404()
    {
        using var answer = await doors.Anybody.PostAsync(
            "/api/campaigns/boat-2026/entries", OpenDoors.Json("{\"email\":\"a@example.jp\"}"));

        Assert.Contains(
            "'boat-2026' is not among the campaigns", (await Refused.ReadAsync(answer, 404)).Detail,
            StringComparison.Ordinal);
        await doors.NothingWasStoredAsync();
    }

    [Fact]
    public async Task A_closed_campaign_is_409_and_says_when_it_is_open()
    {
        using var answer = await doors.Anybody.PostAsync(
            "/api/campaigns/car-preview-2025/entries", OpenDoors.Json("{\"email\":\"a@example.jp\"}"));

        Assert.Equal(
            "It takes entries from 2025-09-30T15:00:00Z until 2025-12-24T15:00:00Z.",
            (await Refused.ReadAsync(answer, 409)).Detail);
        await doors.NothingWasStoredAsync();
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("https://www.hoshikawa.example.evil.example")]
    [InlineData("null")]
    public async Task A_page_elsewhere_may_not_post(string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Launch)
        {
            Content = OpenDoors.Json("{\"email\":\"a@example.jp\"}"),
        };
        request.Headers.Add("Origin", origin);
        using var answer = await doors.Anybody.SendAsync(request);

        Assert.Contains("allowedOrigins", (await Refused.ReadAsync(answer, 403)).Detail, StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
        await doors.NothingWasStoredAsync();
    }
}
