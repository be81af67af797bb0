using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.SupportProgramService.Domain.Households;

/// <summary>This service's own view of a household: where it is, which version of the registry it has seen, and when it must be looked at again.</summary>
[PersonalData(DataClass.P1)]
public sealed class SupportHousehold : IAreaBound
{
    public required Guid Id { get; init; }

    public required string ProvinceCode { get; set; }

    public required string CommuneCode { get; set; }

    /// <summary>Version of the newest recognition seen; older events change nothing.</summary>
    public long Version { get; private set; }

    /// <summary>Version of the newest event that told where it is.</summary>
    public long PlaceVersion { get; private set; }

    /// <summary>Rises with each change: two writers at once cannot both win.</summary>
    public int Revision { get; private set; }

    /// <summary>First day on which another evaluation can say something else with no new event: a time runs out, or a rule begins.</summary>
    public DateOnly? DueOn { get; private set; }

    /// <summary>Takes over the newest recognition.</summary>
    public void Accept(Recognition recognition)
    {
        Place(recognition.ProvinceCode, recognition.CommuneCode, recognition.Version);
        Version = recognition.Version;
        Revision++;
    }

    /// <summary>Notes where it is, unless something newer is known.</summary>
    public void Place(string provinceCode, string communeCode, long version)
    {
        if (version <= PlaceVersion)
            return;
        (ProvinceCode, CommuneCode, PlaceVersion) = (provinceCode, communeCode, version);
        Revision++;
    }

    /// <summary>Notes that grants changed, and when to look again.</summary>
    public void Evaluated(DateOnly? dueOn)
    {
        DueOn = dueOn;
        Revision++;
    }

    /// <summary>A household heard of for the first time.</summary>
    public static SupportHousehold Of(Recognition recognition) => new() { Id = recognition.HouseholdId, ProvinceCode = recognition.ProvinceCode, CommuneCode = recognition.CommuneCode };

    /// <summary>A household that moved before anything was recognised about it here.</summary>
    public static SupportHousehold At(Guid id, string provinceCode, string communeCode, long version) => new() { Id = id, ProvinceCode = provinceCode, CommuneCode = communeCode, PlaceVersion = version };
}
