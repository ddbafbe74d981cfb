using System.Reflection;
using LeadScoring.Tests.Conventions;
using LeadScoring.Tests.Journeys;
using Microsoft.AspNetCore.Http;

namespace LeadScoring.Tests.Bugs;

/// <summary>
/// Refusals without a place to fill in were made once and kept. The server writes each request's trace id into the
/// problem it sends, so of several at one instant some carried another's id, and now and then one was a 500.
/// </summary>
public sealed class SharedAnswerTests
{
    [Fact]
    public void No_answer_is_kept_for_the_next_request() => Offenders.None(
        from type in typeof(Program).Assembly.GetTypes()
        from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        where typeof(IResult).IsAssignableFrom(field.FieldType)
        select $"{type.Name}.{field.Name}");

    [Fact]
    public async Task Who_is_refused_at_the_same_instant_gets_an_answer_of_their_own()
    {
        await using var brand = await Brand.OpenAsync();

        for (var round = 0; round < 5; round++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ =>
            {
                using var answer = await brand.Http.GetAsync($"/api/leads/{new string('0', 32)}");
                return answer.StatusCode + await answer.Content.ReadAsStringAsync();
            }));

            Assert.All(answers, answer => Assert.StartsWith("NotFound", answer, StringComparison.Ordinal));
            Assert.Distinct(answers);
        }
    }
}
