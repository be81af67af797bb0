using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;
using PovertyPlatform.TestKit.Door;

namespace PovertyPlatform.ReportingServiceTests.Publications;

/// <summary>Who sees exact small numbers, and that who does not learns nothing that is not public, whatever is asked for and subtracted.</summary>
public sealed class FiguresByRoleTests(ReportingHost host) : IClassFixture<ReportingHost>
{
    private static readonly string[] Exact = ["auditor", "commune-chair", "department", "front-officer", "ministry", "poverty-officer", "province-officer"];
    private static readonly string[] AsPublished = ["council-supervisor", "front-supervisor"];

    [Fact]
    public async Task EveryRole_SeesExactOrPublishedNumbers_AsItsLegalBasisSays()
    {
        Assert.Equal(Exact, RoleList.All.Where(role => role.Scopes.Contains(Scopes.ReportsRead) && role.Scopes.Contains(Scopes.FiguresExact)).Select(role => role.Code).Order(StringComparer.Ordinal));
        Assert.Equal(AsPublished, RoleList.All.Where(role => role.Scopes.Contains(Scopes.ReportsRead) && !role.Scopes.Contains(Scopes.FiguresExact)).Select(role => role.Code).Order(StringComparer.Ordinal));
        // Who sees published figures only has no other way to count: no lists, no households, no reviews.
        Assert.All(RoleList.All.Where(role => AsPublished.Contains(role.Code)), role => Assert.Equal([Scopes.ReferenceRead, Scopes.ReportsRead], role.Scopes.Order(StringComparer.Ordinal)));

        await PublicFiguresTests.Figures(host);
        await (await Ask(Holder("council-supervisor"), "15", "2026-03-01")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "not-published");
        await PublicFiguresTests.Lists(host);
        await (await host.ClientFor(new TestActor("department", [Scopes.FiguresPublish], ["15"], [])).PostAsJsonAsync("/v1/publications", new { provinceCode = "15", year = 2025 }, TestContext.Current.CancellationToken)).ShouldBeOk();
        var known = (await (await host.ClientFor(null).GetAsync("/v1/public/figures?provinceCode=15&year=2025", TestContext.Current.CancellationToken)).ShouldBeOk());
        var small = await host.Scalar<string>("select commune_code from class_movement where class = 1 and households = 3 order by 1 limit 1");

        // After the publication somebody enters a class: a reader of two days would subtract.
        await host.Scalar<long>($"with m as (insert into class_movement values ('15', '{small}', '2026-01-15', 1, 1, 4)) select 0::bigint");
        foreach (var role in AsPublished)
        {
            var seen = new Dictionary<string, HashSet<string>>();
            foreach (var day in new[] { "2025-12-31", "2026-01-14", "2026-01-15", "2026-03-01" })
            {
                foreach (var row in await Rows(Holder(role), "15", day))
                    seen.TryAdd(row.Key, [row.Value]);
                foreach (var area in new[] { small, "04492" })
                    foreach (var row in await Rows(Holder(role), area, day))
                        seen[row.Key].Add(row.Value);
            }

            // The same line whenever and however it was asked for, and every number of it is one that everybody reads.
            Assert.All(seen, area => Assert.Single(area.Value));
            foreach (var line in known.GetProperty("lines").EnumerateArray())
                Assert.Equal(Public(known, line), seen[line.GetProperty("areaCode").GetString()!].Single());
            Assert.Contains(",null,null,", seen[small].Single(), StringComparison.Ordinal);
            await (await Ask(Holder(role), "15", "2025-12-30")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "not-published");
            await (await Ask(Holder(role), "92", "2026-03-01")).ShouldBeRefused(HttpStatusCode.Forbidden, "area-outside");
        }

        foreach (var role in Exact)
        {
            Assert.StartsWith("3,", After(await Rows(Holder(role), small, "2025-12-31"), small), StringComparison.Ordinal);
            Assert.StartsWith("4,", After(await Rows(Holder(role), small, "2026-01-15"), small), StringComparison.Ordinal);
        }

        // The workbook to print goes the same way.
        var paper = await host.ClientFor(Holder("council-supervisor")).GetByteArrayAsync($"/v1/reports/1.xlsx?areaCode={small}&on=2026-03-01", TestContext.Current.CancellationToken);
        using var parts = new System.IO.Compression.ZipArchive(new MemoryStream(paper));
        using var sheet = new StreamReader(parts.Entries.Single(part => part.FullName.EndsWith("sheet1.xml", StringComparison.Ordinal) || part.FullName.EndsWith("sheet.xml", StringComparison.Ordinal)).Open());
        var printed = await sheet.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("<x:v>3</x:v>", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("<x:v>4</x:v>", printed, StringComparison.Ordinal);
        Assert.Contains("không công bố", printed, StringComparison.Ordinal);
    }

    private static TestActor Holder(string role) => new(role, [.. RoleList.All.Single(one => one.Code == role).Scopes], ["15"], [], Roles: [role]);

    private Task<HttpResponseMessage> Ask(TestActor actor, string area, string day) => host.ClientFor(actor).GetAsync($"/v1/reports/1?areaCode={area}&on={day}", TestContext.Current.CancellationToken);

    private async Task<Dictionary<string, string>> Rows(TestActor actor, string area, string day) => (await (await Ask(actor, area, day)).ShouldBeOk()).GetProperty("rows").EnumerateArray()
        .ToDictionary(row => row.GetProperty("areaCode").GetString()!, row => string.Join(',', row.GetProperty("values").EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Null ? "null" : value.GetRawText())));

    // Poor households are the third column.
    private static string After(Dictionary<string, string> rows, string area) => string.Join(',', rows[area].Split(',')[2..]);

    // A published line as report 1 prints it: numbers as they are, percentages only of numbers that are shown.
    private static string Public(JsonElement known, JsonElement line)
    {
        var measures = known.GetProperty("measures").EnumerateArray().Select(name => name.GetString()!).ToList();
        decimal? Number(string measure) => line.GetProperty("values")[measures.IndexOf(measure)] is { ValueKind: JsonValueKind.Number } value ? value.GetDecimal() : null;
        var text = new List<string> { Text(Number("residents.households")), Text(Number("residents.persons")) };
        foreach (var (kind, all) in new[] { ("households", "residents.households"), ("persons", "residents.persons") })
            foreach (var measure in new[] { "poor", "near_poor", "average_living" })
            {
                var (part, whole) = (Number($"{measure}.{kind}"), Number(all));
                text.Add(Text(part));
                text.Add(Text(part is { } top && whole is { } below ? Math.Round(top * 100 / below, 2, MidpointRounding.AwayFromZero) : null));
            }

        return string.Join(',', text);
    }

    private static string Text(decimal? value) => value is { } known ? known.ToString(System.Globalization.CultureInfo.InvariantCulture) : "null";
}
