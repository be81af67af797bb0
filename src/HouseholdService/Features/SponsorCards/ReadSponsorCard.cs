using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Lists;
using PovertyPlatform.HouseholdService.Data.Privacy;
using PovertyPlatform.HouseholdService.Data.Protection;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Domain.Privacy;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Budgets;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.SponsorCards;

/// <summary>
/// What an enterprise or donor that helps sees of a household on a list in force: facts from which nobody is known, and beyond them exactly what the household agreed to.
/// The consents are asked anew each time; each reading is recorded before anything is told.
/// </summary>
internal static class ReadSponsorCard
{
    private static readonly Refusal NotOnAList = new(403, "not-recognised", "Hộ không có trong danh sách hộ nghèo, hộ cận nghèo còn hiệu lực.", "The household is on no list of poor or near-poor households in force.")
    { LegalSource = RightsTerms.Law };

    /// <summary>The card.</summary>
    /// <param name="HouseholdId">The household.</param>
    /// <param name="CommuneCode">Commune.</param>
    /// <param name="Class">Poor or near-poor.</param>
    /// <param name="AreaType">Urban or rural.</param>
    /// <param name="Persons">Members.</param>
    /// <param name="Needs">Needs of the latest assessment, as codes.</param>
    /// <param name="Head">Name of the head; with consent.</param>
    /// <param name="Hamlet">Hamlet; with consent.</param>
    /// <param name="Telephone">Telephone; with consent.</param>
    /// <param name="Address">Address; with consent.</param>
    /// <param name="MayPhotograph">The household agreed to photographs.</param>
    /// <param name="MayRecordPosition">The household agreed that the position of its dwelling is recorded.</param>
    public sealed record Response(
        Guid HouseholdId, [PersonalData(DataClass.P1)] string CommuneCode, PovertyClass Class, AreaType AreaType, [PersonalData(DataClass.P1)] int Persons, [PersonalData(DataClass.P1)] IReadOnlyList<string> Needs, [PersonalData(DataClass.P2)] string? Head, [PersonalData(DataClass.P1)] string? Hamlet, [PersonalData(DataClass.P2)] string? Telephone, [PersonalData(DataClass.P2)] string? Address,
        bool MayPhotograph, bool MayRecordPosition);

    public static void Map(RouteGroupBuilder households) => households.MapGet("/{id:guid}/sponsor-card", Handle).WithName("ReadSponsorCard")
        .WithSummary("What an enterprise that helps sees of a household: facts, and what the household agreed to").RequireScope(Scopes.SponsorCardsRead).WithDailyBudget("persons").AuditsRead();

    private static async Task<Results<Ok<Response>, Refusal>> Handle(
        Guid id, HttpContext http, HouseholdDb db, ReferenceBook book, PersonSeals seals, ConsentBook consents, Actor actor, AreaScope area, TimeProvider clock, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (await db.File(id, ct) is not { } household)
            return Refusal.NotFound;
        // A helper to whom the household was granted sees it alone; whether it is on a list, and what it agreed to, lies with its commune.
        if (area.Records.Contains(id))
            await db.WorkIn(new AreaScope([], [household.CommuneCode], false), ct);
        if ((await book.Open(ct)).Purpose(ProcessingPurpose.SponsorHelp, clock.Today()) is not { } purpose)
            return ProcessingPurpose.Unknown;
        var latest = await db.ListsInForce().AsNoTracking().Where(list => list.ProvinceCode == household.ProvinceCode && list.CommuneCode == household.CommuneCode)
            .OrderByDescending(list => list.ReviewYear).Select(list => (Guid?)list.Id).FirstOrDefaultAsync(ct);
        var entry = await db.ListEntries.AsNoTracking().FirstOrDefaultAsync(row => row.ListId == latest && row.HouseholdId == id, ct);
        if (entry is not { Class: PovertyClass.Poor or PovertyClass.NearPoor })
            return NotOnAList;
        if ((await db.RestrictionsNow(id, ct)).Exists(row => row.MemberId is null))
            return ProcessingRestriction.Refused;
        var allowed = await consents.AllowedBy(id, null, ct);
        var needs = await db.NeedsAssessments.AsNoTracking().Where(row => row.HouseholdId == id).OrderByDescending(row => row.AssessedOn).Select(row => row.Needs).FirstOrDefaultAsync(ct);
        db.Audit(AuditEntry.Of(actor, "sponsor-card.read", "household", id, clock.GetUtcNow(), household.ProvinceCode, household.CommuneCode, purpose.Code));
        await db.SaveChangesAsync(ct);
        var (named, reached) = (allowed.Contains(ConsentKind.SharingWithSponsors), allowed.Contains(ConsentKind.SponsorContact));
        return TypedResults.Ok(new Response(
            id, household.CommuneCode, entry.Class, household.AreaType, household.Persons, needs ?? [], named ? household.HeadName : null, named ? household.HamletName : null,
            reached && household.Telephone is { } box ? seals.Telephone.Open(id, box) : null, reached ? household.Address : null, allowed.Contains(ConsentKind.Photo), allowed.Contains(ConsentKind.Position)));
    }
}
