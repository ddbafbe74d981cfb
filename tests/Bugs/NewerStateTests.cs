using System.Text.RegularExpressions;
using Azure.Data.Tables;
using LeadScoring.Storage;
using LeadScoring.Tests.Journeys;
using Microsoft.Extensions.DependencyInjection;

namespace LeadScoring.Tests.Bugs;

/// <summary>
/// What a newer program had packed was answered as a request that could not be read, by an old one that still ran.
/// </summary>
public sealed partial class NewerStateTests
{
    [Fact]
    public async Task State_that_cannot_be_unpacked_is_no_fault_of_the_caller()
    {
        await using var brand = await Brand.OpenAsync();
        await brand.PostAsync("/api/reactions", new
        {
            reactions = new[]
            {
                new
                {
                    id = "r-1", email = "taro@example.jp", type = "quote", product = "car",
                    occurredAt = brand.Services.GetRequiredService<TimeProvider>().GetUtcNow(),
                },
            },
        });
        await brand.SettleAsync();
        var lead = await brand.FindAsync("taro@example.jp");
        var leads = brand.Services.GetRequiredService<Tables>().Leads;
        var rows = await leads.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {(string)lead["leadId"]!}")).ToListAsync();
        var state = rows.Single(row => Counts().IsMatch(Rows.Text(row)));
        state["d0"] = Counts().Replace(Rows.Text(state), "$1/w==$2"); // a format of 255
        await leads.UpdateEntityAsync(state, state.ETag, TableUpdateMode.Replace);

        var problem = await brand.GetAsync($"/api/leads/{lead["leadId"]}", 500);

        Assert.Equal("Something went wrong on our side.", (string?)problem["title"]);
    }

    [GeneratedRegex("(\"counts\":\")[^\"]*(\")")]
    private static partial Regex Counts();
}
