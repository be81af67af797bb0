using Microsoft.EntityFrameworkCore;
using PovertyPlatform.IdentityService.Domain;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.IdentityService.Data;

/// <summary>Reads what became of the units that grants name, and turns grants into what they mean today.</summary>
internal static class AreaHistory
{
    /// <summary>Successions around units, and the days of their codes; a handful of rows.</summary>
    public static async Task<Successions> SuccessionsOf(this IdentityDb db, IReadOnlyCollection<string> communes, IReadOnlyCollection<string> provinces, CancellationToken ct)
    {
        var changes = await db.Set<AreaSuccession>().FromSql($"""
            with recursive after as (
              select s.* from area_succession s where s.old_code = any ({communes.ToArray()})
              union select s.* from area_succession s join after a on s.old_code = a.new_code and s.changed_on > a.changed_on
            ), before as (
              select s.* from area_succession s where s.new_code = any ({communes.ToArray()}) or s.new_code in (select new_code from after)
              union select s.* from area_succession s join before b on s.new_code = b.old_code and s.changed_on < b.changed_on
            )
            select * from after
            union select * from before
            union select s.* from area_succession s where s.old_code in (select old_code from before)
            union select s.* from area_succession s where s.old_province_code = any ({provinces.ToArray()}) or s.new_province_code = any ({provinces.ToArray()})
              or s.new_province_code in (select a.new_province_code from area_succession a where a.old_province_code = any ({provinces.ToArray()}))
            """).AsNoTracking().ToListAsync(ct);
        string[] codes = [.. communes, .. provinces, .. changes.SelectMany(change => new[] { change.OldCode, change.NewCode, change.OldProvinceCode, change.NewProvinceCode }).Distinct()];
        var spans = await db.Areas.AsNoTracking().Where(area => codes.Contains(area.Code)).Select(area => new AreaSpan(area.Code, area.ProvinceCode, area.ValidFrom, area.ValidTo)).ToListAsync(ct);
        return new Successions(changes, spans);
    }

    /// <summary>The grants as they hold today: in the unit that followed the one of the day on which each was given. One whose successor is not certain gives nothing.</summary>
    public static async Task<(List<RoleGrant> Grants, Successions Successions)> Today(this IdentityDb db, IReadOnlyCollection<RoleGrant> grants, DateOnly today, CancellationToken ct)
    {
        var successions = await db.SuccessionsOf([.. grants.Select(grant => grant.CommuneCode).OfType<string>().Distinct()],
            [.. grants.Where(grant => grant.CommuneCode is null).Select(grant => grant.ProvinceCode).OfType<string>().Distinct()], ct);
        return ([.. grants.Select(grant => Today(grant, successions, today)).OfType<RoleGrant>()], successions);
    }

    private static RoleGrant? Today(RoleGrant grant, Successions successions, DateOnly today)
    {
        var given = VietnamDay.Of(grant.GrantedAt);
        if (grant.CommuneCode is { } commune)
            // Hamlets are numbered inside their commune: in another one they have other numbers, and only who grants knows which.
            return successions.Commune(commune, given, today) is { } now && (grant.Hamlets.Length == 0 || now.Code == commune) ? grant.In(now.Province, now.Code) : null;
        if (grant.ProvinceCode is { } province)
            return successions.Province(province, given, today) is { } now ? grant.In(now, null) : null;
        return grant;
    }
}
