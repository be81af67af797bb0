using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.HandOvers;
using PovertyPlatform.HouseholdService.Data.Lists;
using PovertyPlatform.HouseholdService.Domain.HandOvers;
using PovertyPlatform.HouseholdService.Domain.Lists;
using PovertyPlatform.HouseholdService.Domain.Movements;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.Movements;

/// <summary>
/// Movement of poor and near-poor households between the list in force of a year and the one before, for a commune or for all communes of a province. A household
/// that was handed over between two communes leaves one and enters the other with its class, and stays within the province that holds both.
/// </summary>
internal static class GetMovements
{
    /// <summary>Movements.</summary>
    /// <param name="Year">Year of the closing list.</param>
    /// <param name="Communes">Communes whose list of the year is recognised.</param>
    /// <param name="Poor">Movement of poor households (report 2).</param>
    /// <param name="NearPoor">Movement of near-poor households (report 3).</param>
    /// <param name="Changes">Households by what happened to them.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Response(int Year, int Communes, MovementTable Poor, MovementTable NearPoor, IReadOnlyDictionary<ChangeType, int> Changes);

    private sealed record Line(Guid HouseholdId, PovertyClass Class, short Persons, string CommuneCode);

    public static void Map(RouteGroupBuilder movements) => movements.MapGet("/", Handle).WithName("GetMovements")
        .WithSummary("Movement of poor and near-poor households of a year").RequireScope(Scopes.ListsRead);

    private static async Task<Results<Ok<Response>, Refusal>> Handle(string? communeCode, string? provinceCode, short year, HouseholdDb db, CancellationToken ct)
    {
        if ((communeCode is null) == (provinceCode is null))
            return Refusal.Invalid(new FieldFault("communeCode", "Chọn một xã hoặc một tỉnh.", "Name a commune or a province."));
        var lists = await db.ListsInForce().AsNoTracking().Where(list => list.ReviewYear <= year && (communeCode == null || list.CommuneCode == communeCode) && (provinceCode == null || list.ProvinceCode == provinceCode))
            .Select(list => new { list.Id, list.CommuneCode, list.ReviewYear }).ToListAsync(ct);
        var closing = lists.Where(list => list.ReviewYear == year).ToList();
        if (closing.Count == 0)
            return Refusal.NotFound;
        var communes = closing.Select(list => list.CommuneCode).ToHashSet(StringComparer.Ordinal);
        var opening = lists.Where(list => list.ReviewYear < year && communes.Contains(list.CommuneCode)).GroupBy(list => list.CommuneCode).Select(group => group.MaxBy(list => list.ReviewYear)!).ToList();
        var end = (await Lines(db, [.. closing.Select(list => list.Id)], ct)).GroupBy(line => line.HouseholdId).ToDictionary(group => group.Key, group => group.MinBy(line => line.Class)!);
        var start = (await Lines(db, [.. opening.Select(list => list.Id)], ct)).GroupBy(line => line.HouseholdId).ToDictionary(group => group.Key, group => group.MinBy(line => line.Class)!);
        var openingIds = opening.Select(list => list.Id).ToHashSet();
        var earlier = lists.Where(list => list.ReviewYear < year && !openingIds.Contains(list.Id)).Select(list => list.Id).ToArray();
        var history = (await Lines(db, earlier, ct)).ToLookup(line => line.HouseholdId, line => line.Class);
        var moves = await ListMoves.Of(db, communes.ToDictionary(commune => commune, commune => (int)(opening.Find(list => list.CommuneCode == commune)?.ReviewYear ?? 0), StringComparer.Ordinal), year, ct);
        var came = moves.CameFirst.Where(move => !start.ContainsKey(move.Key) && move.Value.Class is PovertyClass.Poor or PovertyClass.NearPoor).ToDictionary();
        var cameOrWent = await Moved(db, communes, [.. start.Keys.Union(end.Keys)], [.. openingIds], year, ct);
        var passages = start.Keys.Union(end.Keys).Union(came.Keys).Select(id =>
        {
            var (before, after) = (start.GetValueOrDefault(id), end.GetValueOrDefault(id));
            if (came.TryGetValue(id, out var with))
                return new Passage(id, with.Class, with.Persons ?? after?.Persons ?? 0, after?.Class, after?.Persons ?? 0, true, true, false, MovedIn: true, MovedOut: moves.Left.Contains(id));
            return new Passage(id, before?.Class, before?.Persons ?? 0, after?.Class, after?.Persons ?? 0,
                history[id].Contains(PovertyClass.Poor), history[id].Contains(PovertyClass.NearPoor), cameOrWent.Contains(id), MovedOut: moves.Left.Contains(id));
        }).ToList();
        return TypedResults.Ok(new Response(year, closing.Count, MovementTable.Of(PovertyClass.Poor, passages), MovementTable.Of(PovertyClass.NearPoor, passages),
            passages.GroupBy(passage => passage.Change).ToDictionary(group => group.Key, group => group.Count())));
    }

    private static async Task<List<Line>> Lines(HouseholdDb db, Guid[] lists, CancellationToken ct) => lists.Length == 0
        ? []
        : await db.ListEntries.AsNoTracking().Where(entry => lists.Contains(entry.ListId) && (entry.Class == PovertyClass.Poor || entry.Class == PovertyClass.NearPoor))
            .Select(entry => new Line(entry.HouseholdId, entry.Class, entry.Persons, entry.CommuneCode)).ToListAsync(ct);

    /// <summary>Households that lived elsewhere when the list was closed, and those that an earlier list of another commune of the caller's areas had.</summary>
    private static async Task<HashSet<Guid>> Moved(HouseholdDb db, HashSet<string> communes, Guid[] households, Guid[] opening, int year, CancellationToken ct)
    {
        var here = (await db.Households.Where(row => households.Contains(row.Id) && communes.Contains(row.CommuneCode)).Select(row => row.Id).ToListAsync(ct)).ToHashSet();
        var elsewhere = await (from entry in db.ListEntries
                               join list in db.ListsInForce() on entry.ListId equals list.Id
                               where list.ReviewYear == year - 1 && !opening.Contains(list.Id) && households.Contains(entry.HouseholdId)
                                   && (entry.Class == PovertyClass.Poor || entry.Class == PovertyClass.NearPoor)
                               select entry.HouseholdId).ToListAsync(ct);
        // Who was handed over since took the class of this list, or of a later one, along: it was here when the list was closed.
        var leftLater = (await db.HandOversOfBothSides().Where(row => row.State == HandOverState.Accepted && row.ListYear >= year && communes.Contains(row.CommuneCode) && households.Contains(row.HouseholdId))
            .Select(row => row.HouseholdId).ToListAsync(ct)).ToHashSet();
        return [.. households.Where(id => !here.Contains(id) && !leftLater.Contains(id)), .. elsewhere];
    }
}
