using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.MemberFacts;

/// <summary>Records what a member is: of which association, of merit, disabled, without capacity to work, under social protection.</summary>
internal static class RecordFact
{
    /// <summary>The fact.</summary>
    /// <param name="Code">Code of the list <c>member-fact</c>.</param>
    /// <param name="SinceOn">First day; today when absent.</param>
    /// <param name="Evidence">Number of the card or decision.</param>
    public sealed record Request(
        [PersonalData(DataClass.P3)] string? Code,
        [PersonalData(DataClass.P1)] DateOnly? SinceOn,
        [PersonalData(DataClass.P2)] string? Evidence);

    public static void Map(RouteGroupBuilder households) => households.MapPost("/{id:guid}/members/{memberId:guid}/facts", Handle).WithName("RecordMemberFact")
        .WithSummary("Record an association or a circumstance of a member").RequireScope(Scopes.CausesWrite).WithIdempotencyKey(keptForDays: 1, isRequired: false).AuditsRead();

    private static async Task<Results<Ok<MemberFactView>, Refusal>> Handle(
        Guid id, Guid memberId, Request request, HouseholdDb db, ReferenceBook book, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (await db.File(id, ct) is not { } household
            || await db.Members.AsNoTracking().FirstOrDefaultAsync(row => row.Id == memberId && row.HouseholdId == id && row.ProvinceCode == household.ProvinceCode && row.LeftOn == null && row.ErasedOn == null, ct) is not { } member)
            return Refusal.NotFound;
        var known = (await book.Open(ct)).Codes["member-fact"].Select(item => item.Code).ToList();
        var on = request.SinceOn ?? clock.Today();
        var faults = new List<FieldFault>();
        if (request.Code is null || !known.Contains(request.Code))
            faults.Add(new FieldFault("code", $"Chọn một mã: {string.Join(", ", known)}.", $"Choose one of {string.Join(", ", known)}."));
        if (on > clock.Today() || on < member.BirthDate || on.Year < member.BirthYear)
            faults.Add(new FieldFault("sinceOn", "Ngày bắt đầu không trước ngày sinh và không ở tương lai.", "The first day is not before the birth and not in the future."));
        if (request.Evidence?.Trim() is not { Length: > 0 and <= 200 } paper || paper.Any(char.IsControl))
            faults.Add(new FieldFault("evidence", "Ghi số thẻ hoặc số quyết định, tối đa 200 ký tự.", "State the number of the card or decision, at most 200 characters."));
        if (faults.Count > 0)
            return Refusal.Invalid([.. faults]);
        if (await db.MemberFacts.AnyAsync(row => row.MemberId == memberId && row.Code == request.Code && row.UntilOn == null, ct))
            return Refusal.Conflict("fact-exists", "Thông tin này đang có hiệu lực.", "This holds already.");
        var fact = new MemberFact
        {
            ProvinceCode = household.ProvinceCode,
            CommuneCode = household.CommuneCode,
            MemberId = memberId,
            Code = request.Code!,
            SinceOn = on,
            Evidence = request.Evidence!.Trim(),
            RecordedBy = actor.Id,
            RecordedAt = clock.GetUtcNow(),
        };
        db.MemberFacts.Add(fact);
        db.Audit(AuditEntry.Of(actor, "household.member-fact", "household", id, clock.GetUtcNow(), household.ProvinceCode, household.CommuneCode));
        return await db.Save(ct) is { } twice ? twice : TypedResults.Ok(MemberFactView.Of(fact));
    }
}
