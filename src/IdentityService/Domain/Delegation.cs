using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.IdentityService.Domain;

/// <summary>Who may give which role to whom: downward only, inside the own area, never to oneself, and not beside a role that excludes it.</summary>
public static class Delegation
{
    /// <summary>Longest life of a delegated grant: the term of a People's Council and its committee.</summary>
    public static readonly int LongestYears = 5;

    /// <summary>Why none of the grantor's own grants lets the role be given or taken back there; null when one does.</summary>
    /// <param name="wish">The grant wished for or taken back.</param>
    /// <param name="held">The grantor's own grants, each with its role of today.</param>
    /// <param name="today">Today.</param>
    public static Refusal? Permit(RoleGrant wish, IReadOnlyCollection<(RoleGrant Grant, Role Role)> held, DateOnly today)
    {
        var able = held.Where(own => own.Grant.IsInForce(today) && own.Role.Delegates.Contains(wish.RoleCode)).ToList();
        if (able.Count == 0)
            return Refusal.Rule("role-not-delegable", "Vai trò của bạn không được giao vai trò này.", "Your roles may not give this role.");
        return able.Exists(own => MayGive(own.Grant.Area, wish.Area)) ? null : Refusal.AreaOutside;
    }

    /// <summary>Hamlets are parts of a commune, and who holds the commune gives them: nobody passes on a hamlet of his own.</summary>
    private static bool MayGive(GrantArea own, GrantArea wish) => own.Contains(wish) && !own.OfHamlets;

    /// <summary>Why the grant would last longer than every grant that permits it; null when it does not.</summary>
    public static Refusal? Outlives(RoleGrant wish, IReadOnlyCollection<(RoleGrant Grant, Role Role)> held, DateOnly today) =>
        held.Any(own => own.Grant.IsInForce(today) && own.Role.Delegates.Contains(wish.RoleCode) && MayGive(own.Grant.Area, wish.Area)
            && (own.Grant.ValidTo is null || wish.ValidTo <= own.Grant.ValidTo))
            ? null
            : Refusal.Rule("grant-outlives-grantor", "Thời hạn giao dài hơn thời hạn vai trò của chính bạn.", "The grant would last longer than your own.");

    /// <summary>What is wrong with the wish itself.</summary>
    public static Refusal? Check(RoleGrant wish, Role role, DateOnly today)
    {
        if (!role.AreaLevels.Contains(wish.Area.Level))
            return Refusal.Rule("area-level", "Vai trò này không được giao ở cấp địa bàn đó.", "This role is not granted for areas of that level.", role.LegalBasis);
        if (wish.ValidFrom < today)
            return Refusal.Invalid(new FieldFault("validFrom", "Ngày bắt đầu không được ở quá khứ.", "The first day may not be in the past."));
        if (wish.ValidTo is not { } last || last < wish.ValidFrom || last > wish.ValidFrom.AddYears(LongestYears))
            return Refusal.Invalid(new FieldFault("validTo", $"Cần ngày kết thúc, từ ngày bắt đầu đến nhiều nhất {LongestYears} năm sau.",
                $"A last day is needed, from the first day to at most {LongestYears} years later."));
        return null;
    }

    /// <summary>Why the wish cannot stand beside what its subject holds already.</summary>
    /// <param name="wish">The grant wished for.</param>
    /// <param name="others">Grants of the same subject that are not revoked.</param>
    /// <param name="rules">Pairs that exclude each other.</param>
    public static Refusal? Agree(RoleGrant wish, IReadOnlyCollection<RoleGrant> others, IReadOnlyCollection<IncompatibleRole> rules)
    {
        foreach (var other in others.Where(other => other.Area.Meets(wish.Area) && Overlap(wish.ValidFrom, wish.ValidTo, other.ValidFrom, other.ValidTo)))
        {
            if (other.RoleCode == wish.RoleCode && other.Area.Contains(wish.Area) && (!other.Area.OfHouseholds || wish.Households.All(other.Households.Contains)))
                return Refusal.Conflict("grant-exists", "Vai trò này đã được giao ở địa bàn và thời gian đó.", "This role is granted there already for that time.");
            if (rules.FirstOrDefault(rule => rule.Separates(wish.RoleCode, other.RoleCode) && Overlap(wish.ValidFrom, wish.ValidTo, rule.ValidFrom, rule.ValidTo)) is { } rule)
                return Refusal.Rule("roles-incompatible", $"Không được giữ đồng thời vai trò {other.RoleCode}: {rule.ReasonVi}", $"Excluded by the role {other.RoleCode}: {rule.ReasonEn}", rule.LegalBasis);
        }

        if (wish.Area.OfHamlets && wish.Hamlets.Union(others.SelectMany(other => other.Hamlets)).Count() > HamletCode.MostPerGrant)
            return Refusal.Rule("too-many-hamlets", $"Một người được giao nhiều nhất {HamletCode.MostPerGrant} thôn cùng lúc; nhiều hơn thì cần giao theo xã.",
                $"At most {HamletCode.MostPerGrant} hamlets are granted to one holder at a time; for more, grant the commune.");
        return wish.Households.Union(others.SelectMany(other => other.Households)).Count() > RecordKey.MostPerToken && wish.Area.OfHouseholds
            ? Refusal.Rule("too-many-households", $"Một người được giao nhiều nhất {RecordKey.MostPerToken} hộ cùng lúc; nhiều hơn thì cần giao theo địa bàn.",
                $"At most {RecordKey.MostPerToken} households are granted to one holder at a time; for more, grant an area.")
            : null;
    }

    private static bool Overlap(DateOnly from, DateOnly? to, DateOnly otherFrom, DateOnly? otherTo) =>
        from <= (otherTo ?? DateOnly.MaxValue) && otherFrom <= (to ?? DateOnly.MaxValue);
}
