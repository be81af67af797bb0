using PovertyPlatform.HouseholdService.Domain.Households;

namespace PovertyPlatform.HouseholdService.Domain.Duplicates;

/// <summary>What is compared of a person. The identity number is not among it: only its mark and its length.</summary>
/// <param name="MemberId">The person.</param>
/// <param name="HouseholdId">The household.</param>
/// <param name="ProvinceCode">Province of the household.</param>
/// <param name="CommuneCode">Commune of the household.</param>
/// <param name="Hamlet">Search form of the hamlet.</param>
/// <param name="Name"><see cref="NameWords.Fold"/> of the name.</param>
/// <param name="Sex">Sex, where stated.</param>
/// <param name="BirthYear">Year of birth.</param>
/// <param name="BirthDate">Birth date; null when only the year is known.</param>
/// <param name="IdentityMark">Mark of the identity number.</param>
/// <param name="IdentityLength">Tells the kind of number: old and new cards differ.</param>
/// <param name="OldMark">Mark of the number of an old card beside a new one.</param>
public sealed record PersonTraits(
    Guid MemberId, Guid HouseholdId, string ProvinceCode, string CommuneCode, string Hamlet, string Name, Sex? Sex, short? BirthYear, DateOnly? BirthDate,
    byte[]? IdentityMark, int IdentityLength, byte[]? OldMark = null)
{
    /// <summary>Shape of the name.</summary>
    public NameShape Shape { get; } = NameShape.Of(Name);
}
