using System.Net.Http.Json;
using Azure.Data.Tables;
using LeadScoring.Access;
using LeadScoring.Storage;
using LeadScoring.Tests.Conventions;
using LeadScoring.Tests.Rights;

namespace LeadScoring.Tests.Access;

/// <summary>What holds for whatever door is added: it is knocked at here without anybody listing it.</summary>
public sealed class EveryDoorTests
{
    [Fact]
    public async Task Whatever_door_tells_of_a_person_notes_that_it_did()
    {
        await using var person = await FamousPerson.OpenAsync();

        var seen = await person.LookThroughAsync(person.Brand.Http);

        var tells = seen.Where(look => look.Body.Contains(FamousPerson.Email, StringComparison.OrdinalIgnoreCase)
            || look.Body.Contains(FamousPerson.Name, StringComparison.Ordinal)
            || look.Body.Contains(person.LeadId, StringComparison.Ordinal)).Select(look => look.Door).ToHashSet();
        var noted = await person.Brand.Tables().Audit.QueryAsync<TableEntity>(AuditIndex.HoursBehind(""))
            .Select(Rows.Body<Reading>)
            .Where(reading => reading.LeadIds.Contains(person.LeadId)).Select(reading => reading.Door).ToListAsync();
        Offenders.None(tells.Except(noted).Except(["ShowAudit"])); // which tells whose data was shown, by id
        Offenders.None(new[]
        {
            "ListLeads", "FindLead", "GetLead", "ExportLead", "AlertInsight", "Outbox", "OutboxMail", "PreviewStep",
            "Draw", "RecordConsent", "ListChanges", "ClaimLead", "RecordOutcome", "RecordCall", "AssignLeads",
        }.Except(tells));
    }

    [Fact]
    public async Task A_sensitive_answer_leaves_by_no_door_to_who_may_not_see_it()
    {
        await using var person = await FamousPerson.OpenAsync();
        using var without = await HolderAsync(person, "read", "work", "ingest");
        using var with = await HolderAsync(person, "read", "sensitive");

        var masked = await person.LookThroughAsync(without);
        var open = await person.LookThroughAsync(with);

        Offenders.None(masked.Where(look => look.Path.Contains("attribute.budget", StringComparison.Ordinal)
            && look.Body.Contains(person.LeadId, StringComparison.Ordinal)).Select(look => look.Path));
        Offenders.None(masked.Where(look => look.Body.Contains(FamousPerson.Budget, StringComparison.Ordinal))
            .Select(look => look.Path));
        var told = open.Where(look => look.Body.Contains(FamousPerson.Budget, StringComparison.Ordinal))
            .Select(look => look.Door).ToHashSet();
        Offenders.None(new[] { "ListLeads", "FindLead", "GetLead" }.Except(told));
        Assert.Contains(masked, look => look.Door == "GetLead"
            && look.Body.Contains("\"masked\":[\"budget\"]", StringComparison.Ordinal)
            && look.Body.Contains("その他の回答（×1.2）", StringComparison.Ordinal)
            && look.Body.Contains("{\"attribute\":null,\"value\":null,\"factor\":1.2}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_may_not_see_an_answer_cannot_narrow_a_list_by_it()
    {
        await using var person = await FamousPerson.OpenAsync();
        using var without = await HolderAsync(person, "read");

        using var answer = await without.GetAsync($"/api/leads?attribute.budget={FamousPerson.Budget}");

        Assert.Contains("sensitive", (await Doors.Refused.ReadAsync(answer, 403)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_view_by_a_sensitive_answer_is_not_there_for_who_may_not_see_it()
    {
        await using var person = await FamousPerson.OpenAsync();
        using var without = await HolderAsync(person, "read", "work");
        var rich = new
        {
            name = "Rich", filters = new Dictionary<string, string>
            {
                ["attribute.budget"] = FamousPerson.Budget,
            }
        };
        using (var saved = await person.Brand.Http.PutAsJsonAsync("/api/views/rich", rich))
            Assert.True(saved.IsSuccessStatusCode);

        Assert.Equal("""{"views":[]}""", await without.GetStringAsync("/api/views"));
        using var shown = await without.GetAsync("/api/views/rich");
        using var replaced = await without.PutAsJsonAsync(
            "/api/views/rich", new { name = "All", filters = new { product = "car" } });
        using var removed = await without.DeleteAsync("/api/views/rich");
        foreach (var refused in new[] { shown, replaced, removed }) await Doors.Refused.ReadAsync(refused, 403);
        Assert.Single((await person.Brand.GetAsync("/api/views"))["views"]!.AsArray());
    }

    private static async Task<HttpClient> HolderAsync(FamousPerson person, params string[] scopes)
    {
        var made = await person.Brand.PostAsync("/api/keys", new { name = "x", scopes }, 201);
        var http = new HttpClient { BaseAddress = person.Brand.Http.BaseAddress };
        http.DefaultRequestHeaders.Add("x-functions-key", (string)made["key"]!);
        return http;
    }
}
