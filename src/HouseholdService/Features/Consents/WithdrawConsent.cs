using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.Consents;

/// <summary>Withdraws every consent of a kind that a household or person has in force; from this moment nothing is shared on it.</summary>
internal static class WithdrawConsent
{
    private const int Most = 100;

    /// <summary>What is withdrawn.</summary>
    /// <param name="Kind">Code of what was agreed to.</param>
    /// <param name="MemberId">The one person; absent for the household.</param>
    /// <param name="On">Date on the paper; today when absent.</param>
    /// <param name="Reference">How it was withdrawn: number of the paper, a call, a visit.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(string? Kind, Guid? MemberId, DateOnly? On, string? Reference);

    public static void Map(RouteGroupBuilder households) => households.MapPost("/{id:guid}/consents/withdrawal", Handle).WithName("WithdrawConsent")
        .WithSummary("Withdraw a consent; it counts at once").RequireScope(Scopes.ConsentsWrite).WithIdempotencyKey(keptForDays: 1, isRequired: false);

    private static async Task<Results<Ok<IReadOnlyList<ConsentView>>, Refusal>> Handle(Guid id, Request request, HouseholdDb db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var today = clock.Today();
        if (await db.File(id, ct) is not { } household)
            return Refusal.NotFound;
        if (request.Reference?.Trim() is not { Length: >= 3 and <= 200 } reference || request.On > today)
            return Refusal.Invalid(new FieldFault("reference", "Ghi cách rút lại (3 đến 200 ký tự), ngày không ở tương lai.", "State how it was withdrawn in 3 to 200 characters, a date not in the future."));
        var open = await db.Consents.Where(row => row.HouseholdId == id && row.MemberId == request.MemberId && row.KindCode == request.Kind && row.WithdrawnOn == null).Take(Most).ToListAsync(ct);
        if (open.Count == 0)
            return Refusal.Conflict("no-consent", "Không có sự đồng ý nào đang có hiệu lực để rút lại.", "There is no consent in force to withdraw.");
        foreach (var row in open)
        {
            row.Withdraw(request.On ?? today, reference, actor.Id, clock.GetUtcNow());
            db.Audit(AuditEntry.Of(actor, "consent.withdraw", "household", id, clock.GetUtcNow(), household.ProvinceCode, household.CommuneCode, row.KindCode), row);
        }

        await db.SaveChangesAsync(ct);
        return TypedResults.Ok<IReadOnlyList<ConsentView>>([.. open.Select(row => ConsentView.Of(row, today))]);
    }
}
