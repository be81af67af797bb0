using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.PartnerService.Domain.Grants;

/// <summary>The legal ground on which details are shared, for which purpose and how confidentially. Dated reference data.</summary>
[Nationwide("Law is the same in every area.")]
[PersonalData(DataClass.P0)]
public sealed class SharingGround
{
    /// <summary>The ground for details of credit grants.</summary>
    public const string CreditGrants = "credit-grants";

    public required string Code { get; init; }

    public required DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public required string LegalBasis { get; init; }

    public required string PurposeVi { get; init; }

    public required string PurposeEn { get; init; }

    public required string Classification { get; init; }

    /// <summary>How sure the source is: H, M or L.</summary>
    public required string Confidence { get; init; }
}
