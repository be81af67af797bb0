using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.SupportProgramService.Domain.Programmes;

/// <summary>The rate of poor households, set by the Prime Minister, of which nearly all others are multiples (reference/programmes/base_rates.csv).</summary>
[Nationwide("One rate for the country.")]
[PersonalData(DataClass.P0)]
public sealed class BaseRate : IDated
{
    public int Ordinal { get; init; }

    public required decimal BasisPoints { get; init; }

    public DateOnly? ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public required string LegalBasis { get; init; }

    public required string Confidence { get; init; }
}

/// <summary>The rate of a programme: a multiple of the base rate, or a fixed one (reference/programmes/rates.csv).</summary>
[Nationwide("One rate for the country.")]
[PersonalData(DataClass.P0)]
public sealed class ProgrammeRate : IDated
{
    public const string General = "general";
    public const string Preferential = "preferential";

    public int Ordinal { get; init; }

    public required string ProgrammeCode { get; init; }

    public required string BeneficiaryGroup { get; init; }

    public decimal? Multiple { get; init; }

    public decimal? FixedBasisPoints { get; init; }

    public DateOnly? ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public required string LegalBasis { get; init; }

    public required string Confidence { get; init; }
}
