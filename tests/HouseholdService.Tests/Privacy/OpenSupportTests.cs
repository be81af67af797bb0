using PovertyPlatform.Contracts;
using PovertyPlatform.Contracts.Support;
using PovertyPlatform.HouseholdServiceTests.Imports;
using PovertyPlatform.TestKit.Asserting;
using PovertyPlatform.TestKit.Hosting;

namespace PovertyPlatform.HouseholdServiceTests.Privacy;

/// <summary>The registry knows which support is open from what the support service tells, in whatever order it comes.</summary>
public sealed class OpenSupportTests(ImportHost host) : IClassFixture<ImportHost>
{
    [Fact]
    public async Task News_InAnyOrder_EndInTheNewestState()
    {
        var (household, first, second) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await host.Database.Tell(Granted(household, first, 2), Withdrawn(household, second, 2));
        await Eventually.Equals(2L, () => host.Scalar<long>("select count(*) from open_support where household_id = $1", household));
        Assert.Equal(first, await Open(household));

        // Older words change nothing; the mark behind them shows that they were heard.
        var mark = Guid.NewGuid();
        await host.Database.Tell(Withdrawn(household, first, 1), Granted(household, second, 1), Granted(mark, mark, 1), Withdrawn(mark, Guid.NewGuid(), 1));
        await Eventually.Equals(2L, () => host.Scalar<long>("select count(*) from open_support where household_id = $1", mark));
        Assert.Equal(first, await Open(household));

        await host.Database.Tell(Withdrawn(household, first, 3));
        await Eventually.Equals(0L, () => host.Scalar<long>("select count(*) from open_support where household_id = $1 and is_open", household));
    }

    private Task<Guid> Open(Guid household) => host.Scalar<Guid>("select max(grant_id::text)::uuid from open_support where household_id = $1 and is_open having count(*) = 1", household);

    private static EligibilityGranted Granted(Guid household, Guid grant, long version) => new(
        Guid.NewGuid(), DateTimeOffset.UtcNow, grant, version, "15", "04492", household, "CR-POOR", "1", ["class-poor"], PovertyClass.Poor, Guid.NewGuid(), "12/QĐ-UBND",
        new DateOnly(2025, 12, 1), new DateOnly(2026, 1, 1), null, 100_000_000, 660, 120);

    private static EligibilityWithdrawn Withdrawn(Guid household, Guid grant, long version) => new(
        Guid.NewGuid(), DateTimeOffset.UtcNow, grant, version, "15", "04492", household, "CR-POOR", "1", ["list-replaced"], new DateOnly(2026, 8, 1), null);
}
