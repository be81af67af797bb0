using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Households;

namespace PovertyPlatform.HouseholdService.Features.MemberFacts;

/// <summary>What a member is, from a day to a day. Sensitive: it may be about health.</summary>
/// <param name="Id">The fact.</param>
/// <param name="MemberId">The member.</param>
/// <param name="Code">Code of the list <c>member-fact</c>.</param>
/// <param name="SinceOn">First day.</param>
/// <param name="UntilOn">First day on which it is no longer so.</param>
/// <param name="Evidence">Number of the card or decision.</param>
public sealed record MemberFactView(
    Guid Id,
    Guid MemberId,
    [PersonalData(DataClass.P3)] string Code,
    [PersonalData(DataClass.P1)] DateOnly SinceOn,
    [PersonalData(DataClass.P1)] DateOnly? UntilOn,
    [PersonalData(DataClass.P2)] string Evidence)
{
    internal static MemberFactView Of(MemberFact row) => new(row.Id, row.MemberId, row.Code, row.SinceOn, row.UntilOn, row.Evidence);
}
