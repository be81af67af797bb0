using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Paging;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Paging;

namespace PovertyPlatform.HouseholdService.Features.HamletChanges;

/// <summary>The work list: households that still stand in a hamlet that ended, with the hamlets to which they may belong.</summary>
internal static class ListWaitingHouseholds
{
    /// <summary>A household that waits.</summary>
    /// <param name="HouseholdId">The household.</param>
    /// <param name="HouseholdCode">Its code.</param>
    /// <param name="HamletCode">Number of the hamlet that ended.</param>
    /// <param name="HamletName">Its name.</param>
    /// <param name="EndedOn">First day on which it was no more.</param>
    /// <param name="ChangeId">The change that ended it, or that founded it and was taken back.</param>
    /// <param name="Candidates">Numbers of the hamlets to which the household may belong; one where it is certain.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Item(Guid HouseholdId, string? HouseholdCode, string HamletCode, string HamletName, DateOnly EndedOn, Guid? ChangeId, IReadOnlyList<string> Candidates);

    public static void Map(RouteGroupBuilder changes) => changes.MapGet("/waiting", Handle).WithName("ListHouseholdsOfEndedHamlets")
        .WithSummary("Households that still stand in a hamlet that ended").RequireScope(Scopes.HamletsChange);

    private static async Task<Results<Ok<Page<Item>>, Refusal>> Handle(string? communeCode, string? cursor, int? limit, HouseholdDb db, CancellationToken ct)
    {
        if (PageSize.Check(limit) is { } wrong)
            return wrong;
        var (after, refusal) = IdCursor.Read(cursor);
        if (refusal is not null)
            return refusal;
        var size = limit ?? PageSize.Usual;
        var ended = (await db.Hamlets.AsNoTracking().Where(row => row.EndedOn != null && (communeCode == null || row.CommuneCode == communeCode)).ToListAsync(ct)).ToDictionary(row => row.HamletCode);
        if (ended.Count == 0)
            return TypedResults.Ok(new Page<Item>([], null));
        string[] codes = [.. ended.Keys];
        var found = await db.Households.AsNoTracking().Where(row => row.ClosedOn == null && row.Id.CompareTo(after) > 0 && codes.Contains(row.HamletCode)).OrderBy(row => row.Id).Take(size + 1)
            .Select(row => new { row.Id, row.Code, row.HamletCode, row.HamletName }).ToListAsync(ct);
        string[] named = [.. found.Select(row => row.HamletCode!).Distinct()];
        var lines = await (from line in db.HamletChangeLines.AsNoTracking()
                           join change in db.HamletChanges.AsNoTracking() on line.ChangeId equals change.Id
                           where named.Contains(line.OldCode) || named.Contains(line.NewCode)
                           select new { line.ChangeId, line.OldCode, line.NewCode, line.IsFounded, IsUndone = change.UndoneAt != null }).ToListAsync(ct);
        return TypedResults.Ok(new Page<Item>([.. found.Take(size).Select(row =>
        {
            var on = lines.Where(line => !line.IsUndone && line.OldCode == row.HamletCode).ToList();
            var back = lines.Where(line => line.IsUndone && line.IsFounded && line.NewCode == row.HamletCode).ToList();
            string[] candidates = on.Count > 0 ? [.. on.Select(line => line.NewCode)] : [.. back.Select(line => line.OldCode)];
            return new Item(row.Id, row.Code, row.HamletCode!, row.HamletName, ended[row.HamletCode!].EndedOn!.Value, on.Concat(back).FirstOrDefault()?.ChangeId, [.. candidates.Order(StringComparer.Ordinal)]);
        })], found.Count > size ? IdCursor.After(found[size - 1].Id) : null));
    }
}
