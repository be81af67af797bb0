using Microsoft.EntityFrameworkCore;
using PovertyPlatform.IdentityService.Domain;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.IdentityService.Data;

/// <summary>Which grants a caller may know of.</summary>
internal static class SeenGrants
{
    /// <summary>
    /// Grants of the caller's areas: those given while the code named the unit of today, and those of the units that went into it. Who was an officer of another unit that once bore
    /// the same code is not told.
    /// </summary>
    public static IQueryable<RoleGrant> Seen(this IdentityDb db, AreaScope area, DateOnly today)
    {
        if (area.IsNationwide)
            return db.RoleGrants.AsNoTracking();
        var (provinces, communes) = (area.Provinces.ToArray(), area.Communes.ToArray());
        return db.RoleGrants.FromSql($"""
            select g.* from role_grant g
            where not g.nationwide and exists (
              select from area a where a.code = coalesce(g.commune_code, g.province_code) and a.valid_from <= (g.granted_at at time zone 'Asia/Ho_Chi_Minh')::date
                and (a.valid_to is null or a.valid_to >= (g.granted_at at time zone 'Asia/Ho_Chi_Minh')::date)
                and (
                  (a.valid_to is null or a.valid_to >= {today}) and (g.commune_code = any ({communes}) or coalesce(g.province_code, g.commune_province) = any ({provinces}))
                  or a.valid_to < {today} and exists (select from area_succession s where s.is_certain and s.changed_on > a.valid_to
                    and (s.old_code = g.commune_code or (g.commune_code is null and s.old_province_code = g.province_code)) and (s.new_code = any ({communes}) or s.new_province_code = any ({provinces})))))
            """).AsNoTracking();
    }
}
