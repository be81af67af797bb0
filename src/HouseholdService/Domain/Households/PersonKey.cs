using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.Households;

/// <summary>Keeps one identity number in one household of the whole country; see the comments of the table.</summary>
[PartOfHamlet(nameof(HouseholdId))]
public sealed class PersonKey : IAreaBound
{
    /// <summary>Province of the household.</summary>
    [PersonalData(DataClass.P1)]
    public required string ProvinceCode { get; set; }

    /// <summary>Commune of the household.</summary>
    [PersonalData(DataClass.P1)]
    public required string CommuneCode { get; set; }

    /// <summary>Mark of the identity number: equal for equal numbers, and nobody without the key can make one.</summary>
    [PersonalData(DataClass.P3)]
    public required byte[] IdentityMark { get; init; }

    /// <summary>The member who carries it.</summary>
    public Guid MemberId { get; set; }

    /// <summary>The member's household.</summary>
    public Guid HouseholdId { get; set; }
}
