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
using PovertyPlatform.ServiceDefaults.Idempotency;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.Causes;

/// <summary>Records a cause that judges a person: with authority, with its ground, and visible only to who has the same authority. It is in no event, list, export or log.</summary>
internal static class JudgeCause
{
    /// <summary>The judgement.</summary>
    /// <param name="Code">A restricted cause.</param>
    /// <param name="On">Legal date; today when absent.</param>
    /// <param name="Reason">Ground, at least 20 characters.</param>
    public sealed record Request(
        [PersonalData(DataClass.P1)] string? Code,
        [PersonalData(DataClass.P1)] DateOnly? On,
        [PersonalData(DataClass.P2)] string? Reason);

    public static void Map(RouteGroupBuilder households) => households.MapPost("/{id:guid}/judged-causes", Handle).WithName("JudgeCause")
        .WithSummary("Record a cause that judges a person, with its ground").RequireScope(Scopes.CausesJudge).WithIdempotencyKey(keptForDays: 1, isRequired: false).AuditsRead();

    private static async Task<Results<Ok<CauseView>, Refusal>> Handle(Guid id, Request request, HouseholdDb db, ReferenceBook book, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (await db.File(id, ct) is not { } household)
            return Refusal.NotFound;
        var on = request.On ?? clock.Today();
        var known = await db.CausesOn(await book.Open(ct), household.ProvinceCode, on, ct);
        if (CauseChoice.WhyNotJudge(request.Code, request.Reason, known) is { } refusal)
            return refusal;
        if (on > clock.Today())
            return Refusal.Invalid(new FieldFault("on", "Ngày ghi nhận ở tương lai.", "The date is in the future."));
        if (await db.HouseholdCauses.AnyAsync(row => row.HouseholdId == id && row.CauseCode == request.Code && row.EndedOn == null, ct))
            return Refusal.Conflict("already-there", "Nguyên nhân này đã được ghi.", "This cause is recorded already.");
        var judged = new HouseholdCause
        {
            ProvinceCode = household.ProvinceCode,
            CommuneCode = household.CommuneCode,
            HouseholdId = id,
            CauseCode = request.Code!,
            IsRestricted = true,
            Reason = request.Reason!.Trim(),
            RecordedOn = on,
            RecordedBy = actor.Id,
        };
        db.HouseholdCauses.Add(judged);
        db.Audit(AuditEntry.Of(actor, "household.cause-judged", "household", id, clock.GetUtcNow(), household.ProvinceCode, household.CommuneCode));
        return await db.Save(ct) is { } twice ? twice : TypedResults.Ok(CauseView.Of(judged));
    }
}
