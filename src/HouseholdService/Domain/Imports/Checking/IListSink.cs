using PovertyPlatform.HouseholdService.Domain.Imports.Findings;
using PovertyPlatform.HouseholdService.Domain.Imports.Reading;

namespace PovertyPlatform.HouseholdService.Domain.Imports.Checking;

/// <summary>Takes what is understood from a list, while it is being read.</summary>
public interface IListSink
{
    /// <summary>A household is complete. The draft is reused: take what is needed now.</summary>
    void Add(HouseholdDraft household);

    /// <summary>Something was found; faults of a household come before the household itself.</summary>
    /// <param name="finding">What was found.</param>
    /// <param name="household">Ordinal of its household, or 0.</param>
    void Add(Finding finding, int household);

    /// <summary>A merged range lies over rows of members; only the whole list tells whose they are.</summary>
    /// <param name="sheet">Sheet.</param>
    /// <param name="range">The range.</param>
    /// <param name="mayCoverOneHousehold">True when it only covers household columns of one household, which is harmless.</param>
    void AddMerge(int sheet, MergedRange range, bool mayCoverOneHousehold);
}
