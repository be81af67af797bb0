using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Paging;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.Areas;

/// <summary>The hamlets of the caller's areas with their numbers: what a grant of a hamlet names.</summary>
internal static class ListHamlets
{
    /// <summary>A hamlet.</summary>
    /// <param name="Code">Nine digits: the commune's five and four of ours; hamlets have no national code.</param>
    /// <param name="CommuneCode">The commune.</param>
    /// <param name="Name">Name, as the first household wrote it.</param>
    /// <param name="FoundedOn">First day, where a change of hamlets made it.</param>
    /// <param name="EndedOn">First day on which it is no more.</param>
    [PersonalData(DataClass.P0)]
    public sealed record Item(string Code, string CommuneCode, string Name, DateOnly? FoundedOn, DateOnly? EndedOn);

    public static void Map(RouteGroupBuilder hamlets) => hamlets.MapGet("/", Handle).WithName("ListHamlets")
        .WithSummary("Hamlets of your areas on a day, with their numbers").RequireScope(Scopes.ReferenceRead);

    private static async Task<Results<Ok<Page<Item>>, Refusal>> Handle(string? communeCode, DateOnly? on, string? cursor, int? limit, HouseholdDb db, TimeProvider clock, CancellationToken ct)
    {
        if (PageSize.Check(limit) is { } wrong)
            return wrong;
        if (cursor is not null && !HamletCode.IsWellFormed(cursor))
            return Refusal.Invalid(new FieldFault("cursor", "Gửi nguyên giá trị next của trang trước.", "Send the next value of the page before, unchanged."));
        var (size, day) = (limit ?? PageSize.Usual, on ?? clock.Today());
        var found = await db.Hamlets.AsNoTracking()
            .Where(row => (row.FoundedOn == null || row.FoundedOn <= day) && (row.EndedOn == null || row.EndedOn > day) && (communeCode == null || row.CommuneCode == communeCode) && (cursor == null || row.HamletCode.CompareTo(cursor) > 0))
            .OrderBy(row => row.HamletCode).Take(size + 1).Select(row => new Item(row.HamletCode, row.CommuneCode, row.Name, row.FoundedOn, row.EndedOn)).ToListAsync(ct);
        return TypedResults.Ok(new Page<Item>([.. found.Take(size)], found.Count > size ? found[size - 1].Code : null));
    }
}
