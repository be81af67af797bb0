using Npgsql;
using PovertyPlatform.ServiceDefaults.Data;
using PovertyPlatform.TestKit.Asserting;
using PovertyPlatform.TestKit.Servers;

namespace PovertyPlatform.ServiceDefaultsTests.Data;

public class SessionLockTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lock_IsHeldByOneSession_UntilItLetsGo()
    {
        await using var source = NpgsqlDataSource.Create((await TestServers.Start()).Postgres);
        await using var one = await source.OpenConnectionAsync(Ct);
        await using var other = await source.OpenConnectionAsync(Ct);
        var name = $"job {Guid.NewGuid()}";
        Assert.True(await SessionLock.TryTake(one, name, Ct));
        Assert.False(await SessionLock.TryTake(other, name, Ct));
        Assert.True(await SessionLock.TryTake(other, $"{name}x", Ct));
        await SessionLock.LetGo(one, name);
        Assert.True(await SessionLock.TryTake(other, name, Ct));
    }

    [Fact]
    public async Task BrokenSession_LosesTheLock_AndLettingGoClosesIt()
    {
        await using var source = NpgsqlDataSource.Create((await TestServers.Start()).Postgres);
        await using var one = await source.OpenConnectionAsync(Ct);
        await using var other = await source.OpenConnectionAsync(Ct);
        var name = $"job {Guid.NewGuid()}";
        Assert.True(await SessionLock.TryTake(one, name, Ct));
        await using (var end = new NpgsqlCommand("select pg_terminate_backend($1)", other) { Parameters = { new() { Value = one.ProcessID } } })
            await end.ExecuteNonQueryAsync(Ct);
        Assert.True(await Eventually.Get(() => SessionLock.TryTake(other, name, Ct), taken => taken, TimeSpan.FromSeconds(10)));
        await SessionLock.LetGo(one, name);
        Assert.Equal(System.Data.ConnectionState.Closed, one.State);
        Assert.False(await SessionLock.TryTake(await source.OpenConnectionAsync(Ct), name, Ct));
    }
}
