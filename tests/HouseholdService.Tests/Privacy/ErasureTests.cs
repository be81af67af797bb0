using System.Net;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using PovertyPlatform.HouseholdServiceTests.Protection;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.HouseholdServiceTests.Privacy;

/// <summary>Names go, numbers stay, a proof is left.</summary>
public sealed class ErasureTests(PrivacyHost host) : IClassFixture<PrivacyHost>
{
    private static readonly object Done = new { outcome = "Đã xóa dữ liệu của hộ theo đơn" };

    [Fact]
    public async Task HouseholdOfAnEarlierList_LosesItsNamesEverywhere_AndTheListStillVerifies()
    {
        await host.Recognised();
        // The list of 2025 is history as soon as the one of 2026 is in force without the household.
        var household = await host.PoorHousehold(21);
        var list = await host.Scalar<Guid>($"select list_id from poverty_list_entry where household_id = '{household}'");
        await Supersede(list);
        var name = await host.Scalar<string>($"select head_name from household where id = '{household}'");
        var mark = await host.Scalar<byte[]>($"select identity_mark from member where household_id = '{household}' and identity_mark is not null limit 1");
        await host.Do(PrivacyHost.Receiver, $"households/{household}/needs", new { assessedOn = "2026-08-20", assessor = "Lý Văn Sình", circumstances = $"{name} ốm lâu ngày", needs = Array.Empty<string>() });
        // Somebody has the number of an old card too, in the row and in an earlier version of it.
        await host.Scalar<int>("update member set old_number = identity_number, old_mark = identity_mark where identity_mark = $1 returning 1", mark);
        await host.Scalar<int>("update member set occupation = 'Làm nương' where identity_mark = $1 returning 1", mark);
        Assert.NotEqual(0L, await host.Scalar<long>("select count(*) from member_version_old_seal v join member m on m.id = v.id where m.household_id = $1", household));
        var statistics = await Statistics(household);
        var counts = await Totals();
        var hash = await Hash(list);

        var id = await host.Accept(household, "Erasure");
        var certificate = await host.Do(PrivacyHost.Chair, $"rights-requests/{id}/erasure", Done);

        Assert.Equal(statistics, await Statistics(household));
        Assert.Equal(counts, await Totals());
        Assert.Equal(hash, await Hash(list));
        Assert.Equal(await host.Scalar<string>($"select content_hash from poverty_list where id = '{list}'"), hash);
        Assert.True(certificate.GetProperty("rows").GetProperty("list-entry").GetInt64() >= 1);
        Assert.Equal(0L, await host.Scalar<long>("""
            select (select count(*) from household where id = $1 and head_name <> 'Đã xóa') + (select count(*) from member where household_id = $1 and (full_name <> 'Đã xóa' or identity_number is not null or identity_mark is not null or old_number is not null or old_mark is not null or birth_date is not null))
                 + (select count(*) from poverty_list_entry where household_id = $1 and head_name <> 'Đã xóa') + (select count(*) from needs_assessment where household_id = $1 and circumstances is not null)
                 + (select count(*) from rights_request where household_id = $1 and requester <> 'Đã xóa') + (select count(*) from person_key where household_id = $1)
                 + (select count(*) from rights_request where household_id = $1 and (answer <> 'Đã xóa' or outcome <> 'Đã xóa'))
            """, household));
        Assert.Equal(0L, await host.Scalar<long>("select count(*) from person_key where identity_mark = $1", mark));
        // What was known before is kept, and knows no name either.
        Assert.True(await host.Scalar<long>("select count(*) from record_version where household_id = $1", household) > 1);
        Assert.Equal(0L, await host.Scalar<long>("select count(*) from record_version where household_id = $1 and (facts::text like '%' || $2 || '%' or facts ->> 'identity_mark' is not null or facts ->> 'old_mark' is not null or facts ->> 'old_number' is not null)", household, name));

        await (await host.TryGet(PrivacyHost.Receiver, $"households/{household}")).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        await (await host.TryGet(PrivacyHost.Bank, $"households/{household}/representatives")).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        Assert.DoesNotContain($"{household}", (await host.Get(PrivacyHost.Receiver, "households?limit=500")).GetRawText(), StringComparison.Ordinal);
        Assert.Equal("Done", (await host.Get(PrivacyHost.Receiver, $"rights-requests/{id}")).GetProperty("state").GetString());

        // The key is told once; afterwards the certificate is there without it.
        Assert.NotNull(certificate.GetProperty("proofKey").GetString());
        var again = await host.Get(PrivacyHost.Receiver, $"rights-requests/{id}/certificate");
        Assert.Equal(certificate.GetProperty("digest").GetString(), again.GetProperty("digest").GetString());
        Assert.False(again.TryGetProperty("proofKey", out var key) && key.ValueKind != System.Text.Json.JsonValueKind.Null);
        Assert.Equal(1L, await host.Scalar<long>($"select count(*) from audit.entry where action = 'erasure.certify' and subject_id = '{certificate.GetProperty("id").GetGuid()}' and after_hash is not null"));
        await (await host.Post(PrivacyHost.Chair, $"rights-requests/{id}/erasure", Done)).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Proof_ConvincesWhoHoldsTheKey()
    {
        await host.Recognised();
        var household = await host.UnlistedHousehold(2);
        var member = await host.Scalar<Guid>($"select id from member where household_id = '{household}' and relation_code <> 'head' order by ordinal limit 1");
        var line = await host.Scalar<string>($"select concat_ws('|', 'member', id, full_name, coalesce(birth_date::text, ''), coalesce(birth_year::text, ''), '{(await host.Numbers()).GetValueOrDefault(member)}', coalesce(occupation, '')) from member where id = '{member}'");
        var before = await host.Column<string>($"select full_name from member where household_id = '{household}' and id <> '{member}' order by id");
        var id = await host.Accept(household, "Erasure", member);
        var certificate = await host.Do(PrivacyHost.Chair, $"rights-requests/{id}/erasure", Done);
        var digest = HMACSHA256.HashData(Convert.FromHexString(certificate.GetProperty("proofKey").GetString()!), Encoding.UTF8.GetBytes(line));
        Assert.Equal(Convert.ToHexStringLower(digest), certificate.GetProperty("digest").GetString());

        // Only the one person is gone.
        Assert.Equal(before, await host.Column<string>($"select full_name from member where household_id = '{household}' and id <> '{member}' order by id"));
        Assert.Equal(before.Count, (await host.Get(PrivacyHost.Receiver, $"households/{household}")).GetProperty("members").GetArrayLength());
    }

    [Fact]
    public async Task WithoutACertificateOfTheTransaction_HistoryStaysAsItIs()
    {
        await host.Recognised();
        var household = await host.PoorHousehold(22);
        var owner = await Assert.ThrowsAsync<PostgresException>(() => host.Scalar<int>($"update poverty_list_entry set head_name = 'Khác' where household_id = '{household}' returning 1"));
        Assert.Equal("23001", owner.SqlState);
        await using var app = NpgsqlDataSource.Create(host.AppConnectionString);
        foreach (var sql in new[]
        {
            "select erase_personal_data(gen_random_uuid())",
            "select set_config('app.area', '{*}', true), erase_personal_data(coalesce((select id from erasure_certificate limit 1), gen_random_uuid()))",
        })
            Assert.Equal("23001", (await Assert.ThrowsAsync<PostgresException>(() => Run(app, sql))).SqlState);
        // The setting alone opens nothing for the service's role.
        var forged = await Assert.ThrowsAsync<PostgresException>(() => Run(app,
            $"begin; select set_config('app.area', '{{*}}', true), set_config('erasure.certificate', 'x', true); update poverty_list_entry set head_name = 'Khác' where household_id = '{household}'; commit"));
        Assert.Equal("23001", forged.SqlState);
    }

    [Fact]
    public async Task OtherCommunesChair_ErasesNothingHere()
    {
        await host.Recognised();
        var id = await host.Accept(await host.UnlistedHousehold(3), "Erasure");
        await (await host.Post(PrivacyHost.Chair.In("15", "02680"), $"rights-requests/{id}/erasure", Done)).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        await (await host.Post(PrivacyHost.Chair.Without(Scopes.RightsDecide), $"rights-requests/{id}/erasure", Done)).ShouldBeRefused(HttpStatusCode.Forbidden, "scope-missing");
        Assert.Equal(0L, await host.Scalar<long>($"select count(*) from erasure_certificate where request_id = '{id}'"));
    }

    private static async Task Run(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private Task<string> Statistics(Guid household) => host.Scalar<string>("select statistics_of($1)::text", household);

    private Task<string> Totals() => host.Scalar<string>("""
        select concat_ws(' ', (select count(*) from household), (select sum(persons) from household), (select count(*) from member),
          (select string_agg(class || ':' || n, ',' order by class) from (select class, count(*) n from poverty_list_entry group by class) c))
        """);

    private Task<string> Hash(Guid list) => host.Scalar<string>($"""
        select encode(sha256(convert_to(string_agg(household_id || ':' || case class when 1 then 'Poor' when 2 then 'NearPoor' when 3 then 'AverageLiving' else 'NotPoor' end || E'\n', '' order by household_id::text collate "C"), 'utf8')), 'hex')
        from poverty_list_entry where list_id = '{list}'
        """);

    /// <summary>A list of 2026 in force on which the household is not.</summary>
    private Task<long> Supersede(Guid list) => host.Scalar<long>($"""
        with l as (insert into poverty_list (province_code, commune_code, id, review_year, standard_code, state, drafted_by, drafted_at, decision_number, decided_on, signer, recognised_by, recognised_at, effective_from, content_hash)
                   select province_code, commune_code, gen_random_uuid(), 2026, standard_code, 'recognised', 'x', now(), '118/QĐ-UBND', '2026-09-05', 'x', 'y', now(), '2026-09-05', repeat('0', 64) from poverty_list where id = '{list}'
                   on conflict do nothing returning 1)
        select count(*) from l
        """);
}
