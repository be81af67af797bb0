using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Paging;
using PovertyPlatform.HouseholdService.Data.Privacy;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Paging;

namespace PovertyPlatform.HouseholdService.Features.Households;

/// <summary>Who saw or changed a household, by itself or on a list, posting or file with others: what its people may ask for. The question is recorded like every other.</summary>
internal static class ListAccesses
{
    private const string Action = "household.accesses-read";
    private const string Subject = "household";

    /// <summary>One access.</summary>
    /// <param name="Id">The entry of the audit trail.</param>
    /// <param name="At">When (UTC).</param>
    /// <param name="Action">What was done, for example <c>representatives.read</c>.</param>
    /// <param name="Actor">Who did it, masked; the whole name is given to an inspection.</param>
    /// <param name="OnBehalfOf">For whom, masked, when a machine client acted for a person.</param>
    /// <param name="Roles">In which roles.</param>
    /// <param name="AgencyId">Of which agency, where it has an identifier.</param>
    /// <param name="Purpose">For what.</param>
    /// <param name="Through">Through what the household was seen: <c>household</c> by itself; else the paper on which it stands, for example <c>list</c>, <c>import</c> or <c>review-posting</c>.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Access(Guid Id, DateTimeOffset At, string Action, string Actor, string? OnBehalfOf, IReadOnlyList<string> Roles, string? AgencyId, string? Purpose, string Through);

    public static void Map(RouteGroupBuilder households) => households.MapGet("/{id:guid}/accesses", Handle).WithName("ListAccesses")
        .WithSummary("Who saw or changed a household, when and for what; newest first, actors masked").RequireScope(Scopes.AccessesRead);

    private static async Task<Results<Ok<Page<Access>>, Refusal>> Handle(
        Guid id, string? cursor, int? limit, HouseholdDb db, AccessHistory history, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (PageSize.Check(limit) is { } wrong)
            return wrong;
        var (before, refusal) = IdCursor.Read(cursor);
        if (refusal is not null)
            return refusal;
        if (await db.Households.AsNoTracking().Where(row => row.Id == id).Select(row => new { row.ProvinceCode, row.CommuneCode }).FirstOrDefaultAsync(ct) is not { } household)
            return Refusal.NotFound;
        var size = limit ?? PageSize.Usual;
        var found = await AccessHistory.Of(db.Set<AuditEntry>().AsNoTracking(), await history.Subjects(id, ct)).Where(entry => before == Guid.Empty || entry.Id.CompareTo(before) < 0)
            .OrderByDescending(entry => entry.Id).Take(size + 1).ToListAsync(ct);
        db.Audit(AuditEntry.Of(actor, Action, Subject, id, clock.GetUtcNow(), household.ProvinceCode, household.CommuneCode));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new Page<Access>([.. found.Take(size).Select(View)], found.Count > size ? IdCursor.After(found[size - 1].Id) : null));
    }

    private static Access View(AuditEntry entry) => new(
        entry.Id, entry.RecordedAt, entry.Action, Masked.Account(entry.ActorId), entry.OnBehalfOf is { } person ? Masked.Account(person) : null, entry.Roles, entry.AgencyId, entry.Purpose, entry.SubjectKind);
}
