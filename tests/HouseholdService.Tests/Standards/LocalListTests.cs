using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Npgsql;
using PovertyPlatform.HouseholdServiceTests.Imports;
using PovertyPlatform.ServiceDefaults.Access;
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

        await PostsAndPrints(second.GetProperty("id").GetGuid(), id);

        // Another commune sees neither the list nor who is on it.
        var elsewhere = host.ClientFor(TestActors.Officer with { Communes = ["02680"] });
        Assert.Empty((await (await elsewhere.GetAsync(Lists, Ct)).ShouldBeOk()).GetProperty("items").EnumerateArray());
        await (await elsewhere.GetAsync($"/v1/standards/local-lists/{id}/entries", Ct)).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>The list hangs as head, hamlet and result, is printed and given out apart from the national one, and says so on every paper.</summary>
    private async Task PostsAndPrints(Guid list, Guid replaced)
    {
        var today = DateOnly.FromDateTime(DateTime.UtcNow.AddHours(7));
        var entries = await Entries(list);
        Assert.NotEmpty(entries);
        var heads = await Texts("select h.head_name from local_list_entry e join household h on h.id = e.household_id where e.list_id = $1", list);
        var others = await Texts("select m.full_name from local_list_entry e join member m on m.household_id = e.household_id and m.left_on is null and m.relation_code <> 'head' where e.list_id = $1", list);
        others.RemoveAll(heads.Contains);
        object Term(DateOnly from, DateOnly until, string? hamlet = null, params string[] places) => new { hamlet, places, fromDay = from, until, proofReference = "Biên bản 3/NY" };
        Task<HttpResponseMessage> Post(Guid of, object body, TestActor? actor = null) => host.ClientFor(actor ?? TestActors.Officer).PostAsJsonAsync($"/v1/standards/local-lists/{of}/postings", body, Ct);
        foreach (var (answer, status, code) in new[]
        {
            (await Post(list, Term(today, today.AddDays(30))), HttpStatusCode.BadRequest, "invalid-request"),
            (await Post(list, Term(today, today.AddDays(-1), null, "Nhà văn hóa")), HttpStatusCode.BadRequest, "invalid-request"),
            (await Post(list, Term(today, today, null, "Nhà văn hóa")), HttpStatusCode.UnprocessableEntity, "posting-too-short"),
            (await Post(list, Term(new DateOnly(2025, 12, 20), new DateOnly(2026, 1, 20), null, "Nhà văn hóa")), HttpStatusCode.UnprocessableEntity, "dates-out-of-order"),
            (await Post(list, Term(today, today.AddDays(30), "Bản không có", "Nhà văn hóa")), HttpStatusCode.UnprocessableEntity, "nothing-to-post"),
            (await Post(replaced, Term(today, today.AddDays(30), null, "Nhà văn hóa")), HttpStatusCode.Conflict, "local-list-replaced"),
            (await Post(list, Term(today, today.AddDays(30), null, "Nhà văn hóa"), TestActors.Officer with { Communes = ["02680"] }), HttpStatusCode.NotFound, "not-found"),
            (await Post(list, Term(today, today.AddDays(30), null, "Nhà văn hóa"), TestActors.ProvinceOfficer), HttpStatusCode.Forbidden, "scope-missing"),
        })
            await answer.ShouldBeRefused(status, code);

        var posting = (await (await Post(list, Term(today, today.AddDays(30), null, "Nhà văn hóa bản", "Trụ sở xã"))).ShouldBeOk()).GetProperty("id").GetGuid();
        Assert.Equal(posting, Assert.Single((await (await host.Officer.GetAsync($"/v1/standards/local-lists/{list}/postings", Ct)).ShouldBeOk()).EnumerateArray()).GetProperty("id").GetGuid());
        var read = await (await host.Officer.GetAsync($"/v1/standards/local-postings/{posting}", Ct)).ShouldBeOk();
        Assert.True(read.GetProperty("isRunning").GetBoolean());
        Assert.Equal(heads.Order(), read.GetProperty("lines").EnumerateArray().Select(line => line.GetProperty("head").GetString()!).Order());
        Assert.Equal(["class", "hamlet", "head", "ordinal", "result"], read.GetProperty("lines")[0].EnumerateObject().Select(field => field.Name).Order());
        foreach (var format in new[] { "docx", "xlsx", "csv" })
        {
            var paper = TextOf(await Bytes(await host.Officer.GetAsync($"/v1/standards/local-postings/{posting}/document?format={format}", Ct)));
            Assert.All(heads, head => Assert.Contains(head, paper, StringComparison.Ordinal));
            Assert.All(others, name => Assert.DoesNotContain(name, paper, StringComparison.Ordinal));
            Assert.Contains("theo chuẩn của tỉnh", paper, StringComparison.Ordinal);
            if (format != "csv")
                Assert.Contains("không phải danh sách theo chuẩn nghèo quốc gia", paper, StringComparison.Ordinal);
        }

        // The named list: masked, or in clear for a purpose, and of no national class.
        foreach (var format in new[] { "docx", "xlsx", "csv" })
        {
            var masked = TextOf(await Bytes(await host.Officer.GetAsync($"/v1/exports/local-lists/{list}?format={format}", Ct)));
            Assert.All(heads.Concat(others), name => Assert.DoesNotContain(name, masked, StringComparison.Ordinal));
            var clear = TextOf(await Bytes(await host.Officer.PostAsJsonAsync($"/v1/exports/local-lists/{list}", new { format, purpose = "review" }, Ct)));
            Assert.All(heads.Concat(others), name => Assert.Contains(name, clear, StringComparison.Ordinal));
            Assert.Contains("NQ 12/2024/NQ-HĐND", format == "csv" ? "NQ 12/2024/NQ-HĐND" : clear, StringComparison.Ordinal);
        }

        await (await host.Officer.PostAsJsonAsync($"/v1/exports/local-lists/{list}", new { format = "csv" }, Ct)).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        await (await host.Officer.GetAsync($"/v1/exports/local-lists/{list}?format=pdf", Ct)).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        await (await host.Officer.GetAsync($"/v1/exports/lists/{list}", Ct)).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        var confirmed = TextOf(await Bytes(await host.Officer.GetAsync($"/v1/exports/local-lists/{list}/confirmations", Ct)));
        Assert.Equal(heads.Count, confirmed.Split("không thay giấy chứng nhận hộ nghèo, hộ cận nghèo theo chuẩn quốc gia").Length - 1);
        await (await host.Officer.GetAsync($"/v1/exports/local-lists/{replaced}/confirmations", Ct)).ShouldBeRefused(HttpStatusCode.Conflict, "local-list-replaced");

        // An ended posting is masked and not printed again; it cannot be changed; a household sees who was shown it.
        var ended = await host.Scalar<Guid>("""
            insert into local_list_posting (province_code, commune_code, id, list_id, places, from_day, until, posted_by, recorded_at)
            select province_code, commune_code, gen_random_uuid(), id, '{Nhà văn hóa}', current_date - 30, current_date - 9, 'officer-pungluong', now() from local_list where id = $1 returning id
            """, list);
        await (await host.Officer.GetAsync($"/v1/standards/local-postings/{ended}/document", Ct)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "posting-ended");
        Assert.All((await (await host.Officer.GetAsync($"/v1/standards/local-postings/{ended}", Ct)).ShouldBeOk()).GetProperty("lines").EnumerateArray(), line => Assert.DoesNotContain(line.GetProperty("head").GetString()!, heads));
        Assert.Equal("23001", (await Assert.ThrowsAsync<PostgresException>(() => host.Scalar<int>("delete from local_list_posting where id = $1 returning 1", ended))).SqlState);
        var household = entries[0].GetProperty("householdId").GetGuid();
        var seen = (await (await host.ClientFor(TestActors.Officer.With(Scopes.AccessesRead)).GetAsync($"/v1/households/{household}/accesses?limit=200", Ct)).ShouldBeOk()).GetRawText();
        foreach (var action in new[] { "local-list.decide", "local-posting.print", "local-list.export", "local-confirmation.print" })
            Assert.Contains(action, seen, StringComparison.Ordinal);
    }

    private async Task<List<string>> Texts(string sql, Guid list)
    {
        var texts = new List<string>();
        await using var command = host.Database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = list });
        await using var reader = await command.ExecuteReaderAsync(Ct);
        while (await reader.ReadAsync(Ct))
            texts.Add(reader.GetString(0));
        return texts;
    }

    private static async Task<byte[]> Bytes(HttpResponseMessage answer)
    {
        if (!answer.IsSuccessStatusCode)
            await answer.ShouldBeOk();
        return await answer.Content.ReadAsByteArrayAsync(Ct);
    }

    private static string TextOf(byte[] file)
    {
        if (!file.AsSpan().StartsWith("PK"u8))
            return Encoding.UTF8.GetString(file);
        using var zip = new ZipArchive(new MemoryStream(file));
        return string.Concat(zip.Entries.Where(entry => entry.FullName.EndsWith(".xml", StringComparison.Ordinal)).Select(entry => new StreamReader(entry.Open()).ReadToEnd()));
    }

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
