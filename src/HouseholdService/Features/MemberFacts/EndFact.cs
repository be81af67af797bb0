using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.MemberFacts;

/// <summary>A member is something no longer, with the reason; what held before stays on record.</summary>
internal static class EndFact
{
    /// <summary>The end.</summary>
    /// <param name="On">First day on which it is no longer so; today when absent.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Request([PersonalData(DataClass.P1)] DateOnly? On, [PersonalData(DataClass.P2)] string? Reason);

    public static void Map(RouteGroupBuilder households) => households.MapPost("/{id:guid}/facts/{factId:guid}/end", Handle).WithName("EndMemberFact")
        .WithSummary("End an association or a circumstance of a member").RequireScope(Scopes.CausesWrite).AuditsRead();

    private static async Task<Results<Ok<MemberFactView>, Refusal>> Handle(Guid id, Guid factId, Request request, HouseholdDb db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (await db.File(id, ct) is not { } household
            || await db.MemberFacts.FirstOrDefaultAsync(row => row.Id == factId && db.Members.Any(member => member.Id == row.MemberId && member.HouseholdId == id && member.ProvinceCode == household.ProvinceCode), ct) is not { } fact)
            return Refusal.NotFound;
        if (fact.End(request.On ?? clock.Today(), request.Reason, actor.Id, clock.Today()) is { } refusal)
            return refusal;
        db.Audit(AuditEntry.Of(actor, "household.member-fact-end", "household", id, clock.GetUtcNow(), household.ProvinceCode, household.CommuneCode));
        return await db.Save(ct) is { } twice ? twice : TypedResults.Ok(MemberFactView.Of(fact));
    }
}
