using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PovertyPlatform.Contracts;
using PovertyPlatform.ReportingService.Consumers;
using PovertyPlatform.ReportingService.Data;

namespace PovertyPlatform.ReportingServiceTests.Consumers;

/// <summary>Whatever the order, the batches and the repeats in which events arrive, the movements say the same.</summary>
public class MovementTests(ReportingHost host) : IClassFixture<ReportingHost>
{
    private static readonly string[] Communes = ["04492", "04495"];
    private static readonly DateOnly Start = new(2025, 12, 1);

    private const int Move = 5;

    private sealed record Step(int Household, int Class, int Days, int Commune, int Persons);

    private static readonly Gen<Step> Steps = Gen.Select(Gen.Int[0, 3], Gen.Int[0, Move], Gen.Int[0, 400], Gen.Int[0, 1], Gen.Int[1, 9],
        (household, poverty, days, commune, persons) => new Step(household, poverty, days, commune, persons));

    [Fact]
    public async Task AnyOrderOfArrival_GivesTheStateOfTheVersions()
    {
        await Gen.Select(Steps.Array[1, 12], Gen.Int).SampleAsync(async input =>
        {
            var (steps, shuffle) = input;
            var ids = Enumerable.Range(0, 4).Select(_ => Guid.NewGuid()).ToArray();
            var versions = new int[4];
            var told = steps.Select(step => (step, version: ++versions[step.Household])).ToArray();
            var arrival = told.ToArray();
            new Random(shuffle).Shuffle(arrival);
            await host.Scalar<long>("with a as (delete from class_movement), b as (delete from recognition_fact) select 0::bigint");

            await using var scope = host.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ReportingDb>();
            foreach (var batch in arrival.Chunk(3).Append(arrival.Take(2).ToArray()))
                await Deliver(db, [.. batch.Select(item => (ids[item.step.Household], item.version, item.step))]);

            foreach (var day in new[] { 0, 100, 250, 400 })
                foreach (var commune in Communes)
                {
                    var expected = Expected(told, commune, day);
                    var on = Start.AddDays(day);
                    var actual = await db.Movements.IgnoreQueryFilters().Where(row => row.CommuneCode == commune && row.MovedOn <= on)
                        .GroupBy(row => row.Class).Select(group => new { group.Key, Households = group.Sum(row => row.Households), Persons = group.Sum(row => row.Persons) })
                        .Where(row => row.Households != 0 || row.Persons != 0).ToDictionaryAsync(row => row.Key, row => (row.Households, row.Persons), TestContext.Current.CancellationToken);
                    Assert.Equal(expected.OrderBy(pair => pair.Key), actual.OrderBy(pair => pair.Key));
                }
        }, iter: 40, threads: 1);
    }

    private static async Task Deliver(ReportingDb db, IReadOnlyList<(Guid Household, int Version, Step Step)> batch)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        var recognised = batch.Where(item => item.Step.Class is > 0 and < Move).Select(item => Told.Recognised(
            item.Household, item.Version, (PovertyClass)item.Step.Class, item.Step.Persons, Start.AddDays(item.Step.Days), Communes[item.Step.Commune])).ToList();
        var withdrawn = batch.Where(item => item.Step.Class == 0).Select(item => Told.Withdrawn(
            item.Household, item.Version, PovertyClass.Poor, item.Step.Persons, Start.AddDays(item.Step.Days), Communes[item.Step.Commune])).ToList();
        if (recognised.Count > 0)
            await new HouseholdRecognisedProjection().Apply(recognised, db, CancellationToken.None);
        if (withdrawn.Count > 0)
            await new HouseholdRecognitionWithdrawnProjection().Apply(withdrawn, db, CancellationToken.None);
        var moved = batch.Where(item => item.Step.Class == Move).Select(item => Told.Moved(item.Household, item.Version, Start.AddDays(item.Step.Days), Communes[item.Step.Commune])).ToList();
        if (moved.Count > 0)
            await new HouseholdMovedProjection().Apply(moved, db, CancellationToken.None);
        await transaction.CommitAsync();
    }

    // The model: on a day, a household counts where its newest version that has begun puts it; a version never begins before the one before it.
    private static Dictionary<short, (long, long)> Expected((Step Step, int Version)[] told, string commune, int day)
    {
        var counts = new Dictionary<short, (long Households, long Persons)>();
        foreach (var household in told.GroupBy(item => item.Step.Household))
        {
            Step? now = null;
            var begun = 0;
            Step? word = null;
            foreach (var (step, _) in household.OrderBy(item => item.Version))
            {
                // A move says where, and leaves the class and the persons as they were told last.
                word = step.Class != Move ? step : word is null ? step with { Class = 0 } : word with { Commune = step.Commune };
                begun = Math.Max(begun, step.Days);
                if (begun <= day)
                    now = word;
            }

            if (now is null or { Class: 0 } || Communes[now.Commune] != commune)
                continue;
            var before = counts.GetValueOrDefault((short)now.Class);
            counts[(short)now.Class] = (before.Households + 1, before.Persons + now.Persons);
        }

        return counts;
    }
}
