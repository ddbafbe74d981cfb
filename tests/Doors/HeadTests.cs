namespace LeadScoring.Tests.Doors;

/// <summary>Scanners ask with HEAD first: they are answered as GET is, without the body, and nothing happens.</summary>
[Collection(nameof(OpenDoors))]
public sealed class HeadTests(OpenDoors doors)
{
    [Theory]
    [InlineData("/api/opt-in/x", 404)]
    [InlineData("/api/unsubscribe/x", 404)]
    [InlineData("/api/pages/ja", 200)]
    [InlineData("/api/pages/thanks?locale=en", 200)]
    [InlineData("/api/health", 200)]
    public async Task Head_is_answered_like_get_without_a_body(string path, int status)
    {
        using var get = await doors.Anybody.GetAsync(path);
        using var head = await doors.Anybody.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));

        Assert.Equal((status, status), ((int)get.StatusCode, (int)head.StatusCode));
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("/api/opt-in/x", "text/html")]
    [InlineData("/api/opt-in/x", "*/*")]
    [InlineData("/api/pages/ja", "*/*")]
    [InlineData("/api/leads", "*/*")]
    [InlineData("/api/leads?code=the-key-of-the-tests&format=csv", "*/*")]
    [InlineData("/api/outbox?code=the-key-of-the-tests", "*/*")]
    public async Task Every_answer_keeps_its_address_to_itself(string path, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var answer = await doors.Anybody.SendAsync(request);

        Assert.Contains(Header("Referrer-Policy"), new[] { "no-referrer", "same-origin" });
        Assert.Equal("no-store", Header("Cache-Control"));
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("DENY", Header("X-Frame-Options"));
        Assert.Contains("frame-ancestors 'none'", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", Header("Content-Security-Policy"), StringComparison.Ordinal);

        string Header(string name) => Assert.Single(answer.Headers.GetValues(name));
    }
}
