using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdService.Domain.Privacy;

namespace PovertyPlatform.HouseholdService.Features.Consents;

/// <summary>A consent.</summary>
/// <param name="Id">The consent.</param>
/// <param name="MemberId">The one person, or null for the household.</param>
/// <param name="Kind">Code of what was agreed to.</param>
/// <param name="GivenOn">First day.</param>
/// <param name="Until">Last day.</param>
/// <param name="Obtained">How it was obtained.</param>
/// <param name="FormReference">Number of the form or recording.</param>
/// <param name="GivenBy">Who said yes, masked.</param>
/// <param name="Relation">In what capacity.</param>
/// <param name="Witness">Who was there, masked.</param>
/// <param name="WithdrawnOn">Day of the withdrawal.</param>
/// <param name="WithdrawalReference">How it was withdrawn.</param>
/// <param name="IsInForce">It allows something today.</param>
public sealed record ConsentView(
    Guid Id, Guid? MemberId, [PersonalData(DataClass.P1)] string Kind, [PersonalData(DataClass.P1)] DateOnly GivenOn, [PersonalData(DataClass.P1)] DateOnly Until, ConsentForm Obtained, [PersonalData(DataClass.P1)] string FormReference, [PersonalData(DataClass.P2, IsMasked = true)] string GivenBy, RequesterRelation Relation, [PersonalData(DataClass.P2, IsMasked = true)] string? Witness, [PersonalData(DataClass.P1)] DateOnly? WithdrawnOn,
    [PersonalData(DataClass.P1)] string? WithdrawalReference, bool IsInForce)
{
    /// <summary>The consent as callers see it.</summary>
    public static ConsentView Of(Consent row, DateOnly today) => new(
        row.Id, row.MemberId, row.KindCode, row.GivenOn, row.Until, row.Obtained, row.FormReference, Masked.Name(row.GivenBy), row.Relation, row.Witness is null ? null : Masked.Name(row.Witness),
        row.WithdrawnOn, row.WithdrawalReference, row.HoldsOn(today));
}
