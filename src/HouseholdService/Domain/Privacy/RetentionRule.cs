using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.Privacy;

/// <summary>How long a class of records about people is kept (thời hạn lưu giữ), from which day the period runs, and what happens afterwards.</summary>
[Nationwide("Reference data of the State and of provinces.")]
[PersonalData(DataClass.P1)]
public sealed class RetentionRule
{
    /// <summary>State of a rule that is applied.</summary>
    public const string InForce = "in-force";

    /// <summary>Class of records.</summary>
    public required string Code { get; init; }

    /// <summary>Province whose own rule it is; empty for the country.</summary>
    public required string ProvinceCode { get; init; }

    /// <summary>First day.</summary>
    public DateOnly ValidFrom { get; init; }

    /// <summary>Last day, or null.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Months that records are kept; null for a rule that is only proposed and for which nobody has named any.</summary>
    public int? Months { get; init; }

    /// <summary>From which day the months run.</summary>
    public required string RunsFrom { get; init; }

    /// <summary><c>delete</c>, <c>pseudonymise</c>, <c>archive</c> or <c>end-month</c>.</summary>
    public required string Action { get; init; }

    /// <summary>Tables that the class reaches.</summary>
    public required string[] Tables { get; init; }

    /// <summary><c>in-force</c>; or <c>proposed</c>: told by the dry run, applied by nobody until the responsible body decides.</summary>
    public required string State { get; init; }

    /// <summary>Vietnamese name.</summary>
    public required string NameVi { get; init; }

    /// <summary>English name.</summary>
    public required string NameEn { get; init; }

    /// <summary>Why it ends, in Vietnamese.</summary>
    public required string Basis { get; init; }

    /// <summary>Numbers of the acts.</summary>
    public required string LegalSource { get; init; }

    /// <summary>H, M or L.</summary>
    public required string Confidence { get; init; }

    /// <summary>True on a day of its time.</summary>
    public bool HoldsOn(DateOnly day) => ValidFrom <= day && (ValidTo is null || day <= ValidTo);

    /// <summary>Version, as acts and the audit trail name it.</summary>
    public string Version => FormattableString.Invariant($"{Code}{(ProvinceCode.Length > 0 ? $"/{ProvinceCode}" : "")} {ValidFrom:yyyy-MM-dd}");
}
