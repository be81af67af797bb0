using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PovertyPlatform.HouseholdServiceTests.Imports;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.HouseholdServiceTests.Standards;

/// <summary>A province's own, higher standard: its own classes and list, and not one nationally poor household more.</summary>
public class LocalStandardTests(ImportHost host) : IClassFixture<ImportHost>
{
    private const string Path = "/v1/standards/local";
    private const string File = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789ABCDEF";

    [Fact]
    public async Task HigherStandard_HasItsOwnList_AndNobodyIsNationallyPoorByIt()
    {
        await host.Clear();
        await host.Import(ImportHost.Book(60));
        var before = await National();
        var province = host.ClientFor(TestActors.ProvinceOfficer);
        await (await province.PostAsJsonAsync(Path, Standard("P15-1"), Ct)).ShouldBeOk();

        // The simulator: who would enter, commune by commune; nobody leaves under a higher line.
        var compared = await (await province.GetAsync("/v1/standards/comparison?from=2022-2026&to=P15-1&year=2026&provinceCode=15", Ct)).ShouldBeOk();
        var total = compared.GetProperty("total");
        Assert.Equal((60, 0, 0), (total.GetProperty("households").GetInt32(), total.GetProperty("leave").GetInt32(), total.GetProperty("cannotTell").GetInt32()));
        var entering = total.GetProperty("enter").GetInt32();
        Assert.InRange(entering, 1, 59);

        var list = (await (await host.Officer.GetAsync($"{Path}/P15-1/households?communeCode={ImportHost.Commune}&year=2026&limit=500", Ct)).ShouldBeOk()).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(entering, list.Count);
        Assert.All(list, item => Assert.Contains(item.GetProperty("localClass").GetString(), new[] { "Poor", "NearPoor" }));
        Assert.All(list, item => Assert.Equal("NotPoor", item.GetProperty("nationalClass").GetString()));

        // The national list, the national standard of the year and what is told to others are as before.
        Assert.Equal(before, await National());
        Assert.DoesNotContain("P15-1", (await (await host.Officer.GetAsync("/v1/standards", Ct)).ShouldBeOk()).GetRawText(), StringComparison.Ordinal);
        Assert.Equal(0L, await host.Scalar<long>("select count(*) from messaging.outbox_message where convert_from(body, 'UTF8') like '%P15-1%'"));
        await (await host.ClientFor(TestActors.Officer with { Communes = ["04493"] }).GetAsync($"{Path}/P15-1/households?communeCode={ImportHost.Commune}&year=2026", Ct)).ShouldBeRefused(HttpStatusCode.Forbidden, "area-outside");
    }

