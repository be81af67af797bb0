using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using PovertyPlatform.HouseholdServiceTests.Imports;
using PovertyPlatform.HouseholdServiceTests.Protection;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;
using PovertyPlatform.TestKit.Workbooks;

namespace PovertyPlatform.HouseholdServiceTests.Exports;

/// <summary>Papers that go out: complete for who may see people, masked for the others, and readable by the import that made them.</summary>
public class ExportTests(ImportHost host) : IClassFixture<ImportHost>
{
    private const string Lists = "/v1/exports/households";
    private static readonly string Masked = $"{Lists}?communeCode={ImportHost.Commune}&year=2026";
    private static readonly List<HouseholdSample> Samples = [.. HouseholdSamples.Make(30)];

    [Theory]
    [InlineData("xlsx")]
    [InlineData("csv")]
    public async Task ListInClear_ComesBackAsNothingChanged(string format)
    {
        await Registry();
        // What an import alone does not leave behind: a place left empty by a death, points without indicators.
        await host.Scalar<int>("update member set left_on = '2026-11-01' where id = (select m.id from member m join household h on h.id = m.household_id where h.persons > 3 and m.ordinal = 2 limit 1) returning 1");
        await host.Scalar<int>("update household h set persons = (select count(*) from member m where m.household_id = h.id and m.left_on is null) where persons > 3 returning 1");
        await host.Scalar<int>("update review set deprived_indicators = null where household_id = (select id from household order by code limit 1) returning 1");
        var before = await Everything();
        var file = await Clear(format);
        var job = await host.Import(file, $"danh-sach.{format}");
        Assert.Equal("done", job.GetProperty("state").GetString());
        Assert.Empty(await host.Findings(job));
        var counts = job.GetProperty("counts");
        Assert.Equal((0, 0, 30), (counts.GetProperty("householdsAdded").GetInt32(), counts.GetProperty("householdsChanged").GetInt32(), counts.GetProperty("householdsUnchanged").GetInt32()));
        Assert.Equal(before, await Everything());
    }

    [Fact]
    public async Task MaskedList_NamesNobody_AndIsOnRecord()
    {
        await Registry();
        foreach (var format in new[] { "xlsx", "csv", "docx" })
        {
            var text = TextOf(await Bytes(await host.Officer.GetAsync($"{Masked}&format={format}", Ct)));
            Assert.Contains(Samples[0].Members[0].Name.Split(' ')[0], text, StringComparison.Ordinal);
            foreach (var member in Samples.SelectMany(sample => sample.Members))
            {
                Assert.DoesNotContain(member.Name, text, StringComparison.Ordinal);
                if (member.Identity is not null)
                    Assert.DoesNotContain(member.Identity, text, StringComparison.Ordinal);
            }
        }

        Assert.Equal(3L, await host.Scalar<long>("select count(*) from audit.entry where action = 'household-list.export' and purpose is null and actor_id = 'officer-pungluong'"));
    }

