using PovertyPlatform.EndToEndTests.Live;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.EndToEndTests.Reports;

/// <summary>
/// Reports 2 and 3 come from events over the broker, the registry derives the same from its lists: over one province of moves between communes, deaths, splits and two years of decisions both
/// say the same, for every commune and the province, households and persons.
/// </summary>
public class ReportsAgainstRegistryTests(LiveServices live) : IClassFixture<LiveServices>
{
    private const int Communes = 4;
    private const int Again = 5;
    private static readonly TestActor Reader = new("reader", [Scopes.ReportsRead, Scopes.FiguresExact], [MovedProvince.Province], []);

    [Fact]
    public async Task ProvinceWithMovements_IsReportedAsTheRegistryDerivesIt()
    {
        var province = new MovedProvince(live);
        await province.Begin(Communes, 60);
        await province.Review(2025);
        await province.Happen(2026);
        await province.Review(2026);

        string[] areas = [MovedProvince.Province, .. province.Communes];
        await Eventually.Equals(2L * Communes, () => live.Scalar<long>("reportingdb", "select count(*) from recognised_list"), TimeSpan.FromSeconds(90));
        var told = await live.Scalar<long>("registrydb", "select count(*) from messaging.outbox_message where contract like '%household-recognised%' or contract like '%recognition-withdrawn%' or contract like '%household-moved%'");
        await Eventually.Equals(told, () => live.Scalar<long>("reportingdb", "select count(*) from recognition_fact"), TimeSpan.FromSeconds(90));

        using var reader = LiveServices.ClientOf(live.Reporting, Reader);
        var (wrong, seen) = (new List<string>(), new long[11]);
        foreach (var year in new[] { 2025, 2026 })
        {
            var reported = new Dictionary<(int Report, string Area, string Line), long[]>();
            foreach (var report in new[] { 2, 3 })
                foreach (var row in (await (await reader.GetAsync($"/v1/reports/{report}?areaCode={MovedProvince.Province}&since={year - 1}-12-31&on={year}-12-31", Ct)).ShouldBeOk()).GetProperty("rows").EnumerateArray())
                    reported[(report, row.GetProperty("areaCode").GetString()!, row.GetProperty("line").GetString()!)] = [.. row.GetProperty("values").EnumerateArray().Select(value => value.GetInt64())];
            foreach (var area in areas)
                foreach (var (report, line) in from report in new[] { 2, 3 } from line in new[] { "households", "persons" } select (report, line))
                {
                    var (derived, told2) = (await province.Movement(area, year, report, line), reported[(report, area, line)]);
                    if (!derived.SequenceEqual(told2))
                        wrong.Add($"{year} report {report} {area} {line}: registry {string.Join(' ', derived)}, report {string.Join(' ', told2)}");
                    Assert.Equal(told2[8], told2[0] - told2[1] - told2[2] - told2[3] + told2[4] + told2[5] + told2[6] + told2[7]);
                    seen = [.. seen.Zip(told2, (one, other) => one + other)];
                }

            foreach (var area in areas)
            {
                Assert.Equal(reported[(2, area, "households")][1], reported[(3, area, "households")][4]);
                Assert.Equal(reported[(2, area, "households")][4], reported[(3, area, "households")][1]);
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        // Every way in and out was taken, or the comparison would say little; nobody can be poor again in the second year of communes that the reform of 2025 made.
        Assert.Equal([Again], seen.Index().Where(column => column.Item == 0).Select(column => column.Index));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;
}
