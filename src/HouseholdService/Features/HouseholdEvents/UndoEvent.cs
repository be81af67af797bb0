using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.HouseholdEvents;
using PovertyPlatform.HouseholdService.Domain.HouseholdEvents;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Data;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.HouseholdEvents;

/// <summary>Takes an event back. The rows that it touched state again what they stated before it, shown by digest; that it was believed meanwhile stays readable.</summary>
internal static class UndoEvent
{
    /// <summary>Why the event is taken back.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="Evidence">Number of the paper.</param>
    public sealed record Request([PersonalData(DataClass.P2)] string? Reason, [PersonalData(DataClass.P1)] string? Evidence);

    // Row security decides who may see an event: the area in which it happened, and who holds the household today.
    private static readonly string[] Past = [AreaBoundContext.AreaFilter];

    public static void Map(RouteGroupBuilder events) => events.MapPost("/{id:guid}/undo", Handle).WithName("UndoEvent")
        .WithSummary("Take back an event on which nothing rests yet").RequireScope(Scopes.HouseholdsWrite).WithIdempotencyKey(keptForDays: 1);

    private static async Task<Results<Ok<EventView>, Refusal>> Handle(Guid id, Request request, HouseholdDb db, EventDesk desk, UndoDesk undo, HttpContext http, CancellationToken ct)
    {
        if (await db.HouseholdEvents.IgnoreQueryFilters(Past).AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, ct) is not { } undone)
            return Refusal.NotFound;
        var (ground, unfounded) = Ground.Of(request.Reason, request.Evidence, isRequired: true);
        if (ground is null)
            return unfounded!;
        if (undone.Kind is HouseholdEventKind.Undone or HouseholdEventKind.HandedOver)
            return Refusal.Rule("not-undoable", "Không hủy được việc hủy hay bàn giao đã nhận; hãy ghi lại sự kiện hoặc bàn giao trở lại.",
                "An undo or an accepted hand-over is not undone; record the event again, or hand the household back.", HouseholdLaw.Correction);
        if (await db.HouseholdEvents.AnyAsync(row => row.UndoesId == id, ct))
            return Refusal.Conflict("already-undone", "Sự kiện này đã bị hủy.", "This event is undone already.");
        var (_, refusal) = await desk.Open(undone.HouseholdId, http.Request, ct, undone.Households);
        if (refusal is not null)
            return refusal;
        var (recorded, households, why) = await undo.Undo(undone, ground, ct);
        if (recorded is null)
            return why!;
        return EventView.Of((recorded, null), http.Response, [.. households]);
    }
}
