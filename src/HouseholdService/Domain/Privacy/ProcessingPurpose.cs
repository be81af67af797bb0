using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.Privacy;

/// <summary>A purpose for which personal data may be used, with its ground in the law.</summary>
[Nationwide("Reference data of the State.")]
[PersonalData(DataClass.P0)]
public sealed class ProcessingPurpose
{
    /// <summary>A bank decides on a loan.</summary>
    public const string CreditGrant = "credit-grant";

    /// <summary>An enterprise or donor helps a household.</summary>
    public const string SponsorHelp = "sponsor-help";

    /// <summary>The purpose of an operation is not in force: nothing is told.</summary>
    public static readonly Refusal Unknown = new(403, "no-purpose", "Mục đích xử lý dữ liệu này không có hiệu lực nên không được cung cấp dữ liệu.", "This purpose is not in force; no data is given out for it.")
    { LegalSource = RightsTerms.Law };

    /// <summary>Code.</summary>
    public required string Code { get; init; }

    /// <summary>First day.</summary>
    public DateOnly ValidFrom { get; init; }

    /// <summary>Last day, or null while in force.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Vietnamese name.</summary>
    public required string NameVi { get; init; }

    /// <summary>English name.</summary>
    public required string NameEn { get; init; }

    /// <summary>Kind of the ground: public-duty, consent, vital-interest.</summary>
    public required string LegalBasis { get; init; }

    /// <summary>Numbers of the acts.</summary>
    public required string LegalSource { get; init; }

    /// <summary>Roles that may use it.</summary>
    public required string[] Roles { get; init; }

    /// <summary>Only with the person's consent.</summary>
    public bool RequiresConsent { get; init; }

    /// <summary>The officer has to say why in own words.</summary>
    public bool RequiresReason { get; init; }

    /// <summary>H, M or L.</summary>
    public required string Confidence { get; init; }

    /// <summary>True on the days on which it is in force.</summary>
    public bool IsInForce(DateOnly day) => ValidFrom <= day && (ValidTo is null || day <= ValidTo);
}
