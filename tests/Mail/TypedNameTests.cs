using LeadScoring.Mail;

namespace LeadScoring.Tests.Mail;

public sealed class TypedNameTests
{
    [Theory]
    [InlineData("山田 花子")]
    [InlineData("Hanako Yamada")]
    [InlineData("J. R. O'Neill-Smith, Jr.")]
    [InlineData("ヤマダ・ハナコ")]
    [InlineData("Dr. Müller")]
    public void A_name_is_greeted(string name) => Assert.Equal(name, TypedName.InFirstMail(name));

    [Theory]
    [InlineData("Win at http://pwned.example")]
    [InlineData("win.pwned.example")]
    [InlineData("pwned。example")]
    [InlineData("call +81 90 1234")]
    [InlineData("me@pwned.example")]
    [InlineData("Hanako\nYou have won")]
    [InlineData("You have won a car, press the button below now")]
    public void More_than_a_name_is_left_out(string text) => Assert.Null(TypedName.InFirstMail(text));
}
