using Npgsql;
using PovertyPlatform.ServiceDefaults.Audit.Sealing;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.ServiceDefaultsTests.Audit;

/// <summary>Sealing beside those who write.</summary>
public sealed class SealWorkerTests : IAsyncLifetime
{
    private readonly Trail _trail = new();

    public ValueTask InitializeAsync() => _trail.InitializeAsync();

    public ValueTask DisposeAsync() => _trail.DisposeAsync();

    [Fact]
    public async Task EntryOfAnOlderTransaction_IsNotJumpedOver()
    {
        await using var slow = await _trail.App.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using (var transaction = await slow.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            await using var late = new NpgsqlCommand(
                "insert into audit.entry (id, recorded_at, actor_id, client_id, action, subject_kind, subject_id) values (gen_random_uuid(), now(), 'late', 'portal', 'a', 'household', gen_random_uuid())", slow);
            await late.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            await _trail.Write(5);
            using var worker = _trail.Worker();
            using var key = worker.OpenKey();
            await using var connection = await _trail.App.OpenConnectionAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, await worker.SealAll(new SealStore(connection, "trail"), key, TestContext.Current.CancellationToken));
            await transaction.CommitAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(6, await _trail.Seal());
        Assert.Empty((await _trail.Verify()).Findings);
    }

    [Fact]
    public async Task TwoWorkersWhileManyWrite_SealEachEntryOnce()
    {
        using var one = _trail.Worker();
        using var other = _trail.Worker();
        await one.StartAsync(TestContext.Current.CancellationToken);
        await other.StartAsync(TestContext.Current.CancellationToken);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _trail.Write(50)));
        await Eventually.Equals(400L, () => _trail.Scalar<long>("select coalesce(sum(entries), 0)::bigint from audit.seal"), TimeSpan.FromSeconds(40));
        await one.StopAsync(CancellationToken.None);
        await other.StopAsync(CancellationToken.None);
        var report = await _trail.Verify();
        Assert.Empty(report.Findings);
        Assert.Equal((400L, 0L), (report.Entries, report.Unsealed));
    }

    [Fact]
    public async Task ManyEntries_AreCutIntoSeals()
    {
        await _trail.Write(25);
        Assert.Equal(25, await _trail.Seal(most: 10));
        Assert.InRange(await _trail.Scalar<long>("select count(*) from audit.seal"), 3, 25);
        Assert.Empty((await _trail.Verify()).Findings);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Key_IsForItsOwnerOnly()
    {
        using var worker = _trail.Worker();
        worker.OpenKey().Dispose();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_trail.Folder, "signing-key.pem")));
        Assert.DoesNotContain("PRIVATE", File.ReadAllText(Assert.Single(Directory.GetFiles(Path.Combine(_trail.Folder, "keys")))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MonthsAhead_AreMadeByTheServicesOwnRole()
    {
        using var worker = _trail.Worker();
        await using var connection = await _trail.App.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await new SealStore(connection, "trail").KeepMonths(120, TestContext.Current.CancellationToken);
        Assert.NotEqual("", await _trail.Scalar<string>($"select coalesce(to_regclass('audit.entry_{DateTime.UtcNow.AddMonths(118):yyyy_MM}')::text, '')"));
    }
}
