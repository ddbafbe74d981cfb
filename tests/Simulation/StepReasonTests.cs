using System.Reflection;
using System.Text.RegularExpressions;
using LeadScoring.Sending;
using LeadScoring.Simulation;
using LeadScoring.Tests.Conventions;
using LeadScoring.Tests.Publishing;

namespace LeadScoring.Tests.Simulation;

/// <summary>Why a planned step goes as it will, in words.</summary>
public sealed partial class StepReasonTests
{
    [Theory]
    [InlineData("case-2", "条件2に該当", "condition 2 holds")]
    [InlineData("case-study", "case-study", "case-study")]
    [InlineData("reaction-quote", "「見積り依頼」により終了", "ends with the reaction “Quote asked”")]
    [InlineData("reaction-gone", "「gone」により終了", "ends with the reaction “gone”")]
    [InlineData("bounced", "メール不達", "bounced")]
    [InlineData("in-conversation", "in-conversation", "in-conversation")]
    [InlineData("held out", "対照群のため", "held out for comparison")]
    public void A_code_is_said_in_both_languages(string code, string ja, string en) =>
        Assert.Equal(
            (ja, en),
            (StepReason.Of(code, SampleContent.Edition.Rules, "ja"),
                StepReason.Of(code, SampleContent.Edition.Rules, "en")));

    /// <summary>A new reason to wait, or not to send, needs its words.</summary>
    [Fact]
    public void Every_reason_of_a_delay_and_of_a_decision_has_its_words() =>
        Offenders.None(
            typeof(RightTime).GetFields(BindingFlags.Public | BindingFlags.Static)
                .Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)
                .Concat(SourceTree.Functions.Where(file => file.Path.EndsWith("StepRules.cs", StringComparison.Ordinal))
                    .SelectMany(file => Codes(file.Text)))
                .Where(code => !StepReason.Knows(code)));

    private static IEnumerable<string> Codes(string text) =>
        Code().Matches(text).Select(match => match.Groups[1].Value);

    [GeneratedRegex(@"(?<![$\w])""([a-z]+(?:-[a-z]+)+)""")]
    private static partial Regex Code();
}
