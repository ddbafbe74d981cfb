using LeadScoring.Mail;
using LeadScoring.Publishing;
using LeadScoring.RollOut;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.RollOut;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LeadScoring.Tests.Bugs;

/// <summary>
/// Between the claim of a mail and its handing over somebody may have paused, so that is looked up. Where a newer
/// program brought its rules into force in that moment, the look failed, and the mail was lost though nobody was asked
/// to take it.
/// </summary>
public sealed class LookAfterTheClaimTests
{
    [Fact]
    public async Task A_mail_that_was_claimed_in_the_moment_in_which_newer_rules_came_goes_once()
    {
        var door = new Door();
        await using var brand = await Brand.OpenAsync("2027-02-01T00:00:00Z", builder =>
        {
            Rulebook.Quick(builder);
            builder.Services.Replace(ServiceDescriptor.Singleton<IMailDelivery>(door));
        });
        const string email = "taro@example.jp";
        await brand.PostAsync("/api/reactions", new
        {
            reactions = new[]
            {
                new { id = "r", email, type = "page-view", product = "car", occurredAt = "2027-01-31T23:00:00Z" },
            },
        });
        await brand.PostAsync("/api/consents", new
        {
            consents = new[]
            {
                new
                {
                    email, channel = "email", grantedAt = "2027-01-30T00:00:00Z", how = "paper form",
                    wordingVersion = "2027-01", proof = "sheet 7",
                },
            },
        });
        var rules = brand.Services.GetRequiredService<RulesStore>();
        var known = (await rules.StateAsync(default))!;
        door.OnceAsked = () => PublishUnreadableAsync(rules).GetAwaiter().GetResult();

        await brand.TravelAsync(new { now = "2027-02-02T03:00:00Z" });
        await rules.ChangeAsync(_ => known, default);
        await Task.Delay(TimeSpan.FromMilliseconds(100));
        await brand.AdvanceAsync("P6D");

        Assert.Equal(1, door.Taken);
        var list = await brand.GetAsync("/api/insights/sends/list?scenario=car-new&status=sent");
        Assert.Equal("welcome", (string?)Assert.Single(list["sends"]!.AsArray())!["step"]);
    }

    private static async Task PublishUnreadableAsync(RulesStore rules)
    {
        var text = Rulebook.Version(2, version => version["ofANewerProgram"] = 1).ToJsonString();
        var newer = RulesVersion.Of(2, text, "Sato", null, PublishNote.Api, DateTimeOffset.UnixEpoch);
        await rules.TryAddAsync(newer, default);
        await rules.ChangeAsync(state => state.Announce(2).PutInForce(2), default);
        await Task.Delay(TimeSpan.FromMilliseconds(100));
    }

    /// <summary>Takes every mail; before the first, something happens.</summary>
    private sealed class Door : IMailDelivery
    {
        private Action? _onceAsked;
        private int _taken;

        public Action OnceAsked { set => _onceAsked = value; }

        public int Taken => _taken;

        public TimeSpan? ClosedFor
        {
            get
            {
                Interlocked.Exchange(ref _onceAsked, null)?.Invoke();
                return null;
            }
        }

        public Task<DeliveryReceipt> DeliverAsync(OutgoingMail mail, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _taken);
            return Task.FromResult(new DeliveryReceipt(mail.SendId));
        }
    }
}
