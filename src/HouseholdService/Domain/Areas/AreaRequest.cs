using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.Areas;

/// <summary>Checks a commune that a caller names.</summary>
public static class AreaRequest
{
    /// <summary>The commune, or why it cannot be used: malformed (400), not a unit on that day (422), or outside the caller's areas (403).</summary>
    public static (Commune? Commune, Refusal? Refusal) Commune(CommuneDirectory areas, string? code, DateOnly day, AreaScope scope)
    {
        if (code is not { Length: 5 } || !code.All(char.IsAsciiDigit))
            return (null, Refusal.Invalid(new FieldFault("communeCode", "Mã xã gồm 5 chữ số.", "A commune code has 5 digits.")));
        if (areas.On(code, day) is not { } commune)
            return (null, Refusal.Rule("unknown-commune", $"Không có xã, phường mang mã {code} vào ngày {day:dd/MM/yyyy}.", $"No commune carries code {code} on {day:yyyy-MM-dd}.",
                "QĐ 19/2025/QĐ-TTg"));
        return scope.Contains(commune.ProvinceCode, commune.Code) ? (commune, null) : (null, Refusal.AreaOutside);
    }
}
