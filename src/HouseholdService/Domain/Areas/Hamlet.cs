using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.Areas;

/// <summary>
/// A hamlet (thôn, bản, ấp, tổ dân phố) of a commune as households name it. It gets its number when the first household names it, and keeps it; another spelling is another hamlet until the
/// households are put right.
/// </summary>
[PersonalData(DataClass.P0)]
public sealed class Hamlet : IHamletBound
{
    /// <summary>Province of the commune.</summary>
    public required string ProvinceCode { get; init; }

    /// <summary>The commune.</summary>
    public required string CommuneCode { get; init; }

    /// <summary>Code: the commune's and four digits.</summary>
    public required string HamletCode { get; init; }

    /// <summary>Name, as the first household wrote it.</summary>
    public required string Name { get; init; }

    /// <summary><see cref="Households.SearchName.Of"/> of the name.</summary>
    [PersonalData(DataClass.P0)]
    public required string NameSearch { get; init; }

    /// <summary>When it was first named.</summary>
    public DateTimeOffset KnownFrom { get; init; }

    /// <summary>First day, where a change made it; null: since before the registry.</summary>
    public DateOnly? FoundedOn { get; init; }

    /// <summary>First day on which it is no more; null: it is there.</summary>
    public DateOnly? EndedOn { get; set; }
}
