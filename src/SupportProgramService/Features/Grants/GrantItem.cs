using System.Linq.Expressions;
using PovertyPlatform.Contracts;
using PovertyPlatform.SupportProgramService.Domain.Grants;

namespace PovertyPlatform.SupportProgramService.Features.Grants;

/// <summary>A grant: whether a household may ask for a programme, on which terms, and on which decision it rests.</summary>
/// <param name="Id">The grant; one per household and programme.</param>
/// <param name="Version">Version of its newest event.</param>
/// <param name="State">Granted or Withdrawn.</param>
/// <param name="ProvinceCode">Province of the household.</param>
/// <param name="CommuneCode">Commune of the household.</param>
/// <param name="HouseholdId">The household.</param>
/// <param name="ProgrammeCode">The programme.</param>
/// <param name="RuleVersion">Version of the rule that decided.</param>
/// <param name="Reasons">Codes of the conditions met (granted) or no longer met (withdrawn).</param>
/// <param name="HouseholdClass">Class on which the grant rests.</param>
/// <param name="ListId">Recognised list on which it rests.</param>
/// <param name="DecisionNumber">Decision on which it rests.</param>
/// <param name="DecidedOn">Legal date of that decision.</param>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidTo">Last day, where known.</param>
/// <param name="CapVnd">Highest amount in đồng.</param>
/// <param name="InterestBasisPoints">Interest per year in hundredths of a percent.</param>
/// <param name="MaxTermMonths">Longest term in months.</param>
/// <param name="WithdrawnOn">First day without the grant, when withdrawn.</param>
/// <param name="ChangedAt">Instant (UTC) of the newest change.</param>
[PersonalData(DataClass.P1)]
public sealed record GrantItem(
    Guid Id, long Version, GrantState State, string ProvinceCode, string CommuneCode, Guid HouseholdId, string ProgrammeCode, string RuleVersion,
    IReadOnlyList<string> Reasons, PovertyClass HouseholdClass, Guid ListId, string DecisionNumber, DateOnly DecidedOn, DateOnly ValidFrom, DateOnly? ValidTo,
    long? CapVnd, decimal? InterestBasisPoints, int? MaxTermMonths, DateOnly? WithdrawnOn, DateTimeOffset ChangedAt)
{
    internal static readonly Expression<Func<Grant, GrantItem>> Of = grant => new GrantItem(
        grant.Id, grant.Version, grant.State, grant.ProvinceCode, grant.CommuneCode, grant.HouseholdId, grant.ProgrammeCode, grant.RuleVersion, grant.Reasons,
        grant.HouseholdClass, grant.ListId, grant.DecisionNumber, grant.DecidedOn, grant.ValidFrom, grant.ValidTo, grant.CapVnd, grant.InterestBasisPoints,
        grant.MaxTermMonths, grant.WithdrawnOn, grant.ChangedAt);
}
