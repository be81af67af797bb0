using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Paging;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Data.Standards;
using PovertyPlatform.HouseholdService.Domain.Areas;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdService.Domain.Standards;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Paging;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.Standards;

/// <summary>Households of one commune on which a change of standard has an effect, each with the step that decides under either.</summary>
internal static class FindStandardEffects
{
    /// <summary>A household, masked.</summary>
    /// <param name="HouseholdId">The household.</param>
    /// <param name="Code">Its code on the commune's lists.</param>
    /// <param name="Hamlet">Hamlet.</param>
    /// <param name="Head">Head, masked.</param>
    /// <param name="Effect">What the change does.</param>
    /// <param name="From">Class under the first standard.</param>
    /// <param name="To">Class under the second.</param>
    /// <param name="FromStep">The step that decided under the first standard.</param>
    /// <param name="ToStep">The step that decided under the second.</param>
    public sealed record Item(
        Guid HouseholdId,
        [PersonalData(DataClass.P1)] string? Code,
        [PersonalData(DataClass.P1)] string Hamlet,
        [PersonalData(DataClass.P2, IsMasked = true)] string Head,
        Effect Effect,
        PovertyClass From,
        PovertyClass To,
        ExplanationStep? FromStep,
        ExplanationStep? ToStep);

    /// <summary>What the change of standard does to the household.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<Effect>))]
    public enum Effect
    {
        /// <summary>Nothing.</summary>
        Same,

        /// <summary>It comes on a list.</summary>
        Enters,

        /// <summary>It leaves the lists.</summary>
        Leaves,

        /// <summary>Near-poor, then poor.</summary>
        Worse,

        /// <summary>Poor, then near-poor.</summary>
        Better,

        /// <summary>It gains or loses the average living standard only.</summary>
        Other,

        /// <summary>The answers do not decide the class under one of the standards.</summary>
        CannotTell,
    }

    public static void Map(RouteGroupBuilder standards) => standards.MapGet("/comparison/households", Handle).WithName("FindStandardEffects")
        .WithSummary("Households of a commune that a change of standard moves, with the deciding steps").RequireScope(Scopes.ListsRead);

    private static async Task<Results<Ok<Page<Item>>, Refusal>> Handle(
        string? from, string? to, int? year, string? communeCode, Effect? effect, string? cursor, int? limit,
        HouseholdDb db, ReferenceBook book, AreaScope scope, TimeProvider clock, CancellationToken ct)
    {
        var pages = await book.Open(ct);
        var (request, refusal) = await ComparisonRequest.Read(db, pages, from, to, year, ct);
        refusal ??= PageSize.Check(limit);
        if (request is null || refusal is not null)
            return refusal!;
        (var commune, refusal) = AreaRequest.Commune(pages.Areas, communeCode, clock.Today(), scope);
        if (commune is null)
            return refusal!;
        (var after, refusal) = IdCursor.Read(cursor);
        if (refusal is not null)
            return refusal;

        return TypedResults.Ok(await AnswersPage.Of(db, commune, request.Year, after, limit,
            row => (effect is { } wanted ? Of(row, request) == wanted : Of(row, request) != Effect.Same) ? row : null,
            (household, row) => View(row, household, request), ct));
    }

    private static Effect Of(ReviewAnswers row, ComparisonRequest request) => Enum.Parse<Effect>(StandardComparison.EffectOf(
        Classifier.Classify(row.Answers, row.AreaType, request.From), Classifier.Classify(row.Answers, row.AreaType, request.To)).ToString());

    private static Item View(ReviewAnswers row, Household household, ComparisonRequest request)
    {
        var (first, second) = (Classifier.Explain(row.Answers, row.AreaType, request.From), Classifier.Explain(row.Answers, row.AreaType, request.To));
        return new Item(row.HouseholdId, household.Code, household.HamletName, Masked.Name(household.HeadName), Of(row, request), first.Class, second.Class, Deciding(first), Deciding(second));
    }

    /// <summary>The rule that matched or could not tell; without one, the last that failed.</summary>
    private static ExplanationStep? Deciding(Explanation explanation) =>
        explanation.Steps.LastOrDefault(step => step.Outcome is StepOutcome.Matches or StepOutcome.CannotTell) ?? explanation.Steps.LastOrDefault(step => step.Outcome == StepOutcome.Fails);
}
