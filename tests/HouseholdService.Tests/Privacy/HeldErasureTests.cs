using System.Net;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.HouseholdServiceTests.Privacy;

/// <summary>What the law still needs is not erased. A registry of its own: elsewhere lists are superseded.</summary>
public sealed class HeldErasureTests(PrivacyHost host) : IClassFixture<PrivacyHost>
{
    private static readonly object Done = new { outcome = "Đã xóa dữ liệu của hộ theo đơn" };

    [Fact]
    public async Task HouseholdOnAListInForce_IsHeldByTheLaw()
    {
        await host.Recognised();
        var id = await host.Accept(await host.PoorHousehold(20), "Erasure");
        var held = await (await host.Post(PrivacyHost.Chair, $"rights-requests/{id}/erasure", Done)).ShouldBeRefused(HttpStatusCode.Conflict, "list-in-force");
        Assert.Contains("QĐ 24/2021", held.GetProperty("legalSource").GetString(), StringComparison.Ordinal);
        await (await host.Post(PrivacyHost.Chair, $"rights-requests/{id}/completion", new { outcome = "Đã xóa xong dữ liệu" })).ShouldBeRefused(HttpStatusCode.Conflict, "not-erased");
        Assert.Equal(0L, await host.Scalar<long>($"select count(*) from erasure_certificate where request_id = '{id}'"));
    }

    [Theory]
    [InlineData(0, true, "null", true)]
    [InlineData(1, true, "'2026-09-07'", true)]
    [InlineData(2, true, "'2026-09-06'", false)]
    [InlineData(3, false, "null", false)]
    public async Task OpenSupport_HoldsUntilItEnds(int which, bool isOpen, string validTo, bool isHeld)
    {
        await host.Recognised();
        var household = await host.UnlistedHousehold(which);
        await Execute($"delete from open_support; insert into open_support values ('15', '04492', gen_random_uuid(), '{household}', 'CR-POOR', 1, {isOpen}, {validTo})");
        var id = await host.Accept(household, "Erasure");
        using var answer = await host.Post(PrivacyHost.Chair, $"rights-requests/{id}/erasure", Done);
        if (isHeld)
            Assert.Contains("CR-POOR", (await answer.ShouldBeRefused(HttpStatusCode.Conflict, "support-open")).GetProperty("detail").GetString(), StringComparison.Ordinal);
        else
            await answer.ShouldBeOk();
    }

    [Fact]
    public async Task HouseholdThatCameFromElsewhere_IsHeldByTheSupportThere_WhichIsNotTold()
    {
        await host.Recognised();
        var household = await host.UnlistedHousehold(4);
        await Execute($"delete from open_support; insert into open_support values ('01', '00004', gen_random_uuid(), '{household}', 'CR-NEAR', 1, true, null)");
        var id = await host.Accept(household, "Erasure");
        var held = (await (await host.Post(PrivacyHost.Chair, $"rights-requests/{id}/erasure", Done)).ShouldBeRefused(HttpStatusCode.Conflict, "support-open")).GetRawText();
        Assert.DoesNotContain("CR-NEAR", held, StringComparison.Ordinal);
        Assert.DoesNotContain("00004", held, StringComparison.Ordinal);
        Assert.Equal(0L, await host.Scalar<long>($"select count(*) from erasure_certificate where request_id = '{id}'"));

        // Who cannot see the household learns nothing of what holds it.
        await using var app = Npgsql.NpgsqlDataSource.Create(host.AppConnectionString);
        Assert.Equal([], await Holds(app, "{00004}", household));
        Assert.Equal(["support-open"], await Holds(app, "{04492}", household));

        await Execute($"update open_support set is_open = false where household_id = '{household}'");
        await host.Do(PrivacyHost.Chair, $"rights-requests/{id}/erasure", Done);
    }

    [Fact]
    public async Task Retention_IsAlsoStoppedByAnOpenRequest_WhichErasesOnItsOwn()
    {
        await host.Recognised();
        var household = await host.PoorHousehold(30);
        await host.Accept(household, "Access");
        await using var app = Npgsql.NpgsqlDataSource.Create(host.AppConnectionString);
        Assert.Contains("request-open", await Holds(app, "{04492}", household, byItself: true));
        Assert.DoesNotContain("request-open", await Holds(app, "{04492}", household));
    }

    private static async Task<List<string>> Holds(Npgsql.NpgsqlDataSource source, string area, Guid household, bool byItself = false)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var command = new Npgsql.NpgsqlCommand($"select set_config('app.area', '{area}', false); select kind from erasure_holds('{household}', '2026-09-07', 36, {byItself})", connection);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.NextResultAsync();
        var kinds = new List<string>();
        while (await reader.ReadAsync())
            kinds.Add(reader.GetString(0));
        return kinds;
    }

    private async Task Execute(string sql)
    {
        await using var command = host.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
