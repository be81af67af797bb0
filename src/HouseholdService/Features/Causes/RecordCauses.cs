using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Domain.Causes;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.Causes;

/// <summary>Sets the causes of a household from a day on: several, one of them main. Judging causes are recorded apart and stay untouched.</summary>
internal static class RecordCauses
{
    /// <summary>The causes.</summary>
    /// <param name="On">Legal date; today when absent.</param>
    /// <param name="Causes">Causes, exactly one of them main.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(DateOnly? On, IReadOnlyList<Item>? Causes);

    /// <summary>A cause.</summary>
    /// <param name="Code">Code.</param>
    /// <param name="IsMain">The main one.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Item(string Code, bool IsMain);

    public static void Map(RouteGroupBuilder households) => households.MapPut("/{id:guid}/causes", Handle).WithName("RecordCauses")
        .WithSummary("Set the causes of poverty of a household").RequireScope(Scopes.CausesWrite).AuditsRead();

    private static async Task<Results<Ok<IReadOnlyList<CauseView>>, Refusal>> Handle(Guid id, Request request, HouseholdDb db, ReferenceBook book, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (await db.File(id, ct) is not { } household)
            return Refusal.NotFound;
        var on = request.On ?? clock.Today();
        if (on > clock.Today())
            return Refusal.Invalid(new FieldFault("on", "Ngày ghi nhận ở tương lai.", "The date is in the future."));
        var known = await db.CausesOn(await book.Open(ct), household.ProvinceCode, on, ct);
        if (CauseChoice.WhyNot([.. (request.Causes ?? []).Select(item => (item.Code, item.IsMain))], known) is { } refusal)
            return refusal;
        var now = await db.HouseholdCauses.Where(row => row.HouseholdId == id && row.EndedOn == null && !row.IsRestricted).ToListAsync(ct);
        var wanted = request.Causes!.ToDictionary(item => item.Code, item => item.IsMain, StringComparer.Ordinal);
        var before = now.ConvertAll(CauseView.Of);
        var kept = now.FindAll(row => wanted.TryGetValue(row.CauseCode, out var isMain) && isMain == row.IsMain);
        foreach (var ended in now.Where(row => !wanted.TryGetValue(row.CauseCode, out var isMain) || isMain != row.IsMain))
            ended.EndedOn = on;
        var added = wanted.Where(pair => !now.Exists(row => row.EndedOn is null && row.CauseCode == pair.Key)).Select(pair => new HouseholdCause
        {
            ProvinceCode = household.ProvinceCode,
            CommuneCode = household.CommuneCode,
            HouseholdId = id,
            CauseCode = pair.Key,
            IsMain = pair.Value,
            RecordedOn = on,
            RecordedBy = actor.Id,
        }).ToList();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Ended rows first: the database knows one main cause at a time.
        await db.SaveChangesAsync(ct);
        db.HouseholdCauses.AddRange(added);
        db.Audit(AuditEntry.Of(actor, "household.causes", "household", id, clock.GetUtcNow(), household.ProvinceCode, household.CommuneCode),
            before, kept.Concat(added).Select(CauseView.Of).ToList());
        if (await db.Save(ct) is { } twice)
            return twice;
        await transaction.CommitAsync(ct);
        return TypedResults.Ok<IReadOnlyList<CauseView>>([.. now.Where(row => row.EndedOn is null).Concat(added).OrderByDescending(row => row.IsMain).Select(CauseView.Of)]);
    }
}
