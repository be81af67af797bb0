using System.Text.Json;
using Spectre.Console;

namespace PovertyPlatform.Dev.Demo.Review;

/// <summary>What came of the review: household by household, counted against the story, and the papers that were printed.</summary>
internal static class Outcome
{
    private const string Api = "/household/v1";
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    { ["Poor"] = "hộ nghèo", ["NearPoor"] = "hộ cận nghèo", ["NotPoor"] = "không thuộc diện", ["AverageLiving"] = "mức sống trung bình" };

    public static async Task Show(Cast cast, CancellationToken ct)
    {
        cast.Step(10, "Kết quả, giấy chứng nhận", "outcome, certificates");
        var list = (await cast.Officer.Get<PageOf<ListAnswer>>($"{Api}/lists?communeCode={Village.Commune}&year=2026", ct)).Items.First(one => one.State == "Recognised");
        var cycle = (await cast.Officer.Get<JsonElement>($"{Api}/review-cycles?communeCode={Village.Commune}&year=2026", ct)).GetProperty("items").EnumerateArray()
            .Select(one => one.GetProperty("cycle")).First(one => one.GetProperty("state").GetString() is not "Cancelled");
        var cases = (await cast.Officer.Get<JsonElement>($"{Api}/review-cases?cycleId={cycle.GetProperty("id").GetGuid()}&limit=500", ct)).GetProperty("items").EnumerateArray().ToDictionary(one => one.GetProperty("householdId").GetGuid());
        var homes = (await cast.Officer.Get<PageOf<HouseholdAnswer>>($"{Api}/households?communeCode={Village.Commune}&limit=500", ct)).Items;
        var table = new Table().RoundedBorder().AddColumns("Mã hộ", "Thôn", "Danh sách 2025", "Theo điểm", "Kết quả 2026", "Giấy chứng nhận");
        foreach (var home in homes.Where(home => cases.ContainsKey(home.Id)).OrderBy(home => home.Code, StringComparer.Ordinal))
            table.AddRow(home.Code ?? "", home.Hamlet, Word(cases[home.Id], "startClass"), Word(cases[home.Id], "scoredClass"), Word(cases[home.Id], "class"), Text(cases[home.Id], "certificateNumber"));
        cast.Console.Write(table);

        var (poor, near, escaped, certificates, refused) = Village.Expected;
        cast.Ledger.Compare("Hộ nghèo được công nhận", "poor households recognised", poor, list.Poor);
        cast.Ledger.Compare("Hộ cận nghèo được công nhận", "near-poor households recognised", near, list.NearPoor);
        cast.Ledger.Compare("Hộ thoát nghèo, thoát cận nghèo", "households that left", escaped, list.Escaped);
        cast.Ledger.Compare("Giấy chứng nhận", "certificates", certificates, cases.Values.Count(one => Text(one, "certificateNumber").Length > 0));
        cast.Ledger.Compare("Hộ không được công nhận", "households refused", refused, cases.Values.Count(one => Text(one, "outcome") == "Refused"));
        cast.Ledger.Compare("Hồ sơ chưa kết thúc", "cases still open", 0, cases.Values.Count(one => Text(one, "state") != "Closed"));
        cast.Ledger.Compare("Bước sai quy định", "irregular steps", 0, cases.Values.Sum(one => one.GetProperty("irregularities").GetArrayLength()));
        cast.Ledger.Compare("Cuộc rà soát", "the review", "Locked", cycle.GetProperty("state").GetString()!);
        var movement = await cast.Officer.Get<JsonElement>($"{Api}/movements?communeCode={Village.Commune}&year=2026", ct);
        cast.Ledger.Compare("Diễn biến hộ nghèo cộng đúng", "movements add up", "True", movement.GetProperty("poor").GetProperty("addsUp").GetBoolean().ToString());
        await Print(cast, list.Id, cycle.GetProperty("id").GetGuid(), ct);
    }

    private static async Task Print(Cast cast, Guid list, Guid cycle, CancellationToken ct)
    {
        Directory.CreateDirectory(cast.Output);
        foreach (var (name, content) in new[]
                 {
                     ("giay-chung-nhan.docx", await cast.Officer.Download($"{Api}/review-cycles/{cycle}/certificates", ct)),
                     ("danh-sach-ho-ngheo.xlsx", await cast.Officer.Download($"{Api}/exports/lists/{list}?class=Poor", ct)),
                     ("danh-sach-ra-soat.docx", await cast.Officer.Download($"{Api}/exports/households", new { communeCode = Village.Commune, year = 2026, format = "docx", purpose = "review" }, ct)),
                 })
        {
            await File.WriteAllBytesAsync(Path.Combine(cast.Output, name), content, ct);
            cast.Say($"Đã in: artifacts/demo/review/{name} ({content.Length:N0} byte)", $"printed: {name}");
        }
    }

    private static string Word(JsonElement found, string property) => Text(found, property) is { Length: > 0 } word ? Words.GetValueOrDefault(word, word) : "–";

    private static string Text(JsonElement found, string property) => found.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
