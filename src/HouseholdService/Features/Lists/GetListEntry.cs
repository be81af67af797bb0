using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Domain.Lists;
using PovertyPlatform.HouseholdService.Domain.Standards;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.Lists;

/// <summary>One household on a list, with the answers and the explanation that its class was computed from when the list was drafted.</summary>
internal static class GetListEntry
{
    /// <summary>The entry with its grounds.</summary>
    /// <param name="Entry">The household on the list.</param>
    /// <param name="Answers">Answers as they were; absent when it was not reviewed.</param>
    /// <param name="Explanation">Step by step computation as it was; absent when it was not reviewed.</param>
    public sealed record Response(ListEntries.Entry Entry, AnswersSnapshot? Answers, Explanation? Explanation);

    public static void Map(RouteGroupBuilder lists) => lists.MapGet("/{id:guid}/entries/{householdId:guid}", Handle).WithName("GetListEntry")
        .WithSummary("One household on a list, with the grounds of its class").ProducesProblem(StatusCodes.Status404NotFound).RequireScope(Scopes.ListsRead).AuditsRead();

    private static async Task<Results<Ok<Response>, Refusal>> Handle(Guid id, Guid householdId, HouseholdDb db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (await db.ListEntries.AsNoTracking().FirstOrDefaultAsync(row => row.ListId == id && row.HouseholdId == householdId, ct) is not { } entry)
            return Refusal.NotFound;
        db.Audit(AuditEntry.Of(actor, "list-entry.read", "household", householdId, clock.GetUtcNow(), entry.ProvinceCode, entry.CommuneCode));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new Response(ListEntries.Entry.Of(entry), ListSnapshot.Answers(entry.Answers), ListSnapshot.Steps(entry.Explanation)));
    }
}
