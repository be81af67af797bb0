using System.Net;
using PovertyPlatform.TestKit.Asserting;
using PovertyPlatform.TestKit.Workbooks;

namespace PovertyPlatform.HouseholdServiceTests.Imports;

/// <summary>A list can be looked at before it is taken; a judgement of a person comes in by no list.</summary>
public class PreviewTests(ImportHost host) : IClassFixture<ImportHost>
{
    [Fact]
    public async Task Preview_CountsWhatWouldBe_AndTakesNothingUntilAccepted()
    {
        await host.Clear();
        await host.Import(ImportHost.Book(10));
        var before = await Households();
        var book = ImportHost.Book(12, change: (household, member, cells) =>
        {
            if (household.Number == 2 && member == 0)
                cells[10] = 999;
            if (household.Number == 5 && member == 0)
                cells[2] = "";
        });
        var preview = await host.Import(book, onFaults: "preview");
        Assert.Equal("previewed", preview.GetProperty("state").GetString());
        var counts = preview.GetProperty("counts");
        Assert.Equal((1, 2, 1, 8), (counts.GetProperty("householdsFaulty").GetInt32(), counts.GetProperty("householdsAdded").GetInt32(), counts.GetProperty("householdsChanged").GetInt32(), counts.GetProperty("householdsUnchanged").GetInt32()));
        Assert.Single(await host.Findings(preview));
        Assert.Equal(before, await Households());
        Assert.Equal(0L, await host.Scalar<long>("select count(*) from import.staged_household_1"));

        var id = preview.GetProperty("id").GetGuid();
        await (await host.Officer.PostAsync($"/v1/imports/{id}/acceptance?onFaults=preview", null, Ct)).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        await (await host.Officer.PostAsync($"/v1/imports/{id}/acceptance?onFaults=skip", null, Ct)).ShouldBeOk();
        var taken = await host.End(id);
        Assert.Equal("done", taken.GetProperty("state").GetString());
        counts = taken.GetProperty("counts");
        Assert.Equal((2, 1, 8), (counts.GetProperty("householdsAdded").GetInt32(), counts.GetProperty("householdsChanged").GetInt32(), counts.GetProperty("householdsUnchanged").GetInt32()));
        Assert.Equal(before + 2, await Households());
        Assert.Equal(1L, await host.Scalar<long>($"select count(*) from audit.entry where action = 'import.accept' and subject_id = '{id}'"));
        await (await host.Officer.PostAsync($"/v1/imports/{id}/acceptance", null, Ct)).ShouldBeRefused(HttpStatusCode.Conflict, "not-a-preview");
    }

    [Fact]
    public async Task MarkedWorkbook_OnlyTheBadRowsMended_LeavesTheRegistryAsACleanImportWould()
    {
        await host.Clear();
        await host.Import(ImportHost.Book(12));
        var clean = await Registry();
        await host.Clear();
        await host.Import(ImportHost.Book(12, change: (household, member, cells) => cells[2] = household.Number is 3 or 8 && member == 0 ? "" : cells[2]), onFaults: "skip");
        Assert.Equal(10, await Households());

        // The officer sends back the two households that were left out, and nothing else.
        var file = new MemoryStream();
        HouseholdBook.WriteXlsx(file, HouseholdSamples.Make(12).Where(household => household.Number is 3 or 8));
        var mended = await host.Import(file.ToArray(), "chi-dong-sai.xlsx");
        Assert.Equal((2, 0), (mended.GetProperty("counts").GetProperty("householdsAdded").GetInt32(), mended.GetProperty("counts").GetProperty("faults").GetInt32()));
        Assert.Equal(clean, await Registry());
    }

    [Theory]
    [InlineData("Lười lao động")]
    [InlineData("L2")]
    [InlineData("C1, Lười lao động")]
    [InlineData("LUOI LAO DONG; C3")]
    public async Task JudgingCause_IsLeftOut_AndStandsNowhere(string typed)
    {
        await host.Clear();
        var job = await host.Import(ImportHost.Book(3, change: (household, member, cells) => cells[36] = household.Number == 2 && member == 0 ? typed : cells[36]));
        Assert.Equal("done", job.GetProperty("state").GetString());
        var repair = Assert.Single(await host.Findings(job, "repair"), finding => finding.GetProperty("code").GetString() == "cause-restricted");
        Assert.DoesNotContain("ao", repair.TryGetProperty("value", out var value) ? value.GetString() ?? "" : "", StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0L, await host.Scalar<long>("select count(*) from review where 'L2' = any(causes)"));
        Assert.Equal(0L, await host.Scalar<long>("select count(*) from messaging.outbox_message where convert_from(body, 'UTF8') like '%L2%'"));
    }

    [Fact]
    public async Task LocalCauseOfTheProvince_ComesIn_AndItsJudgingOneDoesNot()
    {
        await host.Clear();
        await host.Scalar<long>("""
            with added as (insert into local_cause (province_code, code, valid_from, name_vi, parent_code, is_restricted, legal_basis, recorded_by)
              values ('15', 'P15-SL', '2026-01-01', 'Sạt lở đất', 'C8', false, 'CV 1', 'test'), ('15', 'P15-LN', '2026-01-01', 'Ham chơi', 'C8', true, 'CV 1', 'test') on conflict do nothing) select 0::bigint
            """);
        var job = await host.Import(ImportHost.Book(2, change: (household, member, cells) => cells[36] = member == 0 ? household.Number == 1 ? "Sạt lở đất" : "Ham chơi, C2" : cells[36]));
        Assert.Equal("done", job.GetProperty("state").GetString());
        Assert.Equal("C2|P15-SL", await host.Scalar<string>("select string_agg(c, '|' order by c) from review, unnest(causes) c"));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Task<long> Households() => host.Scalar<long>("select count(*) from household");

    private Task<string> Registry() => host.Scalar<string>("""
        select string_agg(line, E'\n' order by line) from (
          select format('%s %s %s %s %s', code, hamlet_name, head_name, persons, area_type) line from household
          union all select format('%s %s %s %s %s %s %s', h.code, m.ordinal, m.full_name, m.sex, m.birth_date, m.identity_mark, m.relation_code) from member m join household h on h.id = m.household_id where m.left_on is null
          union all select format('%s %s %s %s %s %s %s %s', h.code, r.review_year, r.reviewed_on, r.income_points, r.deprivation_points, r.deprived_indicators, r.causes, r.needs) from review r join household h on h.id = r.household_id) l
        """);
}