    [Fact]
    public async Task PrintedFiles_AreValidAndOfficial()
    {
        await Registry();
        using var book = SpreadsheetDocument.Open(new MemoryStream(await Clear("xlsx")), false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(book, Ct).Select(fault => $"{fault.Path?.XPath}: {fault.Description}"));
        using var paper = WordprocessingDocument.Open(new MemoryStream(await Clear("docx")), false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(paper, Ct).Select(fault => $"{fault.Path?.XPath}: {fault.Description}"));
        foreach (var text in new[] { TextOf(await Clear("xlsx")), paper.MainDocumentPart!.Document!.InnerText })
            foreach (var part in new[] { "ỦY BAN NHÂN DÂN", "XÃ PÚNG LUÔNG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "/DS-UBND", "Nơi nhận:", "CHỦ TỊCH", "Tổng cộng: 30 hộ", Samples[0].Members[0].Name })
                Assert.Contains(part, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatBeginsAFormula_IsWrittenAsText()
    {
        await Registry();
        await host.Scalar<int>("update household set hamlet_name = '=HYPERLINK(\"http://x\")' where code = 'PL-000001' returning 1");
        Assert.Contains("\"'=HYPERLINK(\"\"http://x\"\")\"", Encoding.UTF8.GetString(await Clear("csv")), StringComparison.Ordinal);
        Assert.Contains("'=HYPERLINK", TextOf(await Clear("xlsx")), StringComparison.Ordinal);
        Assert.DoesNotContain("<f>", TextOf(await Clear("xlsx")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutPurposeRightOrArea_NothingGoesOut()
    {
        await Registry();
        var before = await host.Scalar<long>("select count(*) from audit.entry where action = 'household-list.export'");
        await (await Ask(host.Officer, "csv", null)).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        await (await Ask(host.Officer, "csv", "referral")).ShouldBeRefused(HttpStatusCode.Forbidden, "consent-missing");
        await (await Ask(host.Officer, "pdf", "review")).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        await (await Ask(host.ClientFor(TestActors.Officer.Without(Scopes.HouseholdsReveal)), "csv", "review")).ShouldBeRefused(HttpStatusCode.Forbidden, "scope-missing");
        await (await Ask(host.ClientFor(TestActors.Officer with { Communes = ["04493"] }), "csv", "review")).ShouldBeRefused(HttpStatusCode.Forbidden, "area-outside");
        Assert.Equal(before, await host.Scalar<long>("select count(*) from audit.entry where action = 'household-list.export'"));
    }

    [Fact]
    public async Task EveryHouseholdInClear_CountsAgainstTheDay()
    {
        await Registry();
        var actor = TestActors.Officer with { Id = "officer-budget" };
        await Bytes(await Ask(host.ClientFor(actor), "csv", "review"));
        Assert.Equal(30L, await host.Scalar<long>("select units from access.daily_use where caller like '%officer-budget' and purpose = 'persons'"));
        await host.Scalar<long>("update access.daily_use set units = 2980 where caller like '%officer-budget' and purpose = 'persons' returning units");
        await (await Ask(host.ClientFor(actor), "csv", "review")).ShouldBeRefused(HttpStatusCode.TooManyRequests, "daily-budget-spent");
    }

    [Theory]
    [InlineData("01", "GIẤY ĐỀ NGHỊ RÀ SOÁT HỘ NGHÈO, HỘ CẬN NGHÈO")]
    [InlineData("04", "GIẤY ĐỀ NGHỊ CÔNG NHẬN HỘ THOÁT NGHÈO")]
    [InlineData("a", "PHIẾU NHẬN DẠNG NHANH")]
    [InlineData("b", "PHIẾU RÀ SOÁT HỘ GIA ĐÌNH NĂM 2026")]
    public async Task Form_IsFilledForTheHousehold(string form, string title)
    {
        await Registry();
        var sample = Samples[2];
        var id = await host.Scalar<Guid>("select id from household where code = $1", sample.Code);
        var path = $"{Lists}/{id}/forms/{form}";
        // Form B is not printed without the points of its questions.
        await host.Scalar<int>("""
            insert into point_table (id, province_code, standard_code, form, region, valid_from, valid_to, is_sample, legal_basis, confidence, items, recorded_by, recorded_at)
            values (gen_random_uuid(), '15', '2022-2026', 'B1', 'NT2', '2022-01-01', '2026-12-31', true, 'Thử', 'L', '[]', 'test', now())
            on conflict (province_code, standard_code, form, region, valid_from) do update set legal_basis = excluded.legal_basis returning 1
            """);
        using var clear = WordprocessingDocument.Open(new MemoryStream(await Bytes(await host.Officer.PostAsJsonAsync(path, new { year = 2026, purpose = "review" }, Ct))), false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(clear, Ct).Select(fault => $"{fault.Path?.XPath}: {fault.Description}"));
        var text = clear.MainDocumentPart!.Document!.InnerText;
        Assert.Contains(title, text, StringComparison.Ordinal);
        Assert.Contains(sample.Members[0].Name, text, StringComparison.Ordinal);
        if (form == "b")
            Assert.Equal(sample.Marked.Count + 1, text.Count(letter => letter == '☒'));
        var masked = TextOf(await Bytes(await host.Officer.GetAsync($"{path}?year=2026", Ct)));
        Assert.All(sample.Members, member => Assert.DoesNotContain(member.Name, masked, StringComparison.Ordinal));
        await (await host.Officer.GetAsync($"{Lists}/{id}/forms/99", Ct)).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task Registry()
    {
        await host.Clear();
        Assert.Equal("done", (await host.Import(ImportHost.Book(30))).GetProperty("state").GetString());
    }

    private static Task<HttpResponseMessage> Ask(HttpClient client, string format, string? purpose) =>
        client.PostAsJsonAsync(Lists, new { communeCode = ImportHost.Commune, year = 2026, format, purpose });

    private async Task<byte[]> Clear(string format) => await Bytes(await Ask(host.Officer, format, "review"));

    private static async Task<byte[]> Bytes(HttpResponseMessage answer)
    {
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadAsByteArrayAsync();
    }

    /// <summary>Everything that can be read in a file, zipped or not.</summary>
    private static string TextOf(byte[] file)
    {
        if (!file.AsSpan().StartsWith("PK"u8))
            return Encoding.UTF8.GetString(file);
        using var zip = new ZipArchive(new MemoryStream(file));
        return string.Concat(zip.Entries.Select(entry =>
        {
            using var reader = new StreamReader(entry.Open());
            return reader.ReadToEnd();
        }));
    }

    private Task<string> Everything() => host.Scalar<string>("""
        select md5(string_agg(line, E'\n' order by line)) from (
          select (to_jsonb(h) - 'changed_at')::text line from household h union all select to_jsonb(m)::text from member m
          union all select (to_jsonb(r) - 'recorded_at' - 'import_id')::text from review r) l
        """);
}
