using System.Net;
using Npgsql;
using PovertyPlatform.HouseholdService.Domain.Privacy;
using PovertyPlatform.HouseholdServiceTests.Imports;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.HouseholdServiceTests.Privacy;

/// <summary>What is due goes and nothing else: by rule, day and province, held by what is open, with a proof, however often it is begun.</summary>
public sealed class RetentionTests
{
    private static readonly string[] InBatches = [.. RetentionReach.Classes.Keys.Except(RetentionReach.ErasedSingly).Order(StringComparer.Ordinal)];

    [Fact]
    public async Task PapersOfEveryClass_LoseWhoTheyNameWhenTheirTimeIsOver_AndFiguresStay()
    {
        await using var host = await Start();
        var (gone, kept) = (await host.PoorHousehold(0), await host.PoorHousehold(1));
        await host.Papers(gone, "KINMIT");
        await host.Papers(kept, "GIULAI");
        await host.Do(RetentionHost.Administrator, "legal-holds", new { communeCode = ImportHost.Commune, householdId = kept, orderNumber = "12/QĐ-TTr", orderedBy = "Thanh tra tỉnh", orderedOn = "2026-09-01" });
        var figures = await Figures(host);

        // The day before anything is due.
        host.Day("2026-09-10");
        Assert.Equal(0, await host.Round());
        Assert.Equal(17, (await host.Holding("KINMIT")).Count(table => table != "record_version"));

        // Thirty years later. A hold on one household keeps the files of its commune, which may name it.
        host.Day("2056-01-10");
        var said = await host.Preview();
        foreach (var rule in InBatches.Except(["import-file", "unused-file", "import-finding", "recognised-list", RetentionReach.AuditTrail]))
            Assert.True(said[rule] > 0, rule);
        Assert.Equal((0, 1), (said["import-file"], (await host.Preview("import-file")).Held > 0 ? 1 : 0));
        Assert.Equal(1, (await host.Preview("objection")).Held);
        var reached = await host.Round(batch: 2);
        Assert.Empty(await host.Holding("KINMIT"));
        Assert.NotEmpty(await host.Holding("GIULAI"));
        Assert.Equal(figures, await Figures(host));

        // What the dry run said is what went; each act names its rule, and its digest is that of the identities.
        var acts = await host.Column<string>("select rule_code || ' ' || sum(rows) from retention_act group by rule_code order by 1");
        Assert.Equal(said.Where(row => row.Value > 0).Select(row => $"{row.Key} {row.Value}").Order(StringComparer.Ordinal), acts.Order(StringComparer.Ordinal));
        Assert.Equal(reached, await host.Scalar<long>("select sum(rows) from retention_act"));
        Assert.Equal(await host.Scalar<long>("select count(*) from retention_act"), await host.Scalar<long>("select count(*) from audit.entry where action like 'retention.%' and subject_kind = 'retention-act' and after_hash is not null and purpose like '% 2026-01-01'"));
        var objection = await host.Scalar<Guid>($"select o.id from review_objection o join review_case c on c.id = o.case_id where c.household_id = '{gone}'");
        Assert.Equal(Convert.ToHexStringLower(RetentionAct.DigestOf([$"{objection}"])), await host.Scalar<string>("select encode(digest, 'hex') from retention_act where rule_code = 'objection'"));
        Assert.Equal("rejected", await host.Scalar<string>($"select state from review_objection where id = '{objection}'"));

        // Once more: nothing. The order is lifted: the rest goes, the stored files too, whose digests stay.
        Assert.Equal(0, await host.Round());
        var hold = await host.Scalar<Guid>("select id from legal_hold");
        await host.Do(RetentionHost.Administrator, $"legal-holds/{hold}/end", new { orderNumber = "13/QĐ-TTr", endedOn = "2056-01-09" });
        Assert.True(await host.Round() > 0);
        Assert.Empty(await host.Holding("GIULAI"));
        Assert.Equal(0, await host.Scalar<long>("select count(*) from import.file_part"));
        Assert.Equal(0, await host.Scalar<long>("select count(*) from import.job where file_sha256 is null or expired_at is null"));
        var job = await host.Scalar<Guid>("select id from import.job limit 1");
        await (await host.TryGet(PrivacyHost.Receiver, $"imports/{job}/marked")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "file-expired");
        Assert.Equal(figures, await Figures(host));
    }

