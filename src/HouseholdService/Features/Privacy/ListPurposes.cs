using Microsoft.AspNetCore.Http.HttpResults;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.Privacy;

/// <summary>The register of purposes: for what personal data is used, on which legal basis, by whom.</summary>
internal static class ListPurposes
{
    /// <summary>A purpose.</summary>
    /// <param name="Code">Code, as it stands in the audit trail.</param>
    /// <param name="NameVi">Vietnamese name.</param>
    /// <param name="NameEn">English name.</param>
    /// <param name="LegalBasis">public-duty, vital-interest or consent.</param>
    /// <param name="LegalSource">Numbers of the acts.</param>
    /// <param name="Roles">Roles that use data for it.</param>
    /// <param name="RequiresConsent">It needs the consent of the person.</param>
    /// <param name="RequiresReason">The officer has to say why.</param>
    /// <param name="ValidFrom">First day.</param>
    /// <param name="ValidTo">Last day, or null while in force.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Item(string Code, string NameVi, string NameEn, string LegalBasis, string LegalSource, IReadOnlyList<string> Roles, bool RequiresConsent, bool RequiresReason, DateOnly ValidFrom, DateOnly? ValidTo);

    public static void Map(RouteGroupBuilder privacy) => privacy.MapGet("/purposes", Handle).WithName("ListPurposes")
        .WithSummary("For what personal data is used on a day, today when none is named").RequireScope(Scopes.ReferenceRead);

    private static async Task<Ok<IReadOnlyList<Item>>> Handle(DateOnly? on, ReferenceBook book, TimeProvider clock, CancellationToken ct) => TypedResults.Ok<IReadOnlyList<Item>>(
        [.. (await book.Open(ct)).Purposes.Where(purpose => purpose.IsInForce(on ?? clock.Today())).Select(purpose => new Item(
            purpose.Code, purpose.NameVi, purpose.NameEn, purpose.LegalBasis, purpose.LegalSource, purpose.Roles, purpose.RequiresConsent, purpose.RequiresReason, purpose.ValidFrom, purpose.ValidTo))]);
}
