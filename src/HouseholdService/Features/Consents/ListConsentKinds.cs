using Microsoft.AspNetCore.Http.HttpResults;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.Consents;

/// <summary>The extras that need a person's own yes, with the text that is signed.</summary>
internal static class ListConsentKinds
{
    /// <summary>A kind of consent.</summary>
    /// <param name="Code">Code.</param>
    /// <param name="About">household, person or either.</param>
    /// <param name="Months">Months that one holds.</param>
    /// <param name="NameVi">Vietnamese name.</param>
    /// <param name="NameEn">English name.</param>
    /// <param name="TextVi">What the person signs.</param>
    /// <param name="TextEn">The same in English.</param>
    /// <param name="LegalBasis">Numbers of the acts.</param>
    /// <param name="Confidence">H, M or L.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Item(string Code, string About, int Months, string NameVi, string NameEn, string TextVi, string TextEn, string LegalBasis, string Confidence);

    public static void Map(RouteGroupBuilder privacy) => privacy.MapGet("/consent-kinds", Handle).WithName("ListConsentKinds")
        .WithSummary("Extras that need a person's own consent").RequireScope(Scopes.ReferenceRead);

    private static async Task<Ok<IReadOnlyList<Item>>> Handle(ReferenceBook book, TimeProvider clock, CancellationToken ct) => TypedResults.Ok<IReadOnlyList<Item>>(
        [.. (await book.Open(ct)).ConsentKinds.Where(kind => kind.IsInForceOn(clock.Today())).Select(kind =>
            new Item(kind.Code, kind.About, kind.Months, kind.NameVi, kind.NameEn, kind.TextVi, kind.TextEn, kind.LegalBasis, kind.Confidence))]);
}