    [Fact]
    public async Task StandardThatIsLowerOrOverlapsOrOutside_IsRefusedWithItsSource()
    {
        var province = host.ClientFor(TestActors.ProvinceOfficer);
        var lower = await (await province.PostAsJsonAsync(Path, Standard("P15-2", poor: 1_400_000), Ct)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "local-standard-lower");
        Assert.Contains("NĐ 07/2021/NĐ-CP", lower.GetRawText(), StringComparison.Ordinal);
        await (await province.PostAsJsonAsync(Path, Standard("P15-2", missed: 4), Ct)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "local-standard-lower");
        await (await province.PostAsJsonAsync(Path, Standard("P15-2", points: 120), Ct)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "local-standard-lower");
        await (await province.PostAsJsonAsync(Path, Standard("P15-2", from: "2021-06-01", to: "2021-12-31"), Ct)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "outside-standard");
        await (await province.PostAsJsonAsync(Path, Standard("X-2"), Ct)).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        await (await province.PostAsJsonAsync(Path, Standard("P15-3", from: "2024-01-01", to: "2024-12-31"), Ct)).ShouldBeOk();
        var overlap = await (await province.PostAsJsonAsync(Path, Standard("P15-4", from: "2024-12-31", to: "2025-12-31"), Ct)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "standards-overlap");
        Assert.Contains("P15-3", overlap.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ActThatIsNotStated_OrCannotBe_IsRefused()
    {
        var province = host.ClientFor(TestActors.ProvinceOfficer);
        foreach (var (field, wrong) in new (string, object)[]
        {
            ("decisionNumber", Standard("P15-5", number: " ")), ("decidedOn", Standard("P15-5", decided: null)), ("signer", Standard("P15-5", signer: "")), ("fileSha256", Standard("P15-5", file: null)),
            ("fileSha256", Standard("P15-5", file: File[1..])), ("fileSha256", Standard("P15-5", file: $"x{File[1..]}")), ("lines", Standard("P15-5", near: 1_700_000)), ("lines", Standard("P15-5", missed: 13)),
            ("standardCode", Standard("P15-5", national: "2099")), ("provinceCode", Standard("P15-5", province: "00")), ("code", Standard("P15-")), ("code", Standard("P15-1234567890")), ("code", Standard("P15-1;x")),
        })
            Assert.Contains($"\"{field}\"", (await (await province.PostAsJsonAsync(Path, wrong, Ct)).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request")).GetRawText(), StringComparison.Ordinal);
        await (await province.PostAsJsonAsync(Path, Standard("P15-5", from: "2023-01-01", to: "2023-12-31", decided: "2023-01-02"), Ct)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "decided-after");
        await (await province.PostAsJsonAsync(Path, Standard("P15-5", from: "2023-12-31", to: "2023-01-01"), Ct)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "outside-standard");
        await (await province.PostAsJsonAsync(Path, Standard("P92-5", province: "92"), Ct)).ShouldBeRefused(HttpStatusCode.Forbidden, "area-outside");
        await (await host.ClientFor(TestActors.Officer).PostAsJsonAsync(Path, Standard("P15-5"), Ct)).ShouldBeRefused(HttpStatusCode.Forbidden, "scope-missing");

        await (await province.PostAsJsonAsync(Path, Standard("P15-5", from: "2023-01-01", to: "2023-12-31", decided: "2022-12-09"), Ct)).ShouldBeOk();
        await (await province.PostAsJsonAsync(Path, Standard("P15-5", from: "2022-01-01", to: "2022-12-31"), Ct)).ShouldBeRefused(HttpStatusCode.Conflict, "already-there");
        var kept = (await (await host.Officer.GetAsync($"{Path}?provinceCode=15&on=2023-06-01", Ct)).ShouldBeOk()).EnumerateArray().Single();
        Assert.Equal(("12/2025/NQ-HĐND", "2022-12-09", File.ToLowerInvariant()), (kept.GetProperty("decisionNumber").GetString()!, kept.GetProperty("decidedOn").GetString()!, kept.GetProperty("fileSha256").GetString()!));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static object Standard(
        string code, long poor = 1_800_000, int missed = 3, int points = 200, string from = "2026-01-01", string to = "2026-12-31", long near = 2_500_000, string? number = "12/2025/NQ-HĐND", string? decided = "2021-05-10",
        string? signer = "Chủ tịch Hội đồng nhân dân tỉnh", string? file = File, string national = "2022-2026", string province = "15") => new
        {
            provinceCode = province,
            code,
            validFrom = from,
            validTo = to,
            nameVi = "Chuẩn nghèo của tỉnh",
            standardCode = national,
            rural = new { poorUpTo = poor, nearUpTo = near, pointsUpTo = points },
            urban = new { poorUpTo = 2_300_000, nearUpTo = 3_000_000, pointsUpTo = 220 },
            deprivationsMin = missed,
            legalBasis = "NQ 12/2025/NQ-HĐND",
            decisionNumber = number,
            decidedOn = decided,
            signer,
            fileSha256 = file,
        };

    private async Task<(int, int)> National()
    {
        var draft = await (await host.Officer.PostAsJsonAsync("/v1/lists", new { communeCode = ImportHost.Commune, year = 2026 }, Ct)).ShouldBeOk();
        return (draft.GetProperty("poor").GetInt32(), draft.GetProperty("nearPoor").GetInt32());
    }
}
