using System.Net;
using System.Net.Http.Json;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using PovertyPlatform.HouseholdServiceTests.Imports;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.HouseholdServiceTests.Exports;

/// <summary>Form B carries the points of its questions: of the province, the kind of area and the day of the review; without them it is not printed.</summary>
public class FormPointsTests(ImportHost host) : IClassFixture<ImportHost>
{
    private const string Head = "standard_code,form,region,valid_from,valid_to,is_sample,item,item_vi,kind,level,level_vi,from,to,points,legal_basis,confidence\n";
    private const string Sample = "BIỂU ĐIỂM MẪU, CHỈ ĐỂ THỬ";

    [Fact]
    public async Task WithoutATable_FormB_IsRefused_AndSaysWhichToLoad()
    {
        var id = await Household();
        var prints = await Prints();
        foreach (var answer in new[] { await Masked(id), await host.Officer.PostAsJsonAsync(Path(id), new { year = 2026, purpose = "review" }, Ct) })
        {
            var refused = (await answer.ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "point-table-missing")).GetRawText();
            Assert.Contains("khu vực nông thôn của chuẩn 2022-2026 có hiệu lực ngày 30/10/2026", refused, StringComparison.Ordinal);
            Assert.Contains("NĐ 351/2025/NĐ-CP", refused, StringComparison.Ordinal);
        }

        Assert.Equal(prints, await Prints());
        Assert.Equal(HttpStatusCode.OK, (await host.Officer.GetAsync($"/v1/exports/households/{id}/forms/a?year=2026", Ct)).StatusCode);
    }

    [Fact]
    public async Task TableOfTheDay_IsPrintedWithQuestionsActAndDays()
    {
        var id = await Household();
        await Load(Table("NT2", "2022-01-01", "2026-06-30", points: 31) + Table("NT2", "2026-07-01", "2026-12-31", points: 47) + Table("TT", "2022-01-01", "2026-12-31", points: 58));
        var text = await Text(await Masked(id));
        Assert.Contains("Biểu điểm B1, Nông thôn trung du và miền núi phía Bắc (NT2), áp dụng từ 01/07/2026 đến 31/12/2026 theo QĐ 1/QĐ-UBND.", text, StringComparison.Ordinal);
        Assert.Contains("Số nhân khẩu của hộ: ........một người47☐từ hai người0☐", text, StringComparison.Ordinal);
        Assert.DoesNotContain("31☐", text, StringComparison.Ordinal);
        Assert.DoesNotContain("58☐", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Sample, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TownHousehold_GetsTheUrbanTable()
    {
        var id = await Household();
        await Load(Table("NT2", "2022-01-01", "2026-12-31", points: 47) + Table("TT", "2022-01-01", "2026-12-31", points: 58));
        await host.Scalar<int>("update review set area_type = 2 where household_id = $1 returning 1", id);
        var text = await Text(await Masked(id));
        Assert.Contains("Biểu điểm B1, Thành thị (TT)", text, StringComparison.Ordinal);
        Assert.Contains("58☐", text, StringComparison.Ordinal);
        Assert.DoesNotContain("47☐", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SampleTable_IsMarkedAsASample()
    {
        var id = await Household();
        await Load(Table("NT2", "2022-01-01", "2026-12-31", points: 47, isSample: "yes"));
        Assert.Contains(Sample, await Text(await Masked(id)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SeveralRegions_AskForOne()
    {
        var id = await Household();
        await Load(Table("NT2", "2022-01-01", "2026-12-31", points: 47) + Table("NT3", "2022-01-01", "2026-12-31", points: 52));
        var refused = await (await Masked(id)).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Contains("NT2, NT3", refused.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("52☐", await Text(await Masked(id, "&region=NT3")), StringComparison.Ordinal);
        await (await Masked(id, "&region=NT6")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "point-table-missing");
    }

    [Fact]
    public async Task TableOfAnotherProvince_IsNotUsed()
    {
        var id = await Household();
        await Load(Table("NT2", "2022-01-01", "2026-12-31", points: 47));
        await host.Scalar<int>("update point_table set province_code = '01' returning 1");
        await (await Masked(id)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "point-table-missing");
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static string Path(Guid id) => $"/v1/exports/households/{id}/forms/b";

    private static string Table(string region, string from, string to, int points, string isSample = "no") => string.Concat(
        $"2022-2026,B1,{region},{from},{to},{isSample},1,Số nhân khẩu của hộ,range,1.1,một người,1,1,{points},QĐ 1/QĐ-UBND,H\n",
        $"2022-2026,B1,{region},{from},{to},{isSample},1,Số nhân khẩu của hộ,range,1.2,từ hai người,2,,0,QĐ 1/QĐ-UBND,H\n");

    private async Task<Guid> Household()
    {
        await host.Clear();
        await host.Scalar<long>("with gone as (delete from point_table returning 1) select count(*) from gone");
        Assert.Equal("done", (await host.Import(ImportHost.Book(3))).GetProperty("state").GetString());
        return await host.Scalar<Guid>("select id from household order by code limit 1");
    }

    private async Task Load(string rows) =>
        await (await host.ClientFor(TestActors.ProvinceOfficer).PostAsJsonAsync("/v1/standards/point-tables", new { provinceCode = "15", content = Head + rows }, Ct)).ShouldBeOk();

    private Task<HttpResponseMessage> Masked(Guid id, string more = "") => host.Officer.GetAsync($"{Path(id)}?year=2026{more}", Ct);

    private Task<long> Prints() => host.Scalar<long>("select count(*) from audit.entry where action = 'form.print'");

    private static async Task<string> Text(HttpResponseMessage answer)
    {
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        using var file = WordprocessingDocument.Open(new MemoryStream(await answer.Content.ReadAsByteArrayAsync()), false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(file, Ct).Select(fault => $"{fault.Path?.XPath}: {fault.Description}"));
        return file.MainDocumentPart!.Document!.InnerText;
    }
}
