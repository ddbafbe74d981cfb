using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Runtime.CustomHandler;

/// <summary>Queue and timer functions behind a Functions host, asked in its own words.</summary>
public sealed class EnvelopeTests
{
    private readonly Journal _journal = new();

    /// <summary>Recorded: the text <c>{"n":1,"s":"a\"b"}</c> on a queue, its fields among the metadata.</summary>
    private const string Golden = """
        {"Data":{"message":"\"{\\\"n\\\":1,\\\"s\\\":\\\"a\\\\\\\"b\\\"}\""},
         "Metadata":{"DequeueCount":"1",
           "ExpirationTime":"2026-11-29T00:11:50+00:00","Id":"\"4e773554-9f0b-4a4c-9d3d-2b6f3f0e8a11\"",
           "InsertionTime":"2026-11-22T00:11:50+00:00","NextVisibleTime":"2026-11-22T00:21:50+00:00",
           "PopReceipt":"\"AgAAAAMAAAA\"","n":"\"1\"","s":"\"a\\\"b\"",
           "sys":{"MethodName":"Worker","UtcNow":"2026-11-22T00:11:51Z","RandGuid":"0f9f66f4"}}}
        """;

    [Fact]
    public async Task A_message_arrives_as_it_was_sent()
    {
        await using var app = await StartAsync();

        using var answer = await PostAsync(app, "/Worker", Golden);

        await AssertSuccessAsync(answer);
        Assert.StartsWith("""{"n":1,"s":"a\"b"} """, Assert.Single(_journal.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wrapped twice", """ "\"{\\\"id\\\":\\\"星-7\\\",\\\"count\\\":3}\"" """)]
    [InlineData("wrapped once", """ "{\"id\":\"星-7\",\"count\":3}" """)]
    [InlineData("bare", """ {"id":"星-7","count":3} """)]
    public async Task A_record_is_read_however_it_is_wrapped(string how, string value)
    {
        await using var app = await StartAsync();

        using var answer = await PostAsync(app, "/Orders", $$"""{"Data":{"ORDER":{{value}} } }""");

        await AssertSuccessAsync(answer);
        Assert.True(_journal.Lines is ["星-7 x 3"], how);
    }

    [Fact]
    public async Task Fields_of_a_message_that_overwrite_the_metadata_change_nothing()
    {
        await using var app = await StartAsync();
        var text = """{"id":"real","count":1,"dequeueCount":99,"sys":{},"popReceipt":null}""";
        var polluted = JsonSerializer.Serialize(new
        {
            Data = new { order = JsonSerializer.Serialize(text) },
            Metadata = new { Id = "\"forged\"", DequeueCount = "\"99\"", sys = "forged" },
        });

        using var answer = await PostAsync(app, "/Orders", polluted);

        await AssertSuccessAsync(answer);
        Assert.Equal(["real x 1"], _journal.Lines);
    }

    [Theory]
    [InlineData("/Worker", """{"Data":{"message":"\"always fails\""}}""")]
    [InlineData("/Worker", """{"Data":{"message":null}}""")]
    [InlineData("/Worker", """{"Data":{}}""")]
    [InlineData("/Worker", "[]")]
    [InlineData("/Worker", "")]
    [InlineData("/Orders", """{"Data":{"order":"\"no JSON\""}}""")]
    [InlineData("/EachSecond", """{"Data":{"timer":"\"no timer\""}}""")]
    [InlineData("/Greet", """{"Data":{"request":{"Url":"http://example.com/api/greet/x","Method":"GET"}}}""")]
    public async Task Whatever_fails_is_a_failure_for_the_host_too(string path, string envelope)
    {
        await using var app = await StartAsync();

        using var answer = await PostAsync(app, path, envelope);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
    }

    [Fact]
    public async Task A_timer_is_told_its_schedule_in_UTC()
    {
        await using var app = await StartAsync();

        using var answer = await PostAsync(app, "/Chronicler", """
            {"Data":{"timer":{"Schedule":{"AdjustForDST":true},"IsPastDue":false,"ScheduleStatus":
              {"Last":"2026-11-22T00:00:00.01+00:00","Next":"2030-01-01T03:00:00+09:00",
               "LastUpdated":"0001-01-01T00:00:00"}}},
             "Metadata":{"sys":{"MethodName":"Chronicler"}}}
            """);

        await AssertSuccessAsync(answer);
        Assert.EndsWith(" 2029", Assert.Single(_journal.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_timer_without_a_monitor_has_no_status()
    {
        await using var app = await StartAsync();

        using var answer = await PostAsync(
            app, "/AtStart", """{"Data":{"timer":{"ScheduleStatus":null,"IsPastDue":true}}}""");

        await AssertSuccessAsync(answer);
        Assert.EndsWith("Z True", Assert.Single(_journal.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("leads.example.com")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:80")]
    [InlineData("localhost")]
    public async Task A_caller_from_outside_cannot_run_a_queue_or_timer_function(string host)
    {
        await using var app = await StartAsync();

        foreach (var path in new[] { "/Worker", "/worker", "/api/../Worker", "/Chronicler" })
        {
            using var answer = await PostAsync(app, path, Golden, host);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
        Assert.Empty(_journal.Lines);
    }

    [Fact]
    public async Task Requests_come_through_on_their_routes_under_the_public_name()
    {
        await using var app = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/greet/world")
        {
            Headers = { Host = "leads.example.com" },
        };

        using var answer = await app.Http.SendAsync(request);

        Assert.Equal("hello, GET world", await answer.Content.ReadAsStringAsync());
        Assert.Equal("Ready.", await app.Http.GetStringAsync("/"));
        using var hasty = await app.Http.GetAsync("/Worker");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, hasty.StatusCode);
    }

    [Fact]
    public async Task It_listens_where_the_host_asks_and_nowhere_else_whatever_else_is_set()
    {
        await using var app = await StartAsync(
            "--urls", "http://0.0.0.0:0", "--http_ports", "0", "--https_ports", "0",
            "--Kestrel:Endpoints:Other:Url=http://127.0.0.2:0");

        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;

        Assert.StartsWith("http://127.0.0.1:", Assert.Single(addresses), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_function_gives_up_before_the_host_would_kill_the_process()
    {
        await using var app = await StartAsync("--AzureFunctionsJobHost:functionTimeout=00:00:02");

        using var answer = await PostAsync(app, "/Worker", """{"Data":{"message":"\"slow\""}}""");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.DoesNotContain("slow has finished", _journal.Lines);
    }

    private Task<RunningApp> StartAsync(params string[] settings) => RunningApp.StartAsync(
        [
            typeof(SampleHttpFunctions), typeof(Worker), typeof(Orders), typeof(EachSecond), typeof(AtStart),
            typeof(Chronicler),
        ],
        builder => builder.Services.AddSingleton(_journal).AddScoped<ScopedMark>(),
        ["--FUNCTIONS_CUSTOMHANDLER_PORT=0", "--AzureWebJobsStorage=UseDevelopmentStorage=true", .. settings]);

    /// <summary>Chunked, as the host sends it.</summary>
    private static async Task<HttpResponseMessage> PostAsync(
        RunningApp app, string path, string envelope, string? host = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(envelope, Encoding.UTF8, "application/json"),
            Headers = { TransferEncodingChunked = true, Host = host },
        };
        request.Headers.Add("X-Azure-Functions-InvocationId", "8f0a4a2e-1c0d-4d52-9a77-70b2a1f6a001");
        return await app.Http.SendAsync(request);
    }

    private static async Task AssertSuccessAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(JsonValueKind.Object, body.RootElement.ValueKind);
    }
}
