using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Privacy;

namespace PovertyPlatform.HouseholdService.Features.Restrictions;

/// <summary>A restriction on the use of a household's data.</summary>
/// <param name="Id">The restriction.</param>
/// <param name="MemberId">The one person, or null for the household.</param>
/// <param name="RequestId">Request that it carries out.</param>
/// <param name="FromOn">First day.</param>
/// <param name="EndedOn">First day on which it no longer holds.</param>
/// <param name="EndReason">Why it ended.</param>
/// <param name="IsInForce">It holds now.</param>
[PersonalData(DataClass.P1)]
public sealed record RestrictionView(Guid Id, Guid? MemberId, Guid RequestId, DateOnly FromOn, DateOnly? EndedOn, string? EndReason, bool IsInForce)
{
    /// <summary>The restriction as callers see it.</summary>
    public static RestrictionView Of(ProcessingRestriction row) => new(row.Id, row.MemberId, row.RequestId, row.FromOn, row.EndedOn, row.EndReason, row.EndedOn is null);
}
