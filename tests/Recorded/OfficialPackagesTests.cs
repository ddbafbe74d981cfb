using LeadScoring.Tests.Conventions;

namespace LeadScoring.Tests.Recorded;

/// <summary>
/// The official packages can take the place of the stand-ins. They are not on every feed, so what is held against the
/// app is their public API, recorded from their sources.
/// </summary>
public sealed class OfficialPackagesTests(RecordedApi recorded) : IClassFixture<RecordedApi>
{
    private static readonly string[] Namespaces =
        ["Azure.Data.Tables", "Microsoft.Azure.Functions.Worker", "Microsoft.Extensions.Hosting", "SendGrid"];

    /// <summary>The app uses of its stand-ins only what the packages have too.</summary>
    [Fact]
    public void The_app_without_its_stand_ins_compiles_against_the_packages_api() =>
        Assert.True(recorded.ExitCode == 0, recorded.Output);

    [Fact]
    public void A_stand_in_declares_nothing_that_its_package_does_not() =>
        Offenders.None(StandIns().SelectMany(Signatures.Of)
            .Except(recorded.Load().GetExportedTypes().SelectMany(Signatures.Of)));

    [Fact]
    public void Every_type_of_the_record_has_a_stand_in_so_that_none_is_kept_for_nothing() =>
        Offenders.None(recorded.Load().GetExportedTypes().Select(type => type.FullName)
            .Except(StandIns().Select(type => type.FullName)));

    [Fact]
    public void All_stand_ins_are_looked_at() =>
        Assert.True(StandIns().Count() > 40, string.Join('\n', StandIns()));

    private static IEnumerable<Type> StandIns() => typeof(Program).Assembly.GetExportedTypes().Where(type =>
        Namespaces.Any(place => $"{type.Namespace}.".StartsWith($"{place}.", StringComparison.Ordinal)));
}
