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

    private async Task Execute(string sql)
    {
        await using var command = host.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
