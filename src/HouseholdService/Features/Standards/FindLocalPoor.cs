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

/// <summary>The list of a province's own standard in a commune: households below its lines that no national line reaches. They are on no national list by it.</summary>
internal static class FindLocalPoor
{
    /// <summary>A household, masked.</summary>
    /// <param name="HouseholdId">The household.</param>
    /// <param name="Code">Its code on the commune's lists.</param>
    /// <param name="Hamlet">Hamlet.</param>
    /// <param name="Head">Head, masked.</param>
    /// <param name="LocalClass">Class under the province's standard.</param>
    /// <param name="NationalClass">Class under the national standard.</param>
    public sealed record Item(
        Guid HouseholdId,
        [PersonalData(DataClass.P1)] string? Code,
        [PersonalData(DataClass.P1)] string Hamlet,
        [PersonalData(DataClass.P2, IsMasked = true)] string Head,
        PovertyClass LocalClass,
        PovertyClass NationalClass);

    public static void Map(RouteGroupBuilder standards) => standards.MapGet("/local/{code}/households", Handle).WithName("FindLocalPoor")
        .WithSummary("Households of a commune that are poor or near-poor by the province's own standard only").RequireScope(Scopes.ListsRead);

    private static async Task<Results<Ok<Page<Item>>, Refusal>> Handle(
        string code, string? communeCode, int? year, string? cursor, int? limit, HouseholdDb db, ReferenceBook book, AreaScope scope, TimeProvider clock, CancellationToken ct)
    {
        var pages = await book.Open(ct);
        if (PageSize.Check(limit) is { } wrong)
            return wrong;
        if (year is not (>= 2006 and <= 2100))
            return Refusal.Invalid(new FieldFault("year", "Nêu năm của kỳ rà soát, từ 2006 đến 2100.", "Name the year of the review, from 2006 to 2100."));
        var (commune, refusal) = AreaRequest.Commune(pages.Areas, communeCode, clock.Today(), scope);
        if (commune is null)
            return refusal!;
        if (await db.LocalStandard(pages, code, ct) is not { } known || known.Row.ProvinceCode != commune.ProvinceCode)
            return Refusal.NotFound;
        (var after, refusal) = IdCursor.Read(cursor);
        if (refusal is not null)
            return refusal;

        return TypedResults.Ok(await AnswersPage.Of(db, commune, year.Value, after, limit, answers => OnlyLocal(answers, known.Local, known.National),
            (household, found) => new Item(household.Id, household.Code, household.HamletName, Masked.Name(household.HeadName), found.Local, found.National), ct));
    }

    private static Found? OnlyLocal(ReviewAnswers answers, Standard local, Standard national)
    {
        var (mine, theirs) = (Classifier.Classify(answers.Answers, answers.AreaType, local), Classifier.Classify(answers.Answers, answers.AreaType, national));
        return mine is PovertyClass.Poor or PovertyClass.NearPoor && theirs is not (PovertyClass.Poor or PovertyClass.NearPoor) ? new Found(mine, theirs) : null;
    }

    private sealed record Found(PovertyClass Local, PovertyClass National);
}
