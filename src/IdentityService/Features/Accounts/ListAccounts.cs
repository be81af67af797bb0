using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.IdentityService.Data;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Paging;

namespace PovertyPlatform.IdentityService.Features.Accounts;

/// <summary>The accounts that the caller looks after.</summary>
internal static class ListAccounts
{
    /// <summary>An officer's account.</summary>
    /// <param name="Id">Id.</param>
    /// <param name="UserName">Name to sign in with.</param>
    /// <param name="ProvinceCode">Province that looks after it; null for the centre.</param>
    /// <param name="State"><c>new</c> before a password was chosen, <c>open</c>, or <c>closed</c>.</param>
    /// <param name="HasSecondFactor">True once a second factor is in force.</param>
    /// <param name="CreatedAt">When it was opened.</param>
    [PersonalData(DataClass.P1)]
    public sealed record AccountItem(Guid Id, string UserName, string? ProvinceCode, string State, bool HasSecondFactor, DateTimeOffset CreatedAt);

    public static void Map(RouteGroupBuilder accounts) => accounts.MapGet("", Handle).WithName("ListAccounts").RequireScope(Scopes.AccountsRead).WithSummary("Accounts that you look after");

    private static async Task<Results<Ok<Page<AccountItem>>, Refusal>> Handle(IdentityDb db, AreaScope area, string? userName, string? cursor, int? limit, CancellationToken ct)
    {
        if (PageSize.Check(limit) is { } refusal)
            return refusal;
        var size = limit ?? PageSize.Usual;
        var provinces = area.Provinces.ToList();
        var rows = await db.Accounts.AsNoTracking()
            .Where(row => area.IsNationwide || provinces.Contains(row.ProvinceCode!))
            .Where(row => (userName == null || row.UserName == userName) && (cursor == null || row.UserName.CompareTo(cursor) > 0))
            .OrderBy(row => row.UserName).Take(size + 1)
            .Select(row => new AccountItem(row.Id, row.UserName, row.ProvinceCode, row.DisabledAt != null ? "closed" : row.PasswordHash == null ? "new" : "open", row.TotpConfirmedAt != null, row.CreatedAt))
            .ToListAsync(ct);
        return TypedResults.Ok(new Page<AccountItem>([.. rows.Take(size)], rows.Count > size ? rows[size - 1].UserName : null));
    }
}
