using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.Causes;

/// <summary>A cause of poverty that a province adds to the official list, with dates; counted under an official one in reports.</summary>
[Nationwide("A province's code list: everybody who reads a household of the province reads its codes.")]
[PersonalData(DataClass.P1)]
public sealed class LocalCause
{
    /// <summary>The province.</summary>
    public required string ProvinceCode { get; init; }

    /// <summary>Code inside the province, for example <c>P15-1</c>.</summary>
    public required string Code { get; init; }

    /// <summary>First day.</summary>
    public DateOnly ValidFrom { get; init; }

    /// <summary>Last day, or null while in force.</summary>
    public DateOnly? ValidTo { get; set; }

    /// <summary>Vietnamese name.</summary>
    public required string NameVi { get; init; }

    /// <summary>English name.</summary>
    public string NameEn { get; init; } = "";

    /// <summary>Official code under which it is counted.</summary>
    public required string ParentCode { get; init; }

    /// <summary>It judges a person: restricted, with a reason, never leaves the registry.</summary>
    public bool IsRestricted { get; init; }

    /// <summary>Decision or guidance of the province.</summary>
    public required string LegalBasis { get; init; }

    /// <summary>Who recorded it.</summary>
    public required string RecordedBy { get; init; }
}

/// <summary>A cause that can be chosen on a day.</summary>
/// <param name="Code">Code.</param>
/// <param name="NameVi">Vietnamese name.</param>
/// <param name="NameEn">English name.</param>
/// <param name="ParentCode">Official code under which a local one is counted.</param>
/// <param name="IsRestricted">It judges a person.</param>
[PersonalData(DataClass.P1)]
public sealed record Cause(string Code, string NameVi, string NameEn, string? ParentCode, bool IsRestricted);

/// <summary>Chooses among causes.</summary>
public static class CauseChoice
{
    private const int Most = 10;

    /// <summary>Why these causes cannot stand together: unknown, doubled, none or several main ones, or one that judges a person; or null.</summary>
    public static Refusal? WhyNot(IReadOnlyList<(string Code, bool IsMain)> chosen, IReadOnlyDictionary<string, Cause> known)
    {
        if (chosen.Count is 0 or > Most || chosen.Count(cause => cause.IsMain) != 1 || chosen.DistinctBy(cause => cause.Code).Count() != chosen.Count)
            return Refusal.Invalid(new FieldFault("causes", $"Chọn từ 1 đến {Most} nguyên nhân khác nhau, đúng một nguyên nhân chính.", $"Choose 1 to {Most} different causes, exactly one of them main."));
        if (chosen.FirstOrDefault(cause => !known.ContainsKey(cause.Code)).Code is { } unknown)
            return Refusal.Invalid(new FieldFault("causes", $"Không có nguyên nhân {unknown} vào ngày này.", $"There is no cause {unknown} on this date."));
        return chosen.Any(cause => known[cause.Code].IsRestricted)
            ? new Refusal(403, "cause-restricted", "Nguyên nhân mang tính đánh giá con người chỉ được ghi riêng, có lý do và thẩm quyền.", "A cause that judges a person is recorded apart, with a reason and authority.")
            : null;
    }

    /// <summary>Why a judging cause cannot be recorded: not one of those, or no reason; or null.</summary>
    public static Refusal? WhyNotJudge(string? code, string? reason, IReadOnlyDictionary<string, Cause> known)
    {
        if (code is null || !known.TryGetValue(code, out var cause) || !cause.IsRestricted)
            return Refusal.Invalid(new FieldFault("code", "Chọn một nguyên nhân thuộc nhóm hạn chế.", "Choose a restricted cause."));
        return reason?.Trim() is { Length: >= 20 and <= 1000 }
            ? null
            : Refusal.Invalid(new FieldFault("reason", "Ghi căn cứ cụ thể, từ 20 đến 1000 ký tự.", "Give the ground in 20 to 1000 characters."));
    }
}
