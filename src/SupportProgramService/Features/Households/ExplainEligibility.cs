using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Time;
using PovertyPlatform.SupportProgramService.Data;
using PovertyPlatform.SupportProgramService.Data.Rules;
using PovertyPlatform.SupportProgramService.Domain.Eligibility;
using PovertyPlatform.SupportProgramService.Domain.Grants;
using PovertyPlatform.SupportProgramService.Domain.Households;
using PovertyPlatform.SupportProgramService.Domain.Programmes;

namespace PovertyPlatform.SupportProgramService.Features.Households;

/// <summary>Which programmes a household may ask for on a day, and why, step by step.</summary>
internal static class ExplainEligibility
{
    /// <summary>The eligibility of a household.</summary>
    /// <param name="HouseholdId">The household.</param>
    /// <param name="ProvinceCode">Its province.</param>
    /// <param name="CommuneCode">Its commune.</param>
    /// <param name="On">Day of the answer; facts and rules are those of this day.</param>
    /// <param name="Recognition">The recognition in force on that day; absent when the household is on no list.</param>
    /// <param name="RuleBook">Hash of all rules used.</param>
    /// <param name="Programmes">Every programme in force on that day, by code.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Response(
        Guid HouseholdId, string ProvinceCode, string CommuneCode, DateOnly On, RecognitionFacts? Recognition, string RuleBook, IReadOnlyList<ProgrammeAnswer> Programmes);

    /// <summary>What was recognised.</summary>
    /// <param name="HouseholdVersion">Version of the household in the registry.</param>
    /// <param name="Class">Recognised class.</param>
    /// <param name="ListId">The recognised list.</param>
    /// <param name="ReviewYear">Year of the list.</param>
    /// <param name="DecisionNumber">Number of the decision.</param>
    /// <param name="DecidedOn">Legal date of the decision.</param>
    /// <param name="EffectiveFrom">First day on which the class holds.</param>
    /// <param name="ExitDecidedOn">Date of the decision that recognised the exit, for a household that is out.</param>
    [PersonalData(DataClass.P1)]
    public sealed record RecognitionFacts(
        long HouseholdVersion, PovertyClass Class, Guid ListId, int ReviewYear, string DecisionNumber, DateOnly DecidedOn, DateOnly EffectiveFrom, DateOnly? ExitDecidedOn);

    /// <summary>The answer for one programme.</summary>
    /// <param name="Code">The programme.</param>
    /// <param name="NameVi">Its name in Vietnamese.</param>
    /// <param name="NameEn">Its name in English.</param>
    /// <param name="RuleVersion">Version of the rule that answers.</param>
    /// <param name="Outcome">Granted, Refused or OnApplication.</param>
    /// <param name="ApplicationNoteVi">Why it needs an application, in Vietnamese.</param>
    /// <param name="ApplicationNoteEn">The same in English.</param>
    /// <param name="ValidFrom">First day, when granted.</param>
    /// <param name="ValidTo">Last day, when granted and known.</param>
    /// <param name="CapVnd">Highest amount in đồng.</param>
    /// <param name="CapUnit">What the cap counts for.</param>
    /// <param name="MaxTermMonths">Longest term in months.</param>
    /// <param name="Interest">Interest on that day.</param>
    /// <param name="PreferentialInterest">Interest of preferential groups, where they have another.</param>
    /// <param name="OverdueFactor">Factor on the own rate for overdue debt.</param>
    /// <param name="Documents">Papers to hand in.</param>
    /// <param name="LegalBasis">Acts behind the programme.</param>
    /// <param name="Grant">The stored grant, where there is one; it may speak of another day than <c>on</c>.</param>
    /// <param name="Steps">Conditions in order, what each asks and what the facts say.</param>
    [PersonalData(DataClass.P1)]
    public sealed record ProgrammeAnswer(
        string Code, string NameVi, string NameEn, string RuleVersion, ProgrammeOutcome Outcome, string? ApplicationNoteVi, string? ApplicationNoteEn,
        DateOnly? ValidFrom, DateOnly? ValidTo, long? CapVnd, string? CapUnit, int? MaxTermMonths, Interest? Interest, Interest? PreferentialInterest,
        decimal? OverdueFactor, string? Documents, string LegalBasis, GrantReference? Grant, IReadOnlyList<StepAnswer> Steps);

    /// <summary>The grant as stored and told by event.</summary>
    /// <param name="Id">Id of the grant.</param>
    /// <param name="Version">Version of its newest event.</param>
    /// <param name="State">Granted or Withdrawn.</param>
    [PersonalData(DataClass.P1)]
    public sealed record GrantReference(Guid Id, long Version, GrantState State);

    /// <summary>One condition.</summary>
    /// <param name="Number">Order.</param>
    /// <param name="Code">Stable code.</param>
    /// <param name="Outcome">Met, NotMet or ToBeConfirmed.</param>
    /// <param name="DecidedBy">registry, or who must confirm it.</param>
    /// <param name="RequirementVi">What the rule asks, in Vietnamese.</param>
    /// <param name="RequirementEn">The same in English.</param>
    /// <param name="FoundVi">What the facts say, in Vietnamese.</param>
    /// <param name="FoundEn">The same in English.</param>
    /// <param name="LegalBasis">Act behind the condition.</param>
    /// <param name="Confidence">H, M or L: how sure the source of the condition is.</param>
    [PersonalData(DataClass.P1)]
    public sealed record StepAnswer(
        int Number, string Code, StepOutcome Outcome, string DecidedBy, string RequirementVi, string RequirementEn, string FoundVi, string FoundEn,
        string? LegalBasis, string Confidence);

    public static void Map(RouteGroupBuilder households) => households.MapGet("/{id}/eligibility", Handle).WithName("ExplainEligibility")
        .WithSummary("Programmes a household may ask for on a day, with reasons").RequireScope(Scopes.EligibilityRead);

    private static async Task<Results<Ok<Response>, Refusal>> Handle(
        Guid id, DateOnly? on, SupportDb db, RuleBookSource rules, TimeProvider clock, CancellationToken ct)
    {
        if (await db.Households.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, ct) is not { } household)
            return Refusal.NotFound;
        var day = on ?? clock.Today();
        var recognition = await db.Recognitions.AsNoTracking()
            .Where(row => row.ProvinceCode == household.ProvinceCode && row.HouseholdId == id && row.EffectiveFrom <= day)
            .OrderByDescending(row => row.Version).FirstOrDefaultAsync(ct);
        var grants = await db.Grants.AsNoTracking().Where(row => row.ProvinceCode == household.ProvinceCode && row.HouseholdId == id)
            .ToDictionaryAsync(row => row.ProgrammeCode, row => new GrantReference(row.Id, row.Version, row.State), ct);
        var book = await rules.Current(ct);
        var answers = book.On(day).Offers.Select(offer => Answer(Assessment.Of(recognition, offer, day), grants.GetValueOrDefault(offer.Code)));
        return TypedResults.Ok(new Response(id, household.ProvinceCode, household.CommuneCode, day, Facts(recognition), book.Hash, [.. answers]));
    }

    private static RecognitionFacts? Facts(Recognition? recognition) => recognition is null or { IsWithdrawn: true } ? null : new RecognitionFacts(
        recognition.Version, recognition.Class, recognition.ListId, recognition.ReviewYear, recognition.DecisionNumber, recognition.DecidedOn,
        recognition.EffectiveFrom, recognition.ExitDecidedOn);

    private static ProgrammeAnswer Answer(Assessment assessment, GrantReference? grant)
    {
        var terms = assessment.Offer.Programme.Terms;
        return new ProgrammeAnswer(
            terms.Code, terms.NameVi, terms.NameEn, terms.RuleVersion, assessment.Outcome, Some(terms.ApplicationNoteVi), Some(terms.ApplicationNoteEn),
            assessment.ValidFrom, assessment.ValidTo, terms.CapVnd, Some(terms.CapUnit), terms.MaxTermMonths, assessment.Offer.Interest,
            assessment.Offer.PreferentialInterest, terms.OverdueFactor, Some(terms.Documents), terms.LegalBasis, grant,
            [.. assessment.Steps.Select(step => new StepAnswer(
                step.Number, step.Code, step.Outcome, step.DecidedBy, step.Requirement.Vi, step.Requirement.En, step.Found.Vi, step.Found.En,
                Some(step.LegalBasis), step.Confidence))]);
    }

    private static string? Some(string text) => text.Length == 0 ? null : text;
}
