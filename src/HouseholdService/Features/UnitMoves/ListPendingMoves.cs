using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.HandOvers;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.UnitMoves;

/// <summary>What a move would do: communes of before a reform that went as a whole into the province and still hold households, each with its successor.</summary>
internal static class ListPendingMoves
{
    /// <summary>What waits.</summary>
    /// <param name="Households">Households in all.</param>
    /// <param name="Persons">Persons in them.</param>
    /// <param name="Items">Communes that ended, in order of code.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Response(int Households, int Persons, IReadOnlyList<Item> Items);

    /// <summary>A commune that ended.</summary>
    /// <param name="OldCommuneCode">Its code until the reform.</param>
    /// <param name="OldCommuneName">Its name.</param>
    /// <param name="OldProvinceCode">Its province until the reform.</param>
    /// <param name="ToCommuneCode">The commune it went to.</param>
    /// <param name="ToCommuneName">Its name.</param>
    /// <param name="OldAreaType">Urban or rural until the reform.</param>
    /// <param name="ToAreaType">Urban or rural since; another line may hold.</param>
    /// <param name="Households">Households that wait.</param>
    /// <param name="Persons">Persons in them.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Item(
        string OldCommuneCode, string OldCommuneName, string OldProvinceCode, string ToCommuneCode, string ToCommuneName, AreaType? OldAreaType, AreaType ToAreaType, int Households, int Persons);

    public static void Map(RouteGroupBuilder moves) => moves.MapGet("/pending", Handle).WithName("ListPendingMoves")
        .WithSummary("Communes that went as a whole into a province and still hold households").RequireScope(Scopes.UnitsChoose);

    private static async Task<Results<Ok<Response>, Refusal>> Handle(string? provinceCode, DateOnly? changedOn, HouseholdDb db, ReferenceBook book, AreaScope scope, CancellationToken ct)
    {
        var (day, refusal) = await UnitMoveRequest.Day(db, book, provinceCode, changedOn, scope, ct);
        if (day is null)
            return refusal!;
        var areas = (await book.Open(ct)).Areas;
        var items = new List<Item>();
        foreach (var ended in await db.Certain(provinceCode!, day.Value, ct))
        {
            if (areas.On(ended.To[0].NewCode, day.Value) is not { } to)
                continue;
            // The old commune may lie in a province that is no more, so in no token.
            await db.WorkIn(new AreaScope([], [ended.OldCode, to.Code], false), ct);
            if (await UnitMoveRun.ToGo(db, ended, to).AsNoTracking().GroupBy(home => 1).Select(group => new { Households = group.Count(), Persons = group.Sum(home => (int)home.Persons) }).FirstOrDefaultAsync(ct) is not { } waiting)
                continue;
            var old = areas.On(ended.OldCode, day.Value.AddDays(-1));
            items.Add(new Item(ended.OldCode, old?.Name ?? ended.OldCode, ended.OldProvince, to.Code, to.Name, old?.AreaType, to.AreaType, waiting.Households, waiting.Persons));
        }

        return TypedResults.Ok(new Response(items.Sum(item => item.Households), items.Sum(item => item.Persons), items));
    }
}
