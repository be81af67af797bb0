using PovertyPlatform.HouseholdService.Domain.Imports.Findings;

namespace PovertyPlatform.HouseholdService.Domain.Imports.Checking;

/// <summary>Takes what is understood from a list, while it is being read.</summary>
public interface IListSink
{
    /// <summary>A household is complete. The draft is reused: take what is needed now.</summary>
    void Add(HouseholdDraft household);

    /// <summary>Something was found; faults of a household come before the household itself, but for merged cells, which spreadsheets list last.</summary>
    /// <param name="finding">What was found.</param>
    /// <param name="household">Ordinal of its household, or 0.</param>
    void Add(Finding finding, int household);
}
