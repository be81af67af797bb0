namespace PovertyPlatform.HouseholdService.Domain.Imports.Findings;

/// <summary>What a finding means for the household of its row.</summary>
public enum FindingLevel : short
{
    /// <summary>The household cannot be taken; a finding without a row refuses the file.</summary>
    Fault = 1,

    /// <summary>The value was put right and taken; the officer should look at it.</summary>
    Repair = 2,

    /// <summary>Worth knowing; taken as it is.</summary>
    Notice = 3,
}
