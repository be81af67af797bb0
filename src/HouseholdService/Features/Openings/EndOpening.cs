using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Domain.Openings;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.Openings;

/// <summary>The household's commune or province ends an opening before its time; the next reading is refused.</summary>
internal static class EndOpening
{
    private const int LeastReason = 5;

    /// <summary>Why.</summary>
    /// <param name="Reason">Reason, without names or numbers of residents.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(string? Reason);

    public static void Map(RouteGroupBuilder openings) => openings.MapPost("/{id:guid}/end", Handle).WithName("EndOpening")
        .WithSummary("End an opening at once").RequireScope(Scopes.OpeningsEnd).WithIdempotencyKey(keptForDays: 1, isRequired: false);

    private static async Task<Results<Ok<OpeningView>, Refusal>> Handle(Guid id, Request request, HouseholdDb db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (HouseholdOpening.WhyNot(request.Reason, LeastReason) is { } wrong)
            return wrong;
        if (await db.Openings.FirstOrDefaultAsync(row => row.Id == id, ct) is not { } opening)
            return Refusal.NotFound;
        var now = clock.GetUtcNow();
        if (opening.End(actor.Id, request.Reason!.Trim(), now) is { } refusal)
            return refusal;
        db.Audit(AuditEntry.Of(actor, "household.opening-end", "household", opening.HouseholdId, now, opening.ProvinceCode, opening.CommuneCode, opening.EndReason), opening);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(OpeningView.Of(opening));
    }
}
