using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Hamlets;
using PovertyPlatform.HouseholdService.Domain.Areas;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.HamletChanges;

/// <summary>
/// Moves households of hamlets that ended, each in a commit of its own: to the one successor; after a split those that are named, to the one that is named; after an undoing back.
/// The same request again goes on where an interrupted one stopped.
/// </summary>
internal static class MoveHouseholdsOfChange
{
    private const int MostAtOnce = 200;

    /// <summary>Whom to move; empty where the successor is certain, or the change was taken back.</summary>
    /// <param name="ToHamletCode">After a split: one of the successors.</param>
    /// <param name="HouseholdIds">After a split: households of the hamlet that went there, at most 200.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(string? ToHamletCode, IReadOnlyList<Guid>? HouseholdIds);

    /// <summary>What came of it.</summary>
    /// <param name="Moved">Households that went.</param>
    /// <param name="Left">Households that still have to go; send the request again for what is not named in <paramref name="Waiting"/>.</param>
    /// <param name="Waiting">Households that cannot go yet, with the reason.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Response(int Moved, int Left, IReadOnlyList<Wait> Waiting);

    /// <summary>A household that cannot go yet.</summary>
    /// <param name="HouseholdId">The household.</param>
    /// <param name="Code">Code of the reason.</param>
    /// <param name="Vi">The reason in Vietnamese.</param>
    /// <param name="En">The reason in English.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Wait(Guid HouseholdId, string Code, string Vi, string En);

    public static void Map(RouteGroupBuilder changes) => changes.MapPost("/{id:guid}/moves", Handle).WithName("MoveHouseholdsOfHamletChange")
        .WithSummary("Move households of hamlets that ended to their successors, or back").RequireScope(Scopes.HamletsChange);

    private static async Task<Results<Ok<Response>, Refusal>> Handle(Guid id, Request request, HouseholdDb db, HamletDesk desk, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (await db.HamletChanges.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, ct) is not { } change || !db.Area.Contains(change.ProvinceCode, change.CommuneCode))
            return Refusal.NotFound;
        var isChosen = !change.IsCertain && change.UndoneAt is null;
        if (isChosen != request.ToHamletCode is not null || isChosen != request.HouseholdIds is { Count: > 0 and <= MostAtOnce })
            return Refusal.Invalid(new FieldFault("toHamletCode, householdIds", $"Sau khi chia tách, ghi thôn nhận và từ 1 đến {MostAtOnce} hộ; các trường hợp khác để trống.",
                $"After a split name the hamlet and 1 to {MostAtOnce} households; otherwise leave both out."));
        var waiting = new List<Wait>();
        var (moved, left) = change.UndoneAt is null ? (0, 0) : await Back(change, desk, waiting, ct);
        if (change.UndoneAt is null)
        {
            var codes = await db.HamletChangeLines.Where(line => line.ChangeId == id).Select(line => line.NewCode).Distinct().ToListAsync(ct);
            if ((isChosen ? codes.Find(code => code == request.ToHamletCode) : codes[0]) is not { } code)
                return HamletRules.NotCandidate(codes);
            var hamlet = await db.Hamlets.AsNoTracking().SingleAsync(row => row.HamletCode == code, ct);
            // A successor that ended meanwhile is gone through all the same, and the change that ended it goes on from there; not where its name leads to another one by now.
            if (hamlet.EndedOn is not null && await db.Hamlets.AnyAsync(row => row.CommuneCode == change.CommuneCode && row.NameSearch == hamlet.NameSearch && row.HamletCode != code
                    && (row.EndedOn == null || row.EndedOn > hamlet.EndedOn), ct))
                return HamletRules.Find(code, "toHamletCode", change.CommuneCode, [hamlet]).Refusal!;
            var named = request.HouseholdIds?.Distinct().ToArray() ?? [];
            var homes = await desk.Next(desk.Waiting(change).AsNoTracking().Where(home => !isChosen || named.Contains(home.Id))).Take(MostAtOnce).Select(home => home.Id).ToListAsync(ct);
            waiting.AddRange(named.Except(homes).Select(home => new Wait(home, Refusal.NotFound.Code, "Hộ không còn ở thôn đã kết thúc.", "The household is not in the hamlet that ended.")));
            foreach (var home in homes)
                if (await desk.Carry(home, change, hamlet.Name, ct) is { } why)
                    waiting.Add(new Wait(home, why.Code, why.Vi, why.En));
                else
                    moved++;
            left = await desk.Waiting(change).CountAsync(ct);
        }

        db.Audit(AuditEntry.Of(actor, "hamlet.move-households", "hamlet-change", id, clock.GetUtcNow(), change.ProvinceCode, change.CommuneCode, $"{moved} households"));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new Response(moved, left, waiting));
    }

    private static async Task<(int Moved, int Left)> Back(HamletChange change, HamletDesk desk, List<Wait> waiting, CancellationToken ct)
    {
        var moves = await desk.Moves(change, int.MaxValue, ct);
        var back = 0;
        // Who cannot go back does not count: else a change with many of them would never get on.
        for (var at = 0; at < moves.Count && back < MostAtOnce; at++)
            if (await desk.TakeBack(moves[at], change, ct) is { } why)
                waiting.Add(new Wait(moves[at].HouseholdId, why.Code, why.Vi, why.En));
            else
                back++;
        return (back, moves.Count - back);
    }
}
