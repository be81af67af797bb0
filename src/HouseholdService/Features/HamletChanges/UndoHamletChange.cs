using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Hamlets;
using PovertyPlatform.HouseholdService.Data.HouseholdEvents;
using PovertyPlatform.HouseholdService.Domain.Areas;
using PovertyPlatform.HouseholdService.Domain.HouseholdEvents;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.HamletChanges;

/// <summary>Takes a change back that was recorded by mistake: the hamlets that ended are there again under their numbers, those that it founded are no more, and their numbers stay taken.</summary>
internal static class UndoHamletChange
{
    /// <summary>Why.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="Evidence">Number of the paper.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(string? Reason, string? Evidence);

    public static void Map(RouteGroupBuilder changes) => changes.MapPost("/{id:guid}/undo", Handle).WithName("UndoHamletChange")
        .WithSummary("Take back a change of hamlets on which nothing rests yet").RequireScope(Scopes.HamletsChange).WithIdempotencyKey(keptForDays: 1);

    private static async Task<Results<Ok<HamletChangeView>, Refusal>> Handle(Guid id, Request request, HouseholdDb db, HamletDesk desk, EventDesk events, Actor actor, CancellationToken ct)
    {
        if (await db.HamletChanges.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, ct) is not { } found || !db.Area.Contains(found.ProvinceCode, found.CommuneCode))
            return Refusal.NotFound;
        var (ground, unfounded) = Ground.Of(request.Reason, request.Evidence, isRequired: true);
        if (ground is null)
            return unfounded!;
        await desk.Hold(found.CommuneCode, ct);
        var change = await db.HamletChanges.SingleAsync(row => row.Id == id, ct);
        if (change.UndoneAt is not null)
            return HamletRules.UndoneAlready;
        var lines = await db.HamletChangeLines.AsNoTracking().Where(line => line.ChangeId == id).ToListAsync(ct);
        string[] old = [.. lines.Select(line => line.OldCode).Distinct()], founded = [.. lines.Where(line => line.IsFounded).Select(line => line.NewCode).Distinct()];
        if (await db.HamletChanges.AsNoTracking().Where(other => other.Id != id && other.UndoneAt == null
                && db.HamletChangeLines.Any(line => line.ChangeId == other.Id && (founded.Contains(line.OldCode) || founded.Contains(line.NewCode)))).OrderByDescending(other => other.Id).FirstOrDefaultAsync(ct) is { } later)
            return HamletRules.RestsOn(later);
        var hamlets = await db.Hamlets.Where(row => row.CommuneCode == change.CommuneCode).ToListAsync(ct);
        foreach (var hamlet in hamlets.Where(row => old.Contains(row.HamletCode)))
        {
            if (hamlets.Find(other => other.EndedOn is null && other.NameSearch == hamlet.NameSearch && !founded.Contains(other.HamletCode)) is { } holder)
                return HamletRules.NameTaken(holder);
            hamlet.EndedOn = null;
        }

        foreach (var hamlet in hamlets.Where(row => founded.Contains(row.HamletCode)))
            hamlet.EndedOn = change.ChangedOn;
        change.Undo(actor.Id, events.Now, ground.Reason, ground.Evidence);
        db.Audit(AuditEntry.Of(actor, "hamlet.undo", "hamlet-change", id, events.Now, change.ProvinceCode, change.CommuneCode, ground.Evidence), change);
        await events.Save(ct);
        return TypedResults.Ok(HamletChangeView.Of(change, lines));
    }
}
