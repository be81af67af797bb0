using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using PovertyPlatform.HouseholdServiceTests.Imports;
using PovertyPlatform.HouseholdServiceTests.Protection;
using PovertyPlatform.TestKit.Asserting;
using PovertyPlatform.TestKit.Door;

namespace PovertyPlatform.HouseholdServiceTests.Door;

/// <summary>The own commune with a recognised list of 2025 and a draft of 2026, the neighbour with a draft; both with an import each.</summary>
internal static class HouseholdStage
{
    private const string Family = "Khuất";
    private const string Hamlet = "Bản Kín Mít";
    private const string Code = "KM-";
    private const string Comparison = "/v1/standards/comparison";
    private const string Between = "from=2022-2026&to=2027-2030&year=2025";
    private static readonly object Decision = new { decisionNumber = "25/QĐ-UBND", decidedOn = "2025-12-10", signer = "Hờ A Chống, Chủ tịch" };
    private static readonly object OtherDecision = new { decisionNumber = "9/QĐ-UBND", decidedOn = "2026-11-20", signer = "Lý Văn Sình, Chủ tịch" };

    public static async Task<AccessStage> Arrange(ImportHost host)
    {
        var arranger = host.ClientFor(Places.Arranger);
        var chair = host.ClientFor(Places.Arranger with { Id = "door-chair" });
        var sample = await File.ReadAllBytesAsync(Path.Combine(Approved.Root, "samples", "pung-luong-2025.xlsx"));
        var import = (await host.Import(sample, year: 2025, reviewedOn: "2025-11-14", client: arranger)).GetProperty("id").GetGuid();
        var book = ImportHost.Book(12, 1001, (household, member, cells) =>
        {
            cells[2] = $"{Family} {(household.Members[member].IsMan ? "Văn" : "Thị")} {(char)('A' + member)}";
            if (member > 0)
                return;
            cells[8] = Hamlet;
            cells[9] = $"{Code}{household.Number}";
        });
        var otherImport = (await host.Import(book, commune: Places.Other, onFaults: "skip", client: arranger)).GetProperty("id").GetGuid();
        await (await arranger.PutAsJsonAsync($"/v1/populations/{Places.Own}/2025", new { households = 1132, persons = 5871, recordedOn = "2025-12-01" })).ShouldBeOk();

        var recognised = await Draft(arranger, Places.Own, 2025);
        await (await chair.PostAsJsonAsync($"/v1/lists/{recognised}/recognition", Decision)).ShouldBeOk();
        var draft = await Draft(arranger, Places.Own, 2026);
        var otherList = await Draft(arranger, Places.Other, 2026);
        var poor = await host.Scalar<Guid>($"select household_id from poverty_list_entry where list_id = '{recognised}' and class = 1 order by household_id limit 1");
        var first = await host.Scalar<Guid>($"select id from household where commune_code = '{Places.Own}' order by id limit 1");
        var other = await host.Scalar<Guid>($"select id from household where commune_code = '{Places.Other}' order by id limit 1");
        var elsewhereOpened = await OpeningStage.Household(host);
        var samples = new Dictionary<string, AccessSample>
        {
            ["GET /v1/households"] = new(AreaRule.Filtered, "/v1/households") { Shows = $"{first}" },
            ["GET /v1/households/{id}"] = new(AreaRule.Thing, $"/v1/households/{poor}") { Other = $"/v1/households/{other}", Shows = $"{poor}" },
            ["GET /v1/households/{id}/classification"] = new(AreaRule.Thing, $"/v1/households/{poor}/classification") { Other = $"/v1/households/{other}/classification", Shows = "explanation" },
            ["GET /v1/households/{id}/representatives"] = new(AreaRule.Thing, $"/v1/households/{poor}/representatives") { Other = $"/v1/households/{other}/representatives", Shows = "fullName" },

            ["POST /v1/households/{id}/reveal"] = new(AreaRule.Thing, $"/v1/households/{poor}/reveal")
            {
                Other = $"/v1/households/{other}/reveal",
                Body = new { purpose = "correction", reason = "Đối chiếu giấy tờ" },
                Shows = "fullName",
                Repeats = "every time is shown anew and recorded anew; nothing else changes",
            },
            ["POST /v1/households/search"] = new(AreaRule.Filtered, "/v1/households/search")
            {
                Body = new { identityNumber = (await host.Numbers())[await host.Scalar<Guid>($"select m.id from member m where household_id = '{poor}' and identity_number is not null order by ordinal limit 1")] },
                Shows = $"{poor}",
                Repeats = "it only looks",
            },
            ["POST /v1/households/search-people"] = new(AreaRule.Filtered, "/v1/households/search-people")
            {
                Body = new { name = await host.Scalar<string>($"select m.full_name from member m where household_id = '{poor}' order by ordinal limit 1") },
                Shows = $"{poor}",
                Repeats = "it only looks",
            },
            ["GET /v1/households/{id}/accesses"] = new(AreaRule.Thing, $"/v1/households/{poor}/accesses") { Other = $"/v1/households/{other}/accesses", Shows = "items" },

            ["GET /v1/lists"] = new(AreaRule.Filtered, "/v1/lists") { Shows = $"{draft}" },
            ["POST /v1/lists"] = new(AreaRule.Named, "/v1/lists")
            {
                Body = new { communeCode = Places.Own, year = 2026 },
                OtherBody = new { communeCode = Places.Other, year = 2026 },
                Shows = $"{draft}",
                IsHeavy = true,
                Repeats = "the draft is brought up to date",
            },
            ["GET /v1/lists/{id}"] = new(AreaRule.Thing, $"/v1/lists/{recognised}") { Other = $"/v1/lists/{otherList}", Shows = "25/QĐ-UBND" },
            ["GET /v1/lists/in-force"] = new(AreaRule.Thing, $"/v1/lists/in-force?communeCode={Places.Own}&year=2025") { Other = $"/v1/lists/in-force?communeCode={Places.Other}&year=2025", Shows = "25/QĐ-UBND" },
            ["GET /v1/lists/{id}/entries"] = new(AreaRule.Thing, $"/v1/lists/{recognised}/entries") { Other = $"/v1/lists/{otherList}/entries", Shows = "householdId" },
            ["GET /v1/lists/{id}/entries/{householdId}"] = new(AreaRule.Thing, $"/v1/lists/{recognised}/entries/{poor}") { Other = $"/v1/lists/{otherList}/entries/{other}", Shows = $"{poor}" },
            ["GET /v1/lists/{id}/check"] = new(AreaRule.Thing, $"/v1/lists/{draft}/check") { Other = $"/v1/lists/{otherList}/check", Shows = "blocks", IsHeavy = true },
            ["POST /v1/lists/{id}/recognition"] = new(AreaRule.Thing, $"/v1/lists/{recognised}/recognition")
            {
                Other = $"/v1/lists/{otherList}/recognition",
                Body = Decision,
                OtherBody = OtherDecision,
                Shows = "25/QĐ-UBND",
                IsHeavy = true,
                Repeats = "the same decision is answered, not taken again",
            },
            ["POST /v1/lists/{id}/correction"] = new(AreaRule.Thing, $"/v1/lists/{recognised}/correction")
            {
                Other = $"/v1/lists/{otherList}/correction",
                Shows = $"\"replacesListId\":\"{recognised}\"",
                IsHeavy = true,
                Repeats = "the draft of the correction is brought up to date",
            },

            ["PUT /v1/populations/{communeCode}/{year}"] = new(AreaRule.Named, $"/v1/populations/{Places.Own}/2026")
            {
                Other = $"/v1/populations/{Places.Other}/2026",
                Body = new { households = 1132, persons = 5871, recordedOn = "2026-11-01" },
                Shows = "5871",
                Repeats = "the same figures change nothing",
            },

            ["GET /v1/imports/template.xlsx"] = new(AreaRule.Everywhere, "/v1/imports/template.xlsx?year=2026") { Shows = "[Content_Types].xml" },
            ["GET /v1/imports"] = new(AreaRule.Filtered, "/v1/imports") { Shows = $"{import}" },
            ["POST /v1/imports"] = new(AreaRule.Named, $"/v1/imports?year=2026&communeCode={Places.Own}&reviewedOn=2026-10-30")
            {
                Other = $"/v1/imports?year=2026&communeCode={Places.Other}&reviewedOn=2026-10-30",
                Content = List,
                Shows = "queued",
                Repeats = "the same file is the same import",
            },
            ["GET /v1/imports/{id}"] = new(AreaRule.Thing, $"/v1/imports/{import}") { Other = $"/v1/imports/{otherImport}", Shows = $"{import}" },
            ["DELETE /v1/imports/{id}"] = new(AreaRule.Thing, $"/v1/imports/{import}") { Other = $"/v1/imports/{otherImport}", Passes = [409], Repeats = "an ended import stays as it is" },
            ["POST /v1/imports/{id}/acceptance"] = new(AreaRule.Thing, $"/v1/imports/{import}/acceptance") { Other = $"/v1/imports/{otherImport}/acceptance", Passes = [409], Repeats = "only a preview can be accepted, once" },
            ["GET /v1/imports/{id}/rows"] = new(AreaRule.Thing, $"/v1/imports/{import}/rows") { Other = $"/v1/imports/{otherImport}/rows", Shows = "items" },
            ["GET /v1/imports/{id}/faults"] = new(AreaRule.Thing, $"/v1/imports/{import}/faults?level=all") { Other = $"/v1/imports/{otherImport}/faults?level=all", Shows = "items" },

            ["GET /v1/imports/{id}/marked"] = new(AreaRule.Thing, $"/v1/imports/{import}/marked") { Other = $"/v1/imports/{otherImport}/marked", Shows = "[Content_Types].xml", IsHeavy = true },

            ["GET /v1/standards"] = new(AreaRule.Everywhere, "/v1/standards") { Shows = "2022-2026" },
            ["GET /v1/standards/comparison"] = new(AreaRule.Named, $"{Comparison}?{Between}&communeCode={Places.Own}") { Other = $"{Comparison}?{Between}&communeCode={Places.Other}", Shows = "Púng Luông" },
            ["GET /v1/standards/comparison/households"] = new(AreaRule.Named, $"{Comparison}/households?{Between}&communeCode={Places.Own}")
            {
                Other = $"{Comparison}/households?{Between}&communeCode={Places.Other}",
                Shows = "items",
            },
            ["GET /v1/hamlets"] = new(AreaRule.Filtered, "/v1/hamlets") { Shows = $"{Places.Own}0001" },
            ["GET /v1/areas"] = new(AreaRule.Everywhere, $"/v1/areas?provinceCode={Places.Province}") { Shows = Places.Own },
        }.WithOperations("household.none", exists: false).WithTrail(host, Family);
        var othersLocalList = await StandardStage.Add(host, samples);
        ExportStage.Add(samples, (poor, recognised), (other, otherList));
        var othersOpening = await OpeningStage.Add(host, samples, poor, other, elsewhereOpened);
        var elsewhere = (await ReviewStage.Add(host, samples, poor, other)).Concat(await EventStage.Add(host, samples, poor, other));
        var othersHandOver = await HandOverStage.Add(host, samples, poor, other);
        var othersMove = await UnitMoveStage.Add(host, samples);
        var othersChange = await HamletStage.Add(host, samples);
        var pairs = await DuplicateStage.Add(host, samples);
        var privacy = await PrivacyStage.Add(host, samples, poor, other);
        return new AccessStage(samples, [Family, Hamlet, Code, ReviewStage.Canary, $"{other}", $"{otherList}", $"{otherImport}", $"{othersOpening}", $"{othersHandOver}", $"{othersMove}", $"{othersChange}", $"{othersLocalList}", .. elsewhere, .. pairs, .. privacy], $"""
            select md5(concat_ws('|',
              (select string_agg(h::text, ',' order by id) from household h where commune_code = '{Places.Other}'),
              (select string_agg(m::text, ',' order by id) from member m where commune_code = '{Places.Other}'),
              (select string_agg(l::text, ',' order by id) from poverty_list l where commune_code = '{Places.Other}'),
              (select string_agg(e::text, ',' order by household_id) from poverty_list_entry e where commune_code = '{Places.Other}'),
              (select string_agg(p::text, ',' order by year) from area_population p where commune_code = '{Places.Other}'),
              (select string_agg(r::text, ',' order by id) from review_case r where commune_code = '{Places.Other}'),
              (select string_agg(c::text, ',' order by id) from review_cycle c where commune_code = '{Places.Other}'),
              (select string_agg(o::text, ',' order by id) from review_objection o where commune_code = '{Places.Other}'),
              (select string_agg(q::text, ',' order by id) from rights_request q where commune_code = '{Places.Other}'),
              (select string_agg(x::text, ',' order by id) from processing_restriction x where commune_code = '{Places.Other}'),
              (select string_agg(v::text, ',' order by household_id, id, known_from, valid_from) from record_version v where commune_code = '{Places.Other}'),
              (select string_agg(v::text, ',' order by id) from household_event v where commune_code = '{Places.Other}'),
              (select string_agg(j::text, ',' order by id) from import.job j where commune_code = '{Places.Other}')))
            """)
        {
            Residents = $"select full_name from member where commune_code = '{Places.Own}' and length(full_name) > 8",
            // Some more than the lists name: calls of the matrix move a household to a new one.
            Hamlets = [.. Enumerable.Range(1, 99).Select(number => $"{Places.Own}{number:D4}")],
        };
    }

    /// <summary>A list of nobody: the form is right, the headings are not, so nothing is taken.</summary>
    private static MultipartFormDataContent List()
    {
        var part = new ByteArrayContent(Encoding.UTF8.GetBytes("STT;Họ và tên\n1;Giàng A Páo\n"));
        part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return new MultipartFormDataContent { { part, "file", "danh-sach.csv" } };
    }

    private static async Task<Guid> Draft(HttpClient client, string commune, int year) =>
        (await (await client.PostAsJsonAsync("/v1/lists", new { communeCode = commune, year })).ShouldBeOk()).GetProperty("id").GetGuid();
}
