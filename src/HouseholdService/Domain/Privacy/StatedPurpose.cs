using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.Privacy;

/// <summary>For what somebody wants to see people in clear, and whether that may be.</summary>
public static class StatedPurpose
{
    private const int LongestReason = 300;

    private static readonly Refusal NotForRole = new(403, "purpose-not-for-role", "Vai trò của bạn không được dùng mục đích này.", "Your role may not use this purpose.");

    private static readonly Refusal ConsentOfEach = new(403, "consent-missing", "Mục đích này cần sự đồng ý của từng hộ nên không dùng được cho cả danh sách.", "This purpose needs the consent of each household; it does not open a whole list.")
    { LegalSource = RightsTerms.Law };

    /// <summary>Why nothing may be shown for this purpose, or null.</summary>
    /// <param name="purpose">The purpose in force, or null when there is none of this name.</param>
    /// <param name="reason">Reason in own words.</param>
    /// <param name="roles">Roles of who asks.</param>
    public static Refusal? WhyNot(ProcessingPurpose? purpose, string? reason, IReadOnlyList<string> roles)
    {
        if (purpose is null)
            return Refusal.Invalid(new FieldFault("purpose", "Chọn một mục đích đang có hiệu lực.", "Choose a purpose that is in force."));
        if (!purpose.Roles.Intersect(roles, StringComparer.Ordinal).Any())
            return NotForRole;
        var said = reason?.Trim() ?? "";
        if (said.Length > LongestReason || (purpose.RequiresReason && said.Length == 0))
            return Refusal.Invalid(new FieldFault("reason", $"Mục đích này cần nêu lý do, tối đa {LongestReason} ký tự.", $"This purpose needs a reason of at most {LongestReason} characters."));
        // The trail is kept for years and read by others.
        return Masked.HoldsNumber(said)
            ? Refusal.Invalid(new FieldFault("reason", "Lý do không được chứa số định danh hoặc số điện thoại.", "A reason must not hold identity or telephone numbers."))
            : null;
    }

    /// <summary>The same for a whole list: consent is given household by household.</summary>
    public static Refusal? WhyNotForList(ProcessingPurpose? purpose, string? reason, IReadOnlyList<string> roles) =>
        WhyNot(purpose, reason, roles) ?? (purpose!.RequiresConsent ? ConsentOfEach : null);

    /// <summary>Purpose and reason as the audit trail keeps them.</summary>
    public static string ForTrail(ProcessingPurpose purpose, string? reason) => string.IsNullOrWhiteSpace(reason) ? purpose.Code : $"{purpose.Code}: {reason.Trim()}";
}
