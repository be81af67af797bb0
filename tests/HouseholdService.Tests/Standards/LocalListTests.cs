using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using PovertyPlatform.HouseholdServiceTests.Imports;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.HouseholdServiceTests.Standards;

/// <summary>The list of a province's own standard: decided by the commune chair after the national one, kept as it was decided, and apart from it.</summary>
public class LocalListTests(ImportHost host) : IClassFixture<ImportHost>
{
    private const string Lists = "/v1/standards/local/P15-L/lists";
    private static readonly string Signed = new('a', 64);
    private static readonly TestActor Chair = TestActors.Chair;

    [Fact]
    public async Task DecidedList_StaysWhatItWas_AndIsCorrectedByAnotherDecision()
    {
        await host.Import(await File.ReadAllBytesAsync(Path.Combine(Approved.Root, "samples", "pung-luong-2025.xlsx"), Ct), year: 2025, reviewedOn: "2025-11-14");
        await (await host.ClientFor(TestActors.ProvinceOfficer).PostAsJsonAsync("/v1/standards/local", new
        {
            provinceCode = "15",
            code = "P15-L",
            validFrom = "2025-01-01",
            validTo = "2025-12-31",
            nameVi = "Chuẩn nghèo của tỉnh",
            standardCode = "2022-2026",
            rural = new { poorUpTo = 1_800_000, nearUpTo = 2_500_000, pointsUpTo = 160 },
            urban = new { poorUpTo = 2_300_000, nearUpTo = 3_000_000, pointsUpTo = 220 },
            deprivationsMin = 3,
            legalBasis = "NQ 12/2024/NQ-HĐND",
            decisionNumber = "12/2024/NQ-HĐND",
            decidedOn = "2024-12-10",
            signer = "Chủ tịch Hội đồng nhân dân tỉnh",
            fileSha256 = Signed,
        }, Ct)).ShouldBeOk();

        // Nothing is decided before the national list, in another time, by another commune or without the right.
        var early = await (await Decide("30/QĐ-UBND", "2025-12-20")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "national-list-first");
        Assert.Contains("QĐ 24/2021/QĐ-TTg", early.GetRawText(), StringComparison.Ordinal);
        await (await host.Officer.PutAsJsonAsync($"/v1/populations/{ImportHost.Commune}/2025", new { households = 1132, persons = 5871, recordedOn = "2025-11-20" }, Ct)).ShouldBeOk();
        var national = (await (await host.Officer.PostAsJsonAsync("/v1/lists", new { communeCode = ImportHost.Commune, year = 2025 }, Ct)).ShouldBeOk()).GetProperty("id").GetGuid();
        await (await host.ClientFor(Chair).PostAsJsonAsync($"/v1/lists/{national}/recognition", new { decisionNumber = "25/QĐ-UBND", decidedOn = "2025-12-10", signer = "Hờ A Chống, Chủ tịch" }, Ct)).ShouldBeOk();
        var told = await host.Scalar<long>("select count(*) from messaging.outbox_message");
        var entries = await Fingerprint(national);
        foreach (var (answer, status, code) in new[]
        {
            (await Decide("30/QĐ-UBND", "2025-12-09"), HttpStatusCode.UnprocessableEntity, "dates-out-of-order"),
            (await Decide("30/QĐ-UBND", "2026-01-01"), HttpStatusCode.UnprocessableEntity, "outside-standard"),
            (await Decide("30/QĐ-UBND", "2999-01-01"), HttpStatusCode.UnprocessableEntity, "in-future"),
            (await Decide("25/QĐ-UBND", "2025-12-20"), HttpStatusCode.Conflict, "decision-number-used"),
            (await Decide("30/QĐ-UBND", "2025-12-20", replaces: Guid.NewGuid()), HttpStatusCode.Conflict, "local-list-exists"),
            (await Decide("", "2025-12-20"), HttpStatusCode.BadRequest, "invalid-request"),
            (await Decide("30/QĐ-UBND", "2025-12-20", file: "abc"), HttpStatusCode.BadRequest, "invalid-request"),
            (await Decide("30/QĐ-UBND", "2025-12-20", actor: Chair with { Communes = ["02680"] }), HttpStatusCode.Forbidden, "area-outside"),
            (await Decide("30/QĐ-UBND", "2025-12-20", actor: TestActors.Officer), HttpStatusCode.Forbidden, "scope-missing"),
            (await Decide("30/QĐ-UBND", "2025-12-20", path: "/v1/standards/local/P15-NONE/lists"), HttpStatusCode.NotFound, "not-found"),
        })
            await answer.ShouldBeRefused(status, code);

        var list = await (await Decide("30/QĐ-UBND", "2025-12-20")).ShouldBeOk();
        var id = list.GetProperty("id").GetGuid();
        var shown = await Entries(id);
        Assert.NotEmpty(shown);
        Assert.Equal(shown.Count, list.GetProperty("poor").GetInt32() + list.GetProperty("nearPoor").GetInt32());
        Assert.All(shown, entry => Assert.False(entry.GetProperty("nationalClass").GetString() is "Poor" or "NearPoor"));
        // Nobody of the national list is on it; nobody else hears of it; the same decision once more changes nothing.
        Assert.Equal(0, await host.Scalar<long>("select count(*) from local_list_entry l join poverty_list_entry e on e.household_id = l.household_id and e.list_id = $1 and e.class in (1, 2)", national));
        Assert.Equal((told, entries), (await host.Scalar<long>("select count(*) from messaging.outbox_message"), await Fingerprint(national)));
        Assert.Equal(id, (await (await Decide("30/QĐ-UBND", "2025-12-20")).ShouldBeOk()).GetProperty("id").GetGuid());
        await (await Decide("31/QĐ-UBND", "2025-12-21")).ShouldBeRefused(HttpStatusCode.Conflict, "local-list-exists");

        // What is known changes; the list does not. It is put right by a decision that names it.
        var gone = shown[0].GetProperty("householdId").GetGuid();
        await host.Scalar<int>("update review set income_points = 900, income_vnd = null where household_id = $1 and review_year = 2025 returning 1", gone);
        Assert.Equal(shown.Select(entry => entry.GetRawText()), (await Entries(id)).Select(entry => entry.GetRawText()));
        var second = await (await Decide("31/QĐ-UBND", "2025-12-21", replaces: id)).ShouldBeOk();
        Assert.Equal((id, shown.Count - 1), (second.GetProperty("replacesId").GetGuid(), (await Entries(second.GetProperty("id").GetGuid())).Count));
        Assert.NotEqual(list.GetProperty("contentHash").GetString(), second.GetProperty("contentHash").GetString());
        await (await Decide("32/QĐ-UBND", "2025-12-22", replaces: id)).ShouldBeRefused(HttpStatusCode.Conflict, "local-list-exists");
        Assert.Equal(2, (await (await host.Officer.GetAsync($"{Lists}?communeCode={ImportHost.Commune}&year=2025", Ct)).ShouldBeOk()).GetProperty("items").GetArrayLength());
        foreach (var change in new[] { "update local_list set signer = 'Khác' where id = $1", "delete from local_list_entry where list_id = $1", "update local_list_entry set local_class = 2 where list_id = $1" })
            Assert.Equal("23001", (await Assert.ThrowsAsync<PostgresException>(() => host.Scalar<int>($"{change} returning 1", id))).SqlState);
        Assert.Equal(2, await host.Scalar<long>("select count(*) from audit.entry where action = 'local-list.decide' and after_hash is not null"));

        // Another commune sees neither the list nor who is on it.
        var elsewhere = host.ClientFor(TestActors.Officer with { Communes = ["02680"] });
        Assert.Empty((await (await elsewhere.GetAsync(Lists, Ct)).ShouldBeOk()).GetProperty("items").EnumerateArray());
        await (await elsewhere.GetAsync($"/v1/standards/local-lists/{id}/entries", Ct)).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Task<HttpResponseMessage> Decide(string number, string on, Guid? replaces = null, string? file = null, TestActor? actor = null, string path = Lists) => host.ClientFor(actor ?? Chair).PostAsJsonAsync(path,
        new { communeCode = ImportHost.Commune, year = 2025, decisionNumber = number, decidedOn = on, signer = "Hờ A Chống, Chủ tịch", fileSha256 = file ?? Signed, replaces }, Ct);

    private async Task<List<JsonElement>> Entries(Guid list)
    {
        var all = new List<JsonElement>();
        for (string? next = ""; next is not null;)
        {
            var page = await (await host.Officer.GetAsync($"/v1/standards/local-lists/{list}/entries?limit=7{(next == "" ? "" : $"&cursor={next}")}", Ct)).ShouldBeOk();
            all.AddRange(page.GetProperty("items").EnumerateArray());
            next = page.TryGetProperty("next", out var cursor) && cursor.ValueKind == JsonValueKind.String ? cursor.GetString() : null;
        }

        return all;
    }

    private Task<string> Fingerprint(Guid list) => host.Scalar<string>("select md5(string_agg(e::text, ',' order by household_id)) || (select content_hash from poverty_list where id = $1) from poverty_list_entry e where list_id = $1", list);
}
