using System.Net;
using System.Text.Json;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Microsoft.Extensions.DependencyInjection;
using PovertyPlatform.Contracts;
using PovertyPlatform.ReportingService.Consumers;
using PovertyPlatform.ReportingService.Data;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.ReportingServiceTests.Reports;

/// <summary>Reports 2 and 3: how the lists of the poor and near-poor moved between two days, for households and persons, of a commune and of the province that holds it.</summary>
public class MovementReportTests(ReportingHost host) : IClassFixture<ReportingHost>
{
    private static readonly string[] Communes = ["04492", "04495", "02647"];
    private static readonly DateOnly Opening = new(2025, 12, 31);
    private static readonly DateOnly Closing = new(2026, 12, 31);
    private static readonly DateOnly Before = new(2024, 12, 10);
    private static readonly DateOnly Last = new(2025, 12, 10);
    private static readonly DateOnly Now = new(2026, 11, 20);

    private readonly record struct Step(Guid Household, long Version, short? Class, int Persons, DateOnly On, int Commune);

    [Fact]
    public async Task EachWayInAndOut_HasItsColumn()
    {
        await Clear();
        var ids = Enumerable.Range(0, 12).Select(_ => Guid.NewGuid()).ToArray();
        await Tell([
            new(ids[0], 1, 1, 4, Last, 0), new(ids[0], 2, 1, 6, Now, 0), // stays poor and gains two
            new(ids[1], 1, 1, 5, Last, 0), new(ids[1], 2, 2, 4, Now, 0), // became near-poor
            new(ids[2], 1, 1, 3, Last, 0), new(ids[2], 2, 4, 3, Now, 0), // left
            new(ids[3], 1, 1, 2, Last, 0), new(ids[3], 2, 0, 2, Now, 0), // taken off by a correction
            new(ids[4], 1, 2, 7, Last, 0), new(ids[4], 2, 1, 8, Now, 0), // fell
            new(ids[5], 1, 1, 3, Before, 0), new(ids[5], 2, 4, 3, Last, 0), new(ids[5], 3, 1, 2, Now, 0), // poor again
            new(ids[6], 1, 1, 9, Now, 0), // for the first time
            new(ids[7], 1, 1, 4, Last, 0), new(ids[7], 2, null, 0, Now, 1), // handed over to the neighbour, and poor there
            new(ids[8], 1, 1, 5, Last, 1), new(ids[8], 2, null, 0, Now.AddDays(-30), 0), new(ids[8], 3, 4, 5, Now, 0), // came with its class, and left poverty here
            new(ids[9], 1, 2, 6, Last, 0), new(ids[9], 2, 2, 5, Now, 0), // stays near-poor and loses one
            new(ids[10], 1, 2, 1, Last, 0), new(ids[10], 2, 3, 1, Now, 0), // above near-poor
            new(ids[11], 1, 1, 1, Before, 0), new(ids[11], 2, 4, 1, Last, 0), new(ids[11], 3, 2, 1, Now, 0), // once poor, now near-poor: again on the list
        ]);

        var poor = await Rows(2, "04492");
        Assert.Equal([5, 1, 2, 2, 1, 1, 1, 1, 4, 1, 1], poor[("04492", "households")]);
        Assert.Equal([18, 5, 8, 6, 8, 2, 9, 7, 25, 4, 5], poor[("04492", "persons")]);
        var near = await Rows(3, "04492");
        Assert.Equal([3, 1, 1, 0, 1, 1, 0, 0, 3, 0, 0], near[("04492", "households")]);
        Assert.Equal([14, 7, 1, 1, 4, 1, 0, 0, 10, 0, 0], near[("04492", "persons")]);

        // For the province a move between two of its communes is none.
        var province = await Rows(2, "15");
        Assert.Equal([6, 1, 2, 1, 1, 1, 1, 0, 5, 0, 0], province[("15", "households")]);
        Assert.Equal([1, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1], province[("04495", "households")]);

        // From the evening before to that of the decision it is the same; of a day without one nothing moves.
        var (day, quiet) = (await Rows(2, "04492", "2026-11-20", "2026-11-19"), await Rows(2, "04492", "2026-12-31", "2026-12-30"));
        Assert.Equal(poor[("04492", "households")][8], day[("04492", "households")][8]);
        Assert.Equal([4, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0], quiet[("04492", "households")]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task ProvinceOfRandomMovements_AddsUp_WhateverTheOrderOfArrival(int seed)
    {
        await Clear();
        var random = new Random(seed);
        var told = new List<Step>();
        for (var number = 0; number < 150; number++)
        {
            var (id, commune, known) = (Guid.NewGuid(), random.Next(3), false);
            for (var version = 1; version <= random.Next(1, 7); version++)
            {
                var on = Before.AddDays(random.Next(0, 760));
                var move = known && random.Next(3) == 0;
                commune = move ? random.Next(3) : commune;
                told.Add(new(id, version, move ? null : (short)random.Next(0, 5), random.Next(1, 9), on, commune));
                known = true;
            }
        }

        var arrival = told.Concat(told.Take(40)).ToArray();
        random.Shuffle(arrival);
        await Tell(arrival);
        var (poor, near, areas) = (await Rows(2, "15"), await Rows(3, "15"), Communes.Prepend("15").ToArray());
        var (first, last) = (await Report1("15", Opening), await Report1("15", Closing));
        foreach (var area in areas)
            foreach (var (rows, of, unit) in from report in new[] { (poor, (short)1), (near, (short)2) } from unit in new[] { "households", "persons" } select (report.Item1, report.Item2, unit))
            {
                var line = rows[(area, unit)];
                Assert.Equal(Expected(told, area == "15" ? null : Array.IndexOf(Communes, area), of, unit == "persons"), line);
                Assert.Equal(line[8], line[0] - line[1] - line[2] - line[3] + line[4] + line[5] + line[6] + line[7]);
                Assert.True(line[9] <= line[3] && line[10] <= line[7]);
                // The ends are those of report 1 on both days.
                var column = (of, unit) switch { (1, "households") => 2, (2, "households") => 4, (1, _) => 8, _ => 10 };
                Assert.Equal((first[area][column], last[area][column]), (line[0], line[8]));
            }

        foreach (var area in areas)
        {
            Assert.Equal(poor[(area, "households")][1], near[(area, "households")][4]);
            Assert.Equal(poor[(area, "households")][4], near[(area, "households")][1]);
        }

        // The province is the sum of its communes, but for the moves inside it.
        foreach (var rows in new[] { poor, near })
            foreach (var column in new[] { 0, 8 })
                Assert.Equal(Communes.Sum(commune => rows[(commune, "households")][column]), rows[("15", "households")][column]);
        Assert.Equal(0, poor[("15", "households")][9] + poor[("15", "households")][10]);
        Assert.True(Communes.Sum(commune => poor[(commune, "households")][10] + near[(commune, "households")][10]) > 0);

        // Told once more from the beginning, it says the same; so does a commune by itself.
        await Tell(told);
        Assert.Equal(poor[("04492", "persons")], (await Rows(2, "15"))[("04492", "persons")]);
        Assert.Equal(poor[("04492", "persons")], (await Rows(2, "04492", client: host.ClientFor(TestActors.Officer)))[("04492", "persons")]);
    }

    [Fact]
    public async Task Workbook_IsTheFormAndSaysTheSame()
    {
        await Clear();
        var id = Guid.NewGuid();
        await Tell([new(id, 1, 1, 4, Last, 0), new(id, 2, 2, 5, Now, 0)]);
        foreach (var (report, title) in new[] { (2, "TỔNG HỢP DIỄN BIẾN HỘ NGHÈO"), (3, "TỔNG HỢP DIỄN BIẾN HỘ CẬN NGHÈO") })
        {
            var json = await Rows(report, "15");
            using var file = new MemoryStream(await host.ClientFor(TestActors.ProvinceOfficer).GetByteArrayAsync($"/v1/reports/{report}.xlsx?areaCode=15&on=2026-12-31", Ct));
            using var document = SpreadsheetDocument.Open(file, false);
            Assert.Empty(new OpenXmlValidator().Validate(document, Ct).Select(error => error.Description));
            var rows = document.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<Row>().ToDictionary(row => row.RowIndex!.Value, row => row.Elements<Cell>().Select(cell => cell.InlineString?.InnerText ?? cell.CellValue?.Text ?? "").ToList());
            Assert.Equal(title, rows[4][0]);
            Assert.Contains("từ ngày 01/01/2026 đến hết ngày 31/12/2026", rows[5][0], StringComparison.Ordinal);
            Assert.Equal(["A", "B", .. Enumerable.Range(1, 9).Select(number => $"{number}")], rows[9]);
            Assert.Equal(["", "TỔNG CỘNG: Tỉnh Lào Cai – hộ", .. json[("15", "households")].Take(9).Select(value => $"{value}")], rows[10]);
            Assert.Equal(["", "– nhân khẩu", .. json[("15", "persons")].Take(9).Select(value => $"{value}")], rows[11]);
            var at = rows.Single(row => row.Value.Contains("Xã Púng Luông – hộ")).Key;
            Assert.Equal(json[("04492", "persons")].Take(9).Select(value => $"{value}"), rows[at + 1].Skip(2));
        }
    }

    [Fact]
    public async Task WrongPeriodAreaOrRole_IsRefused()
    {
        Task<HttpResponseMessage> Ask(TestActor actor, string query) => host.ClientFor(actor).GetAsync($"/v1/reports/{query}", Ct);
        foreach (var wrong in new[] { "2?areaCode=15&on=2026-12-31&since=2026-12-31", "3?areaCode=15&on=2026-12-31&since=2027-01-01", "1?areaCode=15&on=2026-12-31&since=2025-12-31", "2?areaCode=15&on=2026-12-31&since=x" })
            await (await Ask(TestActors.ProvinceOfficer, wrong)).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        await (await Ask(TestActors.Officer, "2?areaCode=15")).ShouldBeRefused(HttpStatusCode.Forbidden, "area-outside");
        await (await Ask(TestActors.Officer, "3.xlsx?areaCode=02647")).ShouldBeRefused(HttpStatusCode.Forbidden, "area-outside");
        await (await Ask(TestActors.ProvinceOfficer.Without(Scopes.FiguresExact), "2?areaCode=15")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "not-published");
        await (await Ask(TestActors.ProvinceOfficer.Without(Scopes.ReportsRead), "2?areaCode=15")).ShouldBeRefused(HttpStatusCode.Forbidden, "scope-missing");
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Task<long> Clear() => host.Scalar<long>("with a as (delete from class_movement), b as (delete from recognition_fact), c as (delete from class_stay) select 0::bigint");

    private async Task Tell(IReadOnlyList<Step> steps)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ReportingDb>();
        foreach (var batch in steps.Chunk(37))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(Ct);
            var recognised = batch.Where(step => step.Class > 0).Select(step => Told.Recognised(step.Household, step.Version, (PovertyClass)step.Class!, step.Persons, step.On, Communes[step.Commune])).ToList();
            var withdrawn = batch.Where(step => step.Class == 0).Select(step => Told.Withdrawn(step.Household, step.Version, PovertyClass.Poor, step.Persons, step.On, Communes[step.Commune])).ToList();
            var moved = batch.Where(step => step.Class is null).Select(step => Told.Moved(step.Household, step.Version, step.On, Communes[step.Commune])).ToList();
            if (recognised.Count > 0)
                await new HouseholdRecognisedProjection().Apply(recognised, db, Ct);
            if (withdrawn.Count > 0)
                await new HouseholdRecognitionWithdrawnProjection().Apply(withdrawn, db, Ct);
            if (moved.Count > 0)
                await new HouseholdMovedProjection().Apply(moved, db, Ct);
            await transaction.CommitAsync(Ct);
        }
    }

    private async Task<Dictionary<(string Area, string Line), long[]>> Rows(int report, string area, string on = "2026-12-31", string? since = null, HttpClient? client = null)
    {
        var answer = await (await (client ?? host.ClientFor(TestActors.ProvinceOfficer)).GetAsync($"/v1/reports/{report}?areaCode={area}&on={on}{(since is null ? "" : $"&since={since}")}", Ct)).ShouldBeOk();
        return answer.GetProperty("rows").EnumerateArray().ToDictionary(row => (row.GetProperty("areaCode").GetString()!, row.GetProperty("line").GetString()!), Values);
    }

    private async Task<Dictionary<string, long[]>> Report1(string area, DateOnly on) =>
        (await (await host.ClientFor(TestActors.ProvinceOfficer).GetAsync($"/v1/reports/1?areaCode={area}&on={on:yyyy-MM-dd}", Ct)).ShouldBeOk()).GetProperty("rows").EnumerateArray().ToDictionary(row => row.GetProperty("areaCode").GetString()!, Values);

    private static long[] Values(JsonElement row) => [.. row.GetProperty("values").EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var whole) ? whole : -1)];

    // The model walks from evening to evening: where a household is, in which class, and what is told when it crosses the border of the area or the period ends.
    private static long[] Expected(List<Step> told, int? commune, short of, bool persons)
    {
        var line = new long[11];
        foreach (var household in told.GroupBy(step => step.Household))
        {
            var evenings = new SortedDictionary<DateOnly, (int Commune, short Class, int Persons)>();
            var (begun, word) = (DateOnly.MinValue, (Class: (short)0, Persons: 0));
            foreach (var step in household.OrderBy(step => step.Version))
            {
                begun = step.On > begun ? step.On : begun;
                word = step.Class is { } said ? (said, said == 0 ? 0 : step.Persons) : word;
                evenings[begun] = (step.Commune, word.Class, word.Persons);
            }

            bool Inside((int Commune, short, int)? state) => state is { } here && (commune is null || here.Commune == commune);
            (int Commune, short Class, int Persons)? before = evenings.Where(evening => evening.Key <= Opening).Select(evening => ((int, short, int)?)evening.Value).LastOrDefault();
            var history = evenings.Where(evening => evening.Key <= Opening).Select(evening => evening.Value.Class).ToHashSet();
            var (start, here, cameIn) = (Inside(before) ? (before!.Value.Class, before.Value.Persons) : ((short)0, 0), Inside(before), false);
            void End(short endClass, int endPersons, bool isOut, bool isWithdrawn)
            {
                void Count(int column, int size) => line[column] += persons ? size : 1;
                if (start.Item1 == of)
                {
                    Count(cameIn ? 7 : 0, start.Item2);
                    if (cameIn)
                        Count(10, start.Item2);
                    if (endClass == of && persons)
                        line[endPersons > start.Item2 ? 7 : 3] += Math.Abs(endPersons - start.Item2);
                    if (endClass != of)
                        Count(endClass is 1 or 2 ? 1 : isOut || isWithdrawn ? 3 : 2, start.Item2);
                    if (isOut)
                        Count(9, start.Item2);
                }

                if (endClass != of)
                    return;
                Count(8, endPersons);
                if (start.Item1 is 1 or 2)
                    line[4] += start.Item1 == of ? 0 : persons ? endPersons : 1;
                else
                    Count(history.Contains(1) || (of == 2 && history.Contains(2)) ? 5 : 6, endPersons);
            }

            foreach (var (day, state) in evenings.Where(evening => evening.Key > Opening && evening.Key <= Closing))
            {
                if (here && !Inside(state))
                    End(0, 0, true, false);
                else if (!here && Inside(state) && before is { } was)
                {
                    (start, cameIn) = ((was.Class, was.Persons), true);
                    history = [.. evenings.Where(evening => evening.Key < day).Select(evening => evening.Value.Class)];
                }
                else if (!here && Inside(state))
                    (start, cameIn) = ((0, 0), false);
                (here, before) = (Inside(state), state);
            }

            if (here)
                End(before!.Value.Class, before.Value.Persons, false, before.Value.Class == 0);
        }

        return line;
    }
}
