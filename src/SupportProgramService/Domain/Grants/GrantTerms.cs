using PovertyPlatform.Contracts;
using PovertyPlatform.SupportProgramService.Domain.Eligibility;
using PovertyPlatform.SupportProgramService.Domain.Households;

namespace PovertyPlatform.SupportProgramService.Domain.Grants;

/// <summary>Everything a grant promises and rests on. Two grants of equal terms are the same news.</summary>
public readonly record struct GrantTerms(
    string ProvinceCode, string CommuneCode, string RuleVersion, PovertyClass HouseholdClass, Guid ListId, string DecisionNumber, DateOnly DecidedOn,
    DateOnly ValidFrom, DateOnly? ValidTo, long? CapVnd, decimal? InterestBasisPoints, int? MaxTermMonths)
{
    public static GrantTerms Of(Recognition recognition, in Verdict verdict)
    {
        var terms = verdict.Offer.Programme.Terms;
        return new GrantTerms(
            recognition.ProvinceCode, recognition.CommuneCode, terms.RuleVersion, recognition.Class, recognition.ListId, recognition.DecisionNumber,
            recognition.DecidedOn, verdict.ValidFrom, verdict.ValidTo, terms.CapVnd, verdict.Offer.Interest?.BasisPoints, terms.MaxTermMonths);
    }
}
