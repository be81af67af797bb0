using PovertyPlatform.Contracts.Households;

namespace PovertyPlatform.HouseholdService.Domain.Lists;

/// <summary>What a recognition tells the other services.</summary>
public static class RecognitionEvents
{
    /// <summary>A household's class was recognised.</summary>
    public static HouseholdRecognised Recognised(PovertyList list, PovertyListEntry entry, long version, int adults, DateOnly? exitDecidedOn, DateTimeOffset now) => new(
        Guid.CreateVersion7(now), now, entry.HouseholdId, version, list.ProvinceCode, list.CommuneCode,
        list.Id, list.ReviewYear, list.DecisionNumber!, list.DecidedOn!.Value, list.EffectiveFrom!.Value, EffectiveTo: null,
        list.ReplacesDecisionNumber, entry.StandardCode, entry.AreaType, entry.Class, entry.PreviousClass,
        exitDecidedOn, entry.ExitFromClass, entry.Persons, adults, !entry.LacksLabourCapacity,
        entry.IsEthnicMinority, entry.HasMeritMember, entry.InDifficultArea);

    /// <summary>A correction took a household off the list.</summary>
    public static HouseholdRecognitionWithdrawn Withdrawn(PovertyList list, PovertyListEntry replaced, long version, DateTimeOffset now) => new(
        Guid.CreateVersion7(now), now, replaced.HouseholdId, version, list.ProvinceCode, list.CommuneCode,
        list.Id, list.ReviewYear, list.DecisionNumber!, list.DecidedOn!.Value, list.ReplacesDecisionNumber!, replaced.Class, replaced.Persons);

    /// <summary>The list as a whole.</summary>
    public static PovertyListRecognised Recognised(PovertyList list, DateTimeOffset now) => new(
        Guid.CreateVersion7(now), now, list.Id, 1, list.ProvinceCode, list.CommuneCode,
        list.ReviewYear, list.DecisionNumber!, list.DecidedOn!.Value, list.ReplacesDecisionNumber, list.StandardCode,
        list.PoorHouseholds, list.NearPoorHouseholds, list.AverageLivingHouseholds, list.EscapedHouseholds, list.ContentHash!);
}
