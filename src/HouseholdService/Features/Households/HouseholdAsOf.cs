using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Privacy;
using PovertyPlatform.HouseholdService.Data.Protection;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.ServiceDefaults.Data;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.Households;

/// <summary>A household as it was on a day, and as that was known at an instant.</summary>
internal static class HouseholdAsOf
{
    /// <summary>Whatever is known by now: a database whose clock runs ahead of this one must not hide its latest row.</summary>
    public static readonly DateTimeOffset Now = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Why the two times cannot be asked, or null.</summary>
    public static Refusal? WhyNot(DateOnly? on, DateTimeOffset? knownAt, TimeProvider clock)
    {
        if (knownAt > clock.GetUtcNow())
            return Refusal.Invalid(new FieldFault("knownAt", "Chưa biết được điều sẽ ghi trong tương lai.", "What will be known later is not known yet."));
        return on > clock.Today()
            ? Refusal.Invalid(new FieldFault("on", "Ngày ở tương lai.", "The day lies in the future."))
            : null;
    }

    /// <summary>The household and who lived in it, masked; null when nothing was known of it or it was not there.</summary>
    public static async Task<GetHousehold.Response?> Read(HouseholdDb db, PersonSeals seals, Guid id, DateOnly on, DateTimeOffset knownAt, CancellationToken ct)
    {
        var at = knownAt.ToUniversalTime();
        // Row security decides who may see an old version: who holds the household today, and the area that held it then.
        string[] past = [AreaBoundContext.AreaFilter];
        var household = await db.Households.FromSql(
            $"select r.* from as_of({id}, {on}, {at}) v cross join lateral jsonb_populate_record(null::household, v.facts) r where v.kind = 'household'")
            .IgnoreQueryFilters(past).AsNoTracking().FirstOrDefaultAsync(ct);
        if (household is null)
            return null;
        var members = await db.Members.FromSql(
            $"select r.* from as_of({id}, {on}, {at}) v cross join lateral jsonb_populate_record(null::member, v.facts) r where v.kind = 'member'")
            .IgnoreQueryFilters(past).AsNoTracking().Where(member => member.LeftOn == null || member.LeftOn > on).OrderBy(member => member.Ordinal).ThenBy(member => member.Id).ToListAsync(ct);
        return new GetHousehold.Response(id, household.ProvinceCode, household.CommuneCode, household.Code, household.HamletName, household.AreaType, members.Count,
            household.IsEthnicMinority, household.HasMeritMember, household.LacksLabourCapacity, household.InDifficultArea,
            (await db.RestrictionsNow(id, ct)).Count > 0, household.Version,
            [.. members.Select(row => new GetHousehold.Person(row.Id, row.Ordinal, Masked.Name(row.FullName), row.Sex, row.BirthYear, row.RelationCode, Masked.Number(row.IdentityNumber is { } box ? seals.Identity.Open(row.Id, box) : null),
                Masked.Number(row.OldNumber is { } old ? seals.Identity.Open(row.Id, old) : null)))]);
    }
}
