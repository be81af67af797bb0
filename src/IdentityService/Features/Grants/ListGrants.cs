using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.IdentityService.Data;
using PovertyPlatform.IdentityService.Domain;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Paging;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.IdentityService.Features.Grants;

/// <summary>Grants of the caller's areas.</summary>
internal static class ListGrants
{
    public static void Map(RouteGroupBuilder grants) => grants.MapGet("", Handle).WithName("ListGrants").RequireScope(Scopes.RoleGrantsRead)
        .WithSummary("Grants of your areas").WithDescription("In force or to come; `past=true` shows those that ended or were revoked too.");

    private static async Task<Results<Ok<Page<GrantItem>>, Refusal>> Handle(
        IdentityDb db, AreaScope area, TimeProvider clock, string? userName, string? clientId, string? roleCode, bool? past, Guid? cursor, int? limit, CancellationToken ct)
    {
        if (PageSize.Check(limit) is { } refusal)
            return refusal;
        var size = limit ?? PageSize.Usual;
        var today = clock.Today();
        var rows = await (
            from grant in db.Seen(area, today)
            join account in db.Accounts on grant.AccountId equals account.Id into accounts
            from account in accounts.DefaultIfEmpty()
            join client in db.Clients on grant.ClientId equals client.Id into clients
            from client in clients.DefaultIfEmpty()
            where (cursor == null || grant.Id.CompareTo(cursor.Value) > 0)
                && (roleCode == null || grant.RoleCode == roleCode) && (userName == null || account.UserName == userName) && (clientId == null || client.ClientId == clientId)
                && (past == true || (grant.RevokedAt == null && (grant.ValidTo == null || grant.ValidTo >= today)))
            orderby grant.Id
            select new GrantItem(
                grant.Id, account.UserName, client.ClientId, grant.RoleCode, grant.CommuneCode == null ? grant.ProvinceCode : grant.CommuneProvince, grant.CommuneCode, grant.Households, grant.Hamlets, grant.Nationwide,
                grant.ValidFrom, grant.ValidTo, grant.GrantedBy, grant.GrantedAt, grant.RevokedAt)).Take(size + 1).ToListAsync(ct);
        return TypedResults.Ok(new Page<GrantItem>([.. rows.Take(size)], rows.Count > size ? rows[size - 1].Id.ToString() : null));
    }
}
