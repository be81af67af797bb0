using System.Net;
using Npgsql;
using PovertyPlatform.HouseholdService.Data.Privacy;
using PovertyPlatform.HouseholdServiceTests.Imports;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.HouseholdServiceTests.Privacy;

/// <summary>What nobody decided is not done, and what an order keeps stays.</summary>
public sealed class RetentionRefusalTests(RetentionHost host) : IClassFixture<RetentionHost>
{
    [Fact]
    public async Task RuleThatIsOnlyProposed_IsToldAndAppliedByNobody()
    {
        await host.Recognised();
        await host.Papers(await host.PoorHousehold(0), "KINMIT");
        host.Day("2056-01-10");
        Assert.Equal(1, (await host.Preview("objection")).Due);
        await host.Round();
        Assert.Equal(1, (await host.Preview("objection")).Due);
        Assert.Equal(0, (await host.Preview("opening-reason")).Due);
        await using var app = NpgsqlDataSource.Create(host.AppConnectionString);
        foreach (var (sql, state) in new[]
        {
            ("select * from retention_apply('objection', '', '2026-01-01', '2056-01-10', 60, null, null, null, 10, now())", "23001"),
            ("select * from retention_apply('household', '', '2026-01-01', '2056-01-10', 60, null, null, null, 10, now())", "23001"),
            ("delete from import.file_part", "42501"), ("update retention_rule set state = 'in-force'", "42501"), ("update retention_act set rows = 9", "42501"), ("delete from legal_hold", "42501"),
        })
        {
            await using var command = app.CreateCommand(sql);
            Assert.Equal(state, (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken))).SqlState);
        }
    }

    [Fact]
    public async Task TrailOfWhichNobodySaidHowLong_IsProposed_AndHeldByAnOrderWhenSomebodyDoes()
    {
        await host.Recognised();
        var rule = (await host.Get(RetentionHost.Administrator, "retention/preview")).GetProperty("rules").EnumerateArray().Single(row => row.GetProperty("code").GetString() == "audit-trail");
        Assert.False(rule.TryGetProperty("months", out var months) && months.ValueKind == System.Text.Json.JsonValueKind.Number);
        Assert.False(rule.GetProperty("isApplied").GetBoolean());
        Assert.Equal((0L, 0L), await host.Preview("audit-trail"));
        Assert.Equal("23514", (await Assert.ThrowsAsync<PostgresException>(() => host.Run("update retention_rule set state = 'in-force' where code = 'audit-trail'"))).SqlState);

        Assert.Equal(1, await host.Run("update retention_rule set months = 12 where code = 'audit-trail'"));
        host.Day("2027-08-31");
        Assert.Equal((0L, 0L), await host.Preview("audit-trail"));
        host.Day("2027-09-01");
        var (due, held) = await host.Preview("audit-trail");
        Assert.Equal(0, held);
        Assert.True(due > 0, string.Join(", ", await host.Column<string>("select recorded_at::date || ' ' || count(*) from audit.entry group by recorded_at::date order by 1")));
        await using var owner = await host.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        Assert.Empty(await LegalHoldQueries.ProvincesWithHolds(owner, TestContext.Current.CancellationToken));
        var hold = (await host.Do(RetentionHost.Administrator, "legal-holds", new { communeCode = ImportHost.Commune, orderNumber = "21/QĐ-TTr", orderedBy = "Thanh tra tỉnh", orderedOn = "2027-08-30" })).GetProperty("id").GetGuid();
        Assert.Equal((0L, due), await host.Preview("audit-trail"));
        Assert.Equal(["15"], await LegalHoldQueries.ProvincesWithHolds(owner, TestContext.Current.CancellationToken));
        await host.Do(RetentionHost.Administrator, $"legal-holds/{hold}/end", new { orderNumber = "22/QĐ-TTr", endedOn = "2027-09-01" });
        // The worker of the registry never touches it.
        var before = await host.Scalar<long>("select count(*) from audit.entry where recorded_at < '2026-10-01'");
        await host.Run("update retention_rule set state = 'in-force' where code = 'audit-trail'");
        host.Day("2027-09-02");
        await host.Round();
        Assert.Equal(before, await host.Scalar<long>("select count(*) from audit.entry where recorded_at < '2026-10-01'"));
        await host.Run("update retention_rule set state = 'proposed', months = null where code = 'audit-trail'");
        host.Day("2026-09-07");
    }

    [Fact]
    public async Task OrderOfAnInspection_HoldsTheRequestOfAPersonToo()
    {
        await host.Recognised();
        var household = await host.UnlistedHousehold(0);
        var hold = (await host.Do(RetentionHost.Administrator, "legal-holds", new { communeCode = ImportHost.Commune, orderNumber = "12/QĐ-TTr", orderedBy = "Thanh tra tỉnh", orderedOn = "2026-09-01" })).GetProperty("id").GetGuid();
        var request = await host.Accept(household, "Erasure");
        await (await host.Post(PrivacyHost.Chair, $"rights-requests/{request}/erasure", new { outcome = "Đã xóa dữ liệu của hộ theo đơn" })).ShouldBeRefused(HttpStatusCode.Conflict, "legal-hold");
        await (await host.Post(RetentionHost.Administrator, $"legal-holds/{hold}/end", new { orderNumber = "13/QĐ-TTr", endedOn = "2026-09-30" })).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        await (await host.Post(RetentionHost.Administrator, $"legal-holds/{hold}/end", new { orderNumber = "13/QĐ-TTr", endedOn = "2026-08-31" })).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        await host.Do(RetentionHost.Administrator, $"legal-holds/{hold}/end", new { orderNumber = "13/QĐ-TTr", endedOn = "2026-09-07" });
        await host.Do(PrivacyHost.Chair, $"rights-requests/{request}/erasure", new { outcome = "Đã xóa dữ liệu của hộ theo đơn" });
    }
}
