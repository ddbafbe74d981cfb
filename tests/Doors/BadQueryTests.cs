using System.Buffers.Text;
using System.Text;

namespace LeadScoring.Tests.Doors;

[Collection(nameof(OpenDoors))]
public sealed class BadQueryTests(OpenDoors doors)
{
    private const string Lead = "/api/leads/0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("/api/leads?stagee=new", "stagee", "Is not a parameter here: there are product, minScore, ")]
    [InlineData("/api/leads?product=boat", "product", "Must be one of car, camper, but is 'boat'.")]
    [InlineData("/api/leads?product=car&product=camper", "product", "Must be given once.")]
    [InlineData("/api/leads?minScore=high", "minScore", "Must be a number from 0 to 100, but is 'high'.")]
    [InlineData("/api/leads?minScore=101", "minScore", "Must be a number from 0 to 100")]
    [InlineData("/api/leads?minScore=NaN", "minScore", "Must be a number from 0 to 100")]
    [InlineData("/api/leads?minScore=3,5", "minScore", "Must be a number from 0 to 100")]
    [InlineData("/api/leads?stage=hot", "stage", "Must be one of new, aware, considering, ready, but is 'hot'.")]
    [InlineData("/api/leads?class=royal", "class",
        "Must be one of first-time, toddler, steady, trend, loyal, but is 'royal'.")]
    [InlineData("/api/leads?campaign=boat-2026", "campaign", "Must be one of ")]
    [InlineData("/api/leads?changedSince=yesterday", "changedSince", "Must be a time like 2026-11-22T09:30:00Z")]
    [InlineData("/api/leads?changedSince=2026-11-22T09:30:00+09:00", "changedSince",
        "a + in an address is written %2B")]
    [InlineData("/api/leads?changedSince=0001-01-01T00:00:00%2B09:00", "changedSince", "Must be a time like")]
    [InlineData("/api/leads?top=0", "top", "Must be a whole number from 1 to 1000, but is '0'.")]
    [InlineData("/api/leads?top=1.5", "top", "Must be a whole number from 1 to 1000, but is '1.5'.")]
    [InlineData("/api/leads?top=99999999999", "top", "Must be a whole number from 1 to 1000")]
    [InlineData("/api/leads?format=csv&top=10001", "top", "Must be a whole number from 1 to 10000, but is '10001'.")]
    [InlineData("/api/leads?format=xml", "format", "Must be one of json, csv, but is 'xml'.")]
    [InlineData("/api/leads?lang=fr", "lang", "Must be one of ja, en, but is 'fr'.")]
    [InlineData("/api/leads?cursor=x", "cursor", "Is not a cursor of this list")]
    [InlineData("/api/leads?cursor=%F0%9F%98%80", "cursor", "Is not a cursor of this list")]
    [InlineData(Lead + "?produkt=car", "produkt", "Is not a parameter here: there are product, lang, since.")]
    [InlineData(Lead + "?product=boat", "product", "Must be one of car, camper, but is 'boat'.")]
    [InlineData("/api/insights/classes", "product", "Is required, one of car, camper.")]
    [InlineData("/api/insights/classes?product=car&asOf=2026-02-30", "asOf",
        "Must be a date like 2026-11-22, but is '2026-02-30'.")]
    [InlineData("/api/insights/classes?product=car&day=2026-02-03", "day",
        "Is not a parameter here: there are product, asOf.")]
    [InlineData(
        "/api/insights/alerts?kind=bell", "kind", "Must be one of reaction, drop, hotAgain, contact, but is 'bell'.")]
    [InlineData("/api/insights/alerts?open=maybe", "open", "Must be one of true, false, but is 'maybe'.")]
    [InlineData("/api/insights/alerts?top=201", "top", "Must be a whole number from 1 to 200, but is '201'.")]
    [InlineData("/api/insights/alerts?since=today", "since", "Must be a time like")]
    [InlineData("/api/insights/alerts?leadId=1", "leadId",
        "Is not a parameter here: there are product, kind, open, since, top, cursor, lang.")]
    public async Task A_parameter_with_a_mistake_is_named(string path, string field, string remedy)
    {
        using var answer = await doors.Sales.GetAsync(path);

        (await Refused.ReadAsync(answer, 400)).Names(field, remedy);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"filters\":\"x\",\"after\":null}")]
    [InlineData("{\"filters\":\"x\",\"after\":{\"car\":null}}")]
    [InlineData("{\"filters\":\"x\",\"after\":{\"car\":5}}")]
    [InlineData("{\"filters\":\"x\",\"after\":{\"car\":\"a|b\"}}")]
    [InlineData("{\"filters\":\"x\",\"after\":{\"car\":\"' or PartitionKey ne '\"}}")]
    public async Task A_forged_cursor_is_refused(string forged)
    {
        using var answer = await doors.Sales.GetAsync(
            "/api/leads?cursor=" + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(forged)));

        (await Refused.ReadAsync(answer, 400))
            .Names("cursor", "Is not a cursor of this list: leave it out to begin at the top.");
    }

    [Theory]
    [InlineData("x", "Is not a cursor of this list")]
    [InlineData("b36caccc|1|a|b", "Is not a cursor of this list")]
    [InlineData("b36caccc|9223372036854775808|0123456789abcdef0123456789abcdef|0123456789abcdef0123456789abcdef",
        "Is not a cursor of this list")]
    [InlineData("b36caccc|0000000000000000000|0123456789abcdef0123456789abcdef|0123456789abcdef0123456789abcdef",
        "Is not a cursor of this list")]
    [InlineData("b36caccc|8583372036854775807|0123456789abcdef0123456789abcdef|' or PartitionKey ne 'x",
        "Is not a cursor of this list")]
    [InlineData("ffffffff|8583372036854775807|0123456789abcdef0123456789abcdef|0123456789abcdef0123456789abcdef",
        "Belongs to another list")]
    public async Task A_forged_cursor_of_the_alerts_is_refused(string forged, string remedy)
    {
        using var answer = await doors.Sales.GetAsync(
            "/api/insights/alerts?cursor=" + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(forged)));

        (await Refused.ReadAsync(answer, 400)).Names("cursor", remedy);
    }

    [Theory]
    [InlineData("{}", "by", "Is required.")]
    [InlineData("{\"by\":\" \"}", "by", "Is required.")]
    [InlineData("{\"by\":\"Sato\",\"at\":1}", "at", "Is not a known field: the fields here are by, note.")]
    public async Task An_acknowledgement_with_a_mistake_is_refused(string body, string field, string remedy)
    {
        using var answer = await doors.Sales.PostAsync(
            "/api/insights/alerts/nothing/acknowledge", OpenDoors.Json(body));

        (await Refused.ReadAsync(answer, 400)).Names(field, remedy);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("0123456789abcdef0123456789abcdef-0123456789abcdef0123456789abcdef")]
    [InlineData("0123456789abcdef0123456789abcdef-")]
    [InlineData("hanako%40example.jp")]
    public async Task An_alert_that_is_not_there_is_404(string id)
    {
        using var answer = await doors.Sales.PostAsync(
            $"/api/insights/alerts/{id}/acknowledge", OpenDoors.Json("{\"by\":\"Sato\"}"));

        Assert.Equal("There is no such alert.", (await Refused.ReadAsync(answer, 404)).Title);
    }

    [Theory]
    [InlineData("{\"email\":\"hanako\"}", "email", "Must be a mail address")]
    [InlineData("{}", "email", "Is required.")]
    [InlineData("x", "", "Not valid JSON at line 1, byte 1")]
    public async Task A_search_with_a_mistake_is_refused(string body, string field, string remedy)
    {
        using var answer = await doors.Sales.PostAsync("/api/leads/find", OpenDoors.Json(body));

        (await Refused.ReadAsync(answer, 400)).Names(field, remedy);
    }

    [Theory]
    [InlineData(Lead)]
    [InlineData("/api/leads/0123456789ABCDEF0123456789ABCDEF")]
    [InlineData("/api/leads/hanako%40example.jp")]
    public async Task A_lead_that_is_not_there_is_404(string path)
    {
        using var answer = await doors.Sales.GetAsync(path);

        Assert.Equal("There is no such lead.", (await Refused.ReadAsync(answer, 404)).Title);
    }
}