    [Fact]
    public async Task HouseholdThatNobodyNeeds_IsErasedByItself_AndOneInAListInForceIsNot()
    {
        await using var host = await Start();
        var (unlisted, open) = (await host.UnlistedHousehold(0), await host.UnlistedHousehold(1));
        var name = await host.Scalar<string>($"select full_name from member where household_id = '{unlisted}' order by ordinal limit 1");
        await host.Run($"insert into open_support (province_code, commune_code, grant_id, household_id, programme_code, version, is_open) values ('15', '04492', gen_random_uuid(), '{open}', 'x', 1, true)");
        // Reviewed on 14 November 2025 and 30 July 2026: ten years later, and not a day before.
        host.Day("2035-11-14");
        Assert.Equal(0, (await host.Preview("household")).Due);
        host.Day("2036-08-02");
        var (due, held) = await host.Preview("household");
        Assert.Equal(await host.Scalar<long>("select count(*) from household h where not exists (select from poverty_list_entry e where e.household_id = h.id and e.class in (1, 2, 3))") - 1, due);
        Assert.True(held >= 1);
        await host.Round();
        Assert.Equal(due, await host.Scalar<long>("select count(*) from household where erased_on = '2036-08-02'"));
        Assert.Equal("Đã xóa", await host.Scalar<string>($"select head_name from household where id = '{unlisted}'"));
        Assert.NotEqual("Đã xóa", await host.Scalar<string>($"select head_name from household where id = '{open}'"));
        Assert.Equal(0, await host.Scalar<long>("select count(*) from poverty_list_entry where head_name = 'Đã xóa' and class in (1, 2, 3)"));
        Assert.Equal(due, await host.Scalar<long>("select count(*) from erasure_certificate where request_id is null and erased_by = 'system:household'"));
        Assert.Equal(0, await host.Scalar<long>($"select count(*) from member where household_id = '{unlisted}' and full_name = $1", name));
        Assert.Equal(0, await host.Round());
    }

    [Fact]
    public async Task RoundThatWasInterrupted_GoesOn_ADayIsDoneOnce_AndAProvincesOwnRuleHoldsThere()
    {
        await using var host = await Start();
        await host.Run("insert into retention_rule select code, '15', valid_from, valid_to, 480, runs_from, action, tables, state, name_vi, name_en, basis, legal_source, confidence from retention_rule where code = 'commitment'");
        foreach (var which in new[] { 0, 1, 2 })
            await host.Papers(await host.PoorHousehold(which), $"CHU{which}");
        host.Day("2056-01-10");
        await using (var app = NpgsqlDataSource.Create(host.AppConnectionString))
        await using (var first = app.CreateCommand("select coalesce(sum(act_rows), 0) from retention_apply('needs', '', '2026-01-01', '2056-01-10', 60, null, '{}', null, 1, now())"))
            Assert.Equal(1L, await first.ExecuteScalarAsync(TestContext.Current.CancellationToken));
        Assert.Equal(2, (await host.Preview("needs")).Due);
        Assert.True(await host.LookOnce());
        var rules = (await host.Get(RetentionHost.Administrator, "retention/preview?provinceCode=15")).GetProperty("rules").EnumerateArray().Where(row => row.GetProperty("code").GetString() == "commitment").Select(row => $"{row.GetProperty("provinceCode").GetString()} {row.GetProperty("due").GetInt64()}");
        Assert.Equal([" 0", "15 0"], rules);
        Assert.Equal(0, await host.Scalar<long>("select count(*) from retention_act where rule_code = 'commitment'"));
        Assert.Equal(3, await host.Scalar<long>("select sum(rows) from retention_act where rule_code = 'needs'"));
        Assert.False(await host.LookOnce());
        host.Day("2056-01-11");
        Assert.True(await host.LookOnce());
        Assert.Equal(0, await host.Scalar<long>("select rows from retention_round where day = '2056-01-11'"));
        host.Day("2066-04-10");
        await host.Round();
        Assert.Equal("15 480", await host.Scalar<string>("select distinct rule_province || ' ' || months from retention_act where rule_code = 'commitment'"));
    }

    private static async Task<RetentionHost> Start()
    {
        var host = new RetentionHost();
        await host.InitializeAsync();
        await host.PutInForce();
        await host.Recognised();
        return host;
    }

    private static Task<string> Figures(RetentionHost host) => host.Scalar<string>("""
        select concat_ws(' ', (select count(*) from household), (select sum(persons) from household), (select count(*) from member), (select count(*) from review), (select count(*) from review_case_step),
          (select count(*) from review_objection where state = 'rejected'), (select string_agg(content_hash, ',' order by id) from poverty_list), (select sum(households) from import.job), (select count(*) from import.finding),
          (select string_agg(class || ':' || n, ',' order by class) from (select class, count(*) n from poverty_list_entry group by class) c), (select md5(string_agg(e.answers::text, '' order by e.household_id)) from poverty_list_entry e))
        """);
}
