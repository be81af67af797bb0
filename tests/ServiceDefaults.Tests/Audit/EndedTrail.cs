using PovertyPlatform.ServiceDefaults.Audit.Ending;
using PovertyPlatform.ServiceDefaults.Audit.Sealing;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.ServiceDefaultsTests.Audit;

/// <summary>A trail of three months; the seal in the middle reaches over the edge between January and February.</summary>
public abstract class EndedTrail : IAsyncLifetime
{
    protected const string Day = "2028-01-15";

    protected Trail Own { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await Own.InitializeAsync();
        await Sealed((3, "2026-01-10T00:00Z", "15"), (2, "2026-01-11T00:00Z", null));
        await Sealed((2, "2026-01-31T20:00Z", "15"), (3, "2026-02-01T00:00Z", "15"));
        await Sealed((4, "2026-03-05T00:00Z", "15"));
    }

    public async ValueTask DisposeAsync()
    {
        await Own.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    internal static List<string> States(EndingReport report) => [.. report.Months.Where(month => month.Entries > 0).Select(month => month.State)];

    protected Task<long> Entries() => Own.Scalar<long>("select count(*) from audit.entry");

    /// <summary>January has ended, and its line is sealed.</summary>
    protected async Task January()
    {
        Own.Rules(("15", "2026-01-01", "", "23", "in-force"));
        Assert.Equal("ended", (await Own.End(Day)).Months[0].State);
        await Settled();
        await Own.Seal();
        Assert.Empty((await Own.Verify()).Findings);
    }

    /// <summary>Removes January as the owner can and writes a proof that the step would not write.</summary>
    internal async Task Forge(SealKey key, string rules, int months, EndedParts? parts = null)
    {
        await using var connection = await Own.Owner.OpenConnectionAsync(Ct);
        var (seals, store, digest) = (new SealStore(connection, "trail"), new EndingStore(connection, "trail"), new EndedDigest());
        if (parts is null)
        {
            parts = new EndedParts();
            parts.Add(1, [true, true, true, true, true]);
            parts.Add(2, [true, true, false, false, false]);
        }

        foreach (var leaf in (await seals.LeavesOf(1, Ct)).Concat((await seals.LeavesOf(2, Ct)).Take(2)))
            digest.Add(leaf);
        var ending = TrailEnding.Of("trail", null, new DateOnly(2026, 1, 1), digest.Entries, digest.Value(), parts, rules, months, new DateOnly(2028, 2, 1), key, DateTimeOffset.Parse("2028-02-01T03:00:00Z", System.Globalization.CultureInfo.InvariantCulture));
        await store.End(ending, ServiceDefaults.Audit.AuditEntry.Of(ServiceDefaults.Access.Actor.System("trail"), "trail.end-month", "trail-month", Guid.NewGuid(), DateTimeOffset.UtcNow), Ct);
        digest.Dispose();
    }

    protected async Task Sealed(params (int Entries, string At, string? Province)[] entries)
    {
        foreach (var (count, at, province) in entries)
            await Own.Write(count, at, province);
        await Settled();
        await Own.Seal();
    }

    protected Task Settled() => Eventually.Equals(0L, async () =>
    {
        await using var command = Own.App.CreateCommand("select count(*) from audit.entry where tx >= pg_snapshot_xmin(pg_current_snapshot())");
        return (long)(await command.ExecuteScalarAsync())!;
    });
}
