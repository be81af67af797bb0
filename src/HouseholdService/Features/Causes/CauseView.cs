using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Causes;

namespace PovertyPlatform.HouseholdService.Features.Causes;

/// <summary>A cause of a household.</summary>
/// <param name="Code">Code.</param>
/// <param name="IsMain">The main one.</param>
/// <param name="IsRestricted">It judges a person; only who may judge sees it.</param>
/// <param name="Reason">Ground of a judging cause.</param>
/// <param name="RecordedOn">Legal date.</param>
/// <param name="EndedOn">First day on which it no longer holds.</param>
public sealed record CauseView(
    [PersonalData(DataClass.P1)] string Code,
    bool IsMain,
    bool IsRestricted,
    [PersonalData(DataClass.P2)] string? Reason,
    [PersonalData(DataClass.P1)] DateOnly RecordedOn,
    [PersonalData(DataClass.P1)] DateOnly? EndedOn)
{
    /// <summary>The cause as callers see it.</summary>
    public static CauseView Of(HouseholdCause row) => new(row.CauseCode, row.IsMain, row.IsRestricted, row.Reason, row.RecordedOn, row.EndedOn);
}
