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
        var noted = await person.Brand.Tables().Audit.QueryAsync<TableEntity>().Select(Rows.Body<Reading>)
            .Where(reading => reading.LeadIds.Contains(person.LeadId)).Select(reading => reading.Door).ToListAsync();
        Offenders.None(tells.Except(noted).Except(["ShowAudit"])); // which tells whose data was shown, by id
        Offenders.None(new[]
        {
            "ListLeads", "FindLead", "GetLead", "ExportLead", "AlertInsight", "Outbox", "OutboxMail", "PreviewStep",
            "Draw",
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
            && look.Body.Contains("budget（×1.2）", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_may_not_see_an_answer_cannot_narrow_a_list_by_it()
    {
        await using var person = await FamousPerson.OpenAsync();
        using var without = await HolderAsync(person, "read");

        using var answer = await without.GetAsync($"/api/leads?attribute.budget={FamousPerson.Budget}");

        Assert.Contains("sensitive", (await Doors.Refused.ReadAsync(answer, 403)).Detail, StringComparison.Ordinal);
    }

    private static async Task<HttpClient> HolderAsync(FamousPerson person, params string[] scopes)
    {
        var made = await person.Brand.PostAsync("/api/keys", new { name = "x", scopes }, 201);
        var http = new HttpClient { BaseAddress = person.Brand.Http.BaseAddress };
        http.DefaultRequestHeaders.Add("x-functions-key", (string)made["key"]!);
        return http;
    }
}
