using LeadScoring.Access;
using LeadScoring.Tests.Journeys;
using LeadScoring.Tests.Rights;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeadScoring.Tests.Access;

/// <summary>What one process does to a key holds in all of them: here two that share a store.</summary>
public sealed class KeysElsewhereTests
{
    [Fact]
    public async Task A_key_made_rotated_and_revoked_in_one_process_is_so_in_the_other()
    {
        await using var brand = await Brand.OpenAsync();
        var watch = new StopWatch();
        var other = Elsewhere(brand, watch);
        var made = await brand.PostAsync("/api/keys", new { name = "shop", scopes = new[] { "read" } }, 201);
        var old = (string)made["key"]!;
        Assert.Equal(KnockProblem.None, await KnockAsync(other, old));

        var rotated = await brand.PostAsync($"/api/keys/{made["id"]}/rotate", new { grace = "PT1H" }, 200);
        var @new = (string)rotated["key"]!;
        Assert.Equal(KnockProblem.None, await KnockAsync(other, @new)); // at once
        Assert.Equal(KnockProblem.None, await KnockAsync(other, old));

        using (await brand.Http.DeleteAsync($"/api/keys/{made["id"]}")) { }
        Assert.Equal(KnockProblem.Revoked, await KnockAsync(brand.Services.GetRequiredService<Callers>(), @new));
        Assert.Equal(KnockProblem.None, await KnockAsync(other, @new)); // believed for as long as the README says
        watch.Pass(KeyPace.Usual.MaxAge);
        Assert.Equal(KnockProblem.Revoked, await KnockAsync(other, @new));
        Assert.Equal(KnockProblem.Revoked, await KnockAsync(other, old));
    }

    [Fact]
    public async Task Who_signed_out_in_one_process_is_out_in_the_other_in_a_while()
    {
        await using var brand = await Brand.OpenAsync();
        var watch = new StopWatch();
        var (here, there) = (SignInsOf(brand, watch), SignInsOf(brand, watch));
        var cookie = here.Make("a1", "0123456789abcdef", TimeProvider.System.GetUtcNow().AddHours(1));
        Assert.NotNull(await there.FindAsync(cookie, default));

        await here.EndAsync(cookie, default);

        Assert.Null(await here.FindAsync(cookie, default));
        watch.Pass(KeyPace.Usual.MaxAge);
        Assert.Null(await there.FindAsync(cookie, default));
    }

    private static Callers Elsewhere(Brand brand, StopWatch watch)
    {
        var services = brand.Services;
        return new Callers(
            services.GetRequiredService<AdminKey>(),
            new KeyStore(brand.Tables(), KeyPace.Usual, watch, NullLogger<KeyStore>.Instance),
            services.GetRequiredService<EntraTokens>(), SignInsOf(brand, watch), watch);
    }

    private static SignInStore SignInsOf(Brand brand, StopWatch watch) => new(
        brand.Services.GetRequiredService<SignIns>(), brand.Tables(), KeyPace.Usual,
        brand.Services.GetRequiredService<Chance>(), watch);

    private static async Task<KnockProblem> KnockAsync(Callers callers, string key) =>
        (await callers.ByKeyAsync(key, default)).Problem;

    /// <summary>Runs when it is told to.</summary>
    private sealed class StopWatch : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Pass(TimeSpan span) => _ticks += span.Ticks;
    }
}
