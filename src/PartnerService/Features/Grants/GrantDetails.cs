using PovertyPlatform.Contracts;
using PovertyPlatform.PartnerService.Domain.Grants;

namespace PovertyPlatform.PartnerService.Features.Grants;

/// <summary>Everything a bank needs to act on a grant, and nothing more.</summary>
/// <param name="GrantId">The grant.</param>
/// <param name="Version">Its version; newer events carry a higher one.</param>
/// <param name="State">Granted or Withdrawn.</param>
/// <param name="EventId">The event that made this version.</param>
/// <param name="ReplacesEventId">The event of the same grant that it replaced.</param>
/// <param name="ChangedAt">Instant (UTC) of that event.</param>
/// <param name="Decision">The recognition on which the grant rests.</param>
/// <param name="Validity">When the grant holds.</param>
/// <param name="Household">The household and its class.</param>
/// <param name="Place">Where it lives.</param>
/// <param name="Flags">What excludes it or gives it preference.</param>
/// <param name="Result">What it may ask for, and why.</param>
/// <param name="Representatives">Who may stand for it; absent when the grant no longer holds or the registry knows no such household.</param>
/// <param name="Law">Why you may see this.</param>
[PersonalData(DataClass.P1)]
public sealed record GrantDetails(
    Guid GrantId, long Version, GrantState State, Guid EventId, Guid? ReplacesEventId, DateTimeOffset ChangedAt, GrantDecision Decision, GrantValidity Validity,
    GrantHousehold Household, GrantPlace Place, GrantFlags? Flags, GrantResult Result, Representatives? Representatives, GrantLaw Law);

/// <summary>The decision behind a grant. Issued by the chair of the commune's People's Committee.</summary>
/// <param name="Number">Number as printed.</param>
/// <param name="DecidedOn">Legal date.</param>
/// <param name="ListId">The recognised list.</param>
/// <param name="ReviewYear">Year of the list, where known.</param>
/// <param name="ReplacesNumber">The decision that this one corrected.</param>
/// <param name="WithdrawalNumber">The decision that ended the grant, where one did.</param>
[PersonalData(DataClass.P1)]
public sealed record GrantDecision(string? Number, DateOnly? DecidedOn, Guid? ListId, int? ReviewYear, string? ReplacesNumber, string? WithdrawalNumber);

/// <summary>When a grant holds.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day, where known.</param>
/// <param name="WithdrawnOn">First day without it, when withdrawn.</param>
[PersonalData(DataClass.P1)]
public sealed record GrantValidity(DateOnly? From, DateOnly? To, DateOnly? WithdrawnOn);

/// <summary>The household of a grant.</summary>
/// <param name="Id">Stable through moves and renumbering.</param>
/// <param name="RegistryVersion">Version of what the registry last told about it.</param>
/// <param name="Class">Class on which the grant rests.</param>
/// <param name="PreviousClass">Class on the list before.</param>
/// <param name="ExitDecidedOn">Date of the decision that recognised its exit; 36 months run from here.</param>
/// <param name="ExitFromClass">The class it left.</param>
/// <param name="StandardCode">Poverty standard under which the class was computed.</param>
[PersonalData(DataClass.P1)]
public sealed record GrantHousehold(
    Guid Id, long? RegistryVersion, PovertyClass? Class, PovertyClass? PreviousClass, DateOnly? ExitDecidedOn, PovertyClass? ExitFromClass, string? StandardCode);

/// <summary>The place of a household. Codes were reused in 2025: they mean what they meant on <paramref name="CodesOf"/>.</summary>
/// <param name="ProvinceCode">Two digits.</param>
/// <param name="CommuneCode">Five digits.</param>
/// <param name="CodesOf">Day of the codes.</param>
/// <param name="AreaType">Urban or rural.</param>
/// <param name="IsEspeciallyDifficultArea">On the list of especially difficult areas.</param>
[PersonalData(DataClass.P1)]
public sealed record GrantPlace(string ProvinceCode, string CommuneCode, DateOnly CodesOf, AreaType? AreaType, bool? IsEspeciallyDifficultArea);

/// <summary>Flags for exclusion and preference.</summary>
/// <param name="HasLabourCapacity">False: nobody of the household can work.</param>
/// <param name="HasMeritMember">A member is a person of merit.</param>
/// <param name="IsPreferentialGroup">Preferential treatment applies; the reason is sensitive and stays in the registry.</param>
public sealed record GrantFlags(bool? HasLabourCapacity, bool? HasMeritMember, bool? IsPreferentialGroup);

/// <summary>What the household may ask for.</summary>
/// <param name="ProgrammeCode">The programme.</param>
/// <param name="RuleVersion">Version of the rule that decided.</param>
/// <param name="Reasons">Codes of the conditions met (granted) or no longer met (withdrawn).</param>
/// <param name="CapVnd">Highest amount in đồng.</param>
/// <param name="InterestBasisPoints">Interest per year in hundredths of a percent.</param>
/// <param name="MaxTermMonths">Longest term in months.</param>
[PersonalData(DataClass.P1)]
public sealed record GrantResult(string ProgrammeCode, string RuleVersion, IReadOnlyList<string> Reasons, long? CapVnd, decimal? InterestBasisPoints, int? MaxTermMonths);

/// <summary>The ground on which this is shared. Use for another purpose is not allowed.</summary>
/// <param name="LegalBasis">Acts.</param>
/// <param name="PurposeVi">Purpose, in Vietnamese.</param>
/// <param name="PurposeEn">Purpose, in English.</param>
/// <param name="Recipient">Agency identifier of the recipient (decision 20/2020/QĐ-TTg), or its client id.</param>
/// <param name="Classification">Highest data class in this answer: P1 administrative, P3 identity numbers.</param>
[PersonalData(DataClass.P1)]
public sealed record GrantLaw(string LegalBasis, string PurposeVi, string PurposeEn, string Recipient, string Classification);
