using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Paging;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdService.Domain.Lists;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Paging;

namespace PovertyPlatform.HouseholdService.Features.Lists;

/// <summary>The households of a list, masked.</summary>
internal static class ListEntries
{
    /// <summary>A household on a list.</summary>
    /// <param name="HouseholdId">The household.</param>
    /// <param name="HouseholdCode">Its code on the commune's lists.</param>
    /// <param name="Hamlet">Hamlet.</param>
    /// <param name="Head">Head, masked: family name and initials.</param>
    /// <param name="Class">Class by the standard of the list.</param>
    /// <param name="PreviousClass">Class on the list before, where it was on one.</param>
    /// <param name="ExitFromClass">Class it leaves by this list.</param>
    /// <param name="Persons">Members.</param>
    /// <param name="IsReviewed">False when it was on the list before and nobody reviewed it this year; that stands against recognition.</param>
    public sealed record Entry(
        Guid HouseholdId,
        [PersonalData(DataClass.P1)] string? HouseholdCode,
        [PersonalData(DataClass.P1)] string Hamlet,
        [PersonalData(DataClass.P2, IsMasked = true)] string Head,
        PovertyClass Class,
        PovertyClass? PreviousClass,
        PovertyClass? ExitFromClass,
        [PersonalData(DataClass.P1)] int Persons,
        bool IsReviewed)
    {
        internal static Entry Of(PovertyListEntry entry) => new(entry.HouseholdId, entry.HouseholdCode, entry.HamletName, Masked.Name(entry.HeadName), entry.Class,
            entry.PreviousClass, entry.ExitFromClass, entry.Persons, entry.ReviewId is not null);
    }

    public static void Map(RouteGroupBuilder lists) => lists.MapGet("/{id:guid}/entries", Handle).WithName("ListEntries")
        .WithSummary("Households of a list, masked").RequireScope(Scopes.ListsRead);

    private static async Task<Results<Ok<Page<Entry>>, Refusal>> Handle(
        Guid id, PovertyClass? @class, string? cursor, int? limit, HouseholdDb db, CancellationToken ct)
    {
        if (PageSize.Check(limit) is { } wrong)
            return wrong;
        var (after, refusal) = IdCursor.Read(cursor);
        if (refusal is not null)
            return refusal;
        if (!await db.Lists.AnyAsync(list => list.Id == id, ct))
            return Refusal.NotFound;
        var size = limit ?? PageSize.Usual;
        var found = await db.ListEntries.AsNoTracking()
            .Where(entry => entry.ListId == id && (@class == null || entry.Class == @class) && entry.HouseholdId.CompareTo(after) > 0)
            .OrderBy(entry => entry.HouseholdId).Take(size + 1).ToListAsync(ct);
        return TypedResults.Ok(new Page<Entry>(
            [.. found.Take(size).Select(Entry.Of)], found.Count > size ? IdCursor.After(found[size - 1].HouseholdId) : null));
    }
}
