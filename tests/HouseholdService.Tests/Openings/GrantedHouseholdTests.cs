using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PovertyPlatform.Contracts.Identity;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdServiceTests.Door;
using PovertyPlatform.HouseholdServiceTests.Imports;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;
using PovertyPlatform.TestKit.Hosting;

namespace PovertyPlatform.HouseholdServiceTests.Openings;

/// <summary>A helper outside the State's hierarchy to whom single households are granted reads exactly these.</summary>
public sealed class GrantedHouseholdTests(ImportHost host) : IClassFixture<ImportHost>
{
    private const string Commune = "02680";

    [Fact]
    public async Task Helper_SeesExactlyTheGrantedHouseholds()
    {
        var (mine, also, others) = (await OpeningStage.Household(host, Commune), await OpeningStage.Household(host, Commune), await OpeningStage.Household(host, Commune));
        using var client = host.ClientFor(Helper(new RecordKey(Commune, mine), new RecordKey(Commune, also)));
        var listed = (await (await client.GetAsync("/v1/households?limit=200", Ct)).ShouldBeOk()).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid());
        Assert.Equal(new[] { mine, also }.Order(), listed.Order());
        await (await client.GetAsync($"/v1/households/{mine}", Ct)).ShouldBeOk();
        await (await client.GetAsync($"/v1/households/{mine}/causes", Ct)).ShouldBeOk();
        await (await client.GetAsync($"/v1/households/{others}", Ct)).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        await (await client.GetAsync($"/v1/households/{others}/causes", Ct)).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        Assert.Equal(1, await host.Scalar<long>("select count(*) from audit.entry where action = 'household.read-granted' and subject_id = $1", mine));
    }

    [Fact]
    public async Task HouseholdOutsideTheGrantorsCommune_StaysHidden()
    {
        var household = await OpeningStage.Household(host, Commune);
        using var client = host.ClientFor(Helper(new RecordKey("04492", household)));
        await (await client.GetAsync($"/v1/households/{household}", Ct)).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        Assert.Empty((await (await client.GetAsync("/v1/households", Ct)).ShouldBeOk()).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Helper_ChangesNothing()
    {
        var household = await OpeningStage.Household(host, Commune);
        using var client = host.ClientFor(Helper(new RecordKey(Commune, household)) with { Scopes = [.. Scopes.All] });
        var causes = new { on = "2026-11-20", causes = new[] { new { code = "C1", isMain = true } } };
        await (await client.PutAsJsonAsync($"/v1/households/{household}/causes", causes, Ct)).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        Assert.Equal(0, await host.Scalar<long>("select count(*) from household_cause where household_id = $1", household));
    }

    [Fact]
    public async Task BehindBothWalls_ARecordIsReadAndNeverWritten()
    {
        var (household, others) = (await OpeningStage.Household(host, Commune), await OpeningStage.Household(host, Commune));
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HouseholdDb>();
        db.Area = AreaScope.None with { Records = [household] };
        Assert.Equal([household], await db.Households.Select(row => row.Id).ToListAsync(Ct));
        Assert.Equal([household], await db.Households.IgnoreQueryFilters().Select(row => row.Id).ToListAsync(Ct));
        Assert.Equal(0, await db.Households.IgnoreQueryFilters().Where(row => row.Id == household).ExecuteUpdateAsync(row => row.SetProperty(one => one.HamletName, "Khác"), Ct));

        await using var app = NpgsqlDataSource.Create(host.AppConnectionString);
        await using var connection = await app.OpenConnectionAsync(Ct);
        await using var transaction = await connection.BeginTransactionAsync(Ct);
        await Run($"select set_config('app.records', '{{{household}}}', true)");
        Assert.Null(await Run($"update household set hamlet_name = 'x' where id in ('{household}', '{others}') returning 1"));
        Assert.Equal(1L, await Run("select count(*) from household"));

        async Task<object?> Run(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            return await command.ExecuteScalarAsync();
        }
    }

    [Fact]
    public async Task WhatWasTrueBefore_IsReadOfTheGrantedHouseholdOnly_AndNeverWritten()
    {
        var (household, others) = (await OpeningStage.Household(host, Commune), await OpeningStage.Household(host, Commune));
        // A change by a later transaction leaves a version of each.
        foreach (var id in new[] { household, others })
            await host.Scalar<Guid>("update household set hamlet_name = 'Bản Mới', hamlet_search = 'ban moi' where id = $1 returning id", id);
        Assert.True(await host.Scalar<long>("select count(distinct household_id) from record_version where household_id in ($1, $2)", household, others) == 2);

        await using var app = NpgsqlDataSource.Create(host.AppConnectionString);
        await using var connection = await app.OpenConnectionAsync(Ct);
        await using var transaction = await connection.BeginTransactionAsync(Ct);
        Assert.Equal(0L, await Run("select count(*) from record_version"));
        await Run($"select set_config('app.records', '{{{household}}}', true)");
        Assert.Equal(household.ToString(), await Run("select string_agg(distinct household_id::text, ' ') from record_version"));
        Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => Run("update record_version set known_to = now() returning 1"))).SqlState);
        await transaction.RollbackAsync(Ct);
        await using var again = await connection.BeginTransactionAsync(Ct);
        await Run($"select set_config('app.records', '{{{household}}}', true)");
        Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => Run($"insert into record_version (province_code, commune_code, kind, id, household_id, valid_from, known_from, facts) values ('15', '{Commune}', 'household', '{household}', '{household}', '2026-01-01', now(), '{{}}') returning 1"))).SqlState);

        async Task<object?> Run(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            return await command.ExecuteScalarAsync();
        }
    }

    [Fact]
    public async Task RevokedHelper_IsRefusedWithinSeconds()
    {
        var household = await OpeningStage.Household(host, Commune);
        var helper = Helper(new RecordKey(Commune, household));
        using var client = host.ClientFor(helper);
        await (await client.GetAsync($"/v1/households/{household}", Ct)).ShouldBeOk();
        var now = DateTimeOffset.UtcNow;
        await host.Database.Tell(new SubjectRevoked(Guid.CreateVersion7(), now, Guid.NewGuid(), now.ToUnixTimeMilliseconds(), "", "", helper.Id, now));
        await Eventually.Equals(HttpStatusCode.Unauthorized, async () => (await client.GetAsync($"/v1/households/{household}")).StatusCode, TimeSpan.FromSeconds(20));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static TestActor Helper(params RecordKey[] records) => TestActors.HouseholdHelper with { Id = Guid.NewGuid().ToString(), Records = records };
}
