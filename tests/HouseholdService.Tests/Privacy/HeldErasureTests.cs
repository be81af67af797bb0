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
}
