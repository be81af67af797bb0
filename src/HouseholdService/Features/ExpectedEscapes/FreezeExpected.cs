using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Data.Rows;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.ExpectedEscapes;

/// <summary>Freezes the list by decision; nobody changes it afterwards.</summary>
internal static class FreezeExpected
{
    /// <summary>The decision.</summary>
    /// <param name="DecisionNumber">Number.</param>
    /// <param name="DecidedOn">Date.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(string? DecisionNumber, DateOnly DecidedOn);

    public static void Map(RouteGroupBuilder escapes) => escapes.MapPost("/{id:guid}/freeze", Handle).WithName("FreezeExpected")
        .WithSummary("Freeze the households expected to escape by decision").RequireScope(Scopes.ReviewsDecide).WithIdempotencyKey(keptForDays: 1, isRequired: false);

    private static async Task<Results<Ok<EscapeListView>, Refusal>> Handle(Guid id, Request request, HouseholdDb db, Actor actor, TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        if (await db.ExpectedEscapeLists.FirstOrDefaultAsync(row => row.Id == id, ct) is not { } list)
            return Refusal.NotFound;
        if (RowTag.Compare(http.Request, list.RowVersion, "households", $"Danh sách hiện có {list.Households} hộ.", $"The list holds {list.Households} households now.") is { } changed)
            return changed;
        if (list.Freeze(request.DecisionNumber, request.DecidedOn, actor.Id, clock.Today()) is { } refusal)
            return refusal;
        db.Audit(AuditEntry.Of(actor, "expected-escapes.freeze", "expected-escapes", id, clock.GetUtcNow(), list.ProvinceCode, list.CommuneCode));
        if (await db.Save(ct) is { } twice)
            return twice;
        RowTag.Send(http.Response, list.RowVersion);
        return TypedResults.Ok(EscapeListView.Of(list));
    }
}
