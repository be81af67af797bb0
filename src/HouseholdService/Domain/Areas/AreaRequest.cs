using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.Areas;

/// <summary>Checks a commune that a caller names.</summary>
public static class AreaRequest
{
    /// <summary>The commune, or why it cannot be used: malformed (400), not a unit on that day (422), or outside the caller's areas (403).</summary>
    public static (Commune? Commune, Refusal? Refusal) Commune(CommuneDirectory areas, string? code, DateOnly day, AreaScope scope) =>
        Inside(Known(areas, code, day), commune => scope.Contains(commune.ProvinceCode, commune.Code));

    /// <summary>The same where an answer shows of the commune what the caller sees: who has a hamlet of it may name it.</summary>
    public static (Commune? Commune, Refusal? Refusal) CommuneToLookInto(CommuneDirectory areas, string? code, DateOnly day, AreaScope scope) =>
        Inside(Known(areas, code, day), commune => scope.Touches(commune.ProvinceCode, commune.Code));

    private static (Commune? Commune, Refusal? Refusal) Inside((Commune? Commune, Refusal? Refusal) known, Func<Commune, bool> isInside) =>
        known.Commune is { } commune && !isInside(commune) ? (null, Refusal.AreaOutside) : known;

    private static (Commune? Commune, Refusal? Refusal) Known(CommuneDirectory areas, string? code, DateOnly day)
    {
        if (code is not { Length: 5 } || !code.All(char.IsAsciiDigit))
            return (null, Refusal.Invalid(new FieldFault("communeCode", "Mã xã gồm 5 chữ số.", "A commune code has 5 digits.")));
        if (areas.On(code, day) is not { } commune)
            return (null, Refusal.Rule("unknown-commune", $"Không có xã, phường mang mã {code} vào ngày {day:dd/MM/yyyy}.", $"No commune carries code {code} on {day:yyyy-MM-dd}.",
                "QĐ 19/2025/QĐ-TTg"));
        return (commune, null);
    }
}
