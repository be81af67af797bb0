using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.HandOvers;
using PovertyPlatform.HouseholdService.Data.Privacy;
using PovertyPlatform.HouseholdService.Data.Protection;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Domain.HandOvers;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdService.Domain.Privacy;
using PovertyPlatform.HouseholdService.Domain.Reference;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Budgets;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.Households;

/// <summary>Names the head and the adults of a recognised household to a bank; each reading is recorded with its purpose before anything is told.</summary>
internal static class ReadRepresentatives
{
    private static readonly Refusal NotRecognised = new(403, "not-recognised",
        "Hộ không có trong danh sách đã công nhận còn hiệu lực nên không có căn cứ chia sẻ thông tin.",
        "The household is on no recognised list in force, so there is no ground for sharing.")
    { LegalSource = "Luật 91/2025/QH15" };

    /// <summary>Who may stand for a household at a bank.</summary>
    /// <param name="HouseholdId">The household.</param>
    /// <param name="Head">Its head.</param>
    /// <param name="Adults">Members of 18 years and over, the head among them; they choose one of them to sign for all.</param>
    public sealed record Response(Guid HouseholdId, Representative? Head, IReadOnlyList<Representative> Adults);

    /// <summary>An identified person. Sensitive: for the purpose of a loan only.</summary>
    /// <param name="FullName">Full name.</param>
    /// <param name="BirthDate">Birth date (2026-01-31) or the year alone.</param>
    /// <param name="Sex">Sex, where stated.</param>
    /// <param name="IdentityNumber">Identity number as text: 12 digits, or 9 on old cards.</param>
    /// <param name="Relation">Relation to the head, as a code.</param>
    public sealed record Representative(
        [PersonalData(DataClass.P2)] string FullName,
        [PersonalData(DataClass.P2)] string? BirthDate,
        Sex? Sex,
        [PersonalData(DataClass.P3)] string? IdentityNumber,
        [PersonalData(DataClass.P1)] string Relation);

    public static void Map(RouteGroupBuilder households) => households.MapGet("/{id:guid}/representatives", Handle).WithName("ReadRepresentatives")
        .WithSummary("Head and adults of a recognised household, identified; each reading is recorded").RequireScope(Scopes.RepresentativesRead).WithDailyBudget("persons").AuditsRead();

    private static async Task<Results<Ok<Response>, Refusal>> Handle(
        Guid id, HttpContext context, HouseholdDb db, ReferenceBook book, PersonSeals seals, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (await db.Households.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.ErasedOn == null, ct) is not { } household)
            return Refusal.NotFound;
        var today = clock.Today();
        var pages = await book.Open(ct);
        if (pages.Purpose(ProcessingPurpose.CreditGrant, today) is not { } purpose)
            return ProcessingPurpose.Unknown;
        // Of a list of this commune, or what came with the household from the commune that recognised it.
        if (await db.RecognitionOf(id, ct) is not { } recognition || !MayBeTold(recognition, today, pages.Term(LegalTerm.NewlyEscapedMonths, today)))
            return NotRecognised;
        // Who asked for it is not shared: the household as a whole, or the one person.
        var restrictions = await db.RestrictionsNow(id, ct);
        if (restrictions.Exists(restriction => restriction.MemberId is null))
            return ProcessingRestriction.Refused;

        var members = await db.Members.AsNoTracking().Where(row => row.HouseholdId == id && row.ProvinceCode == household.ProvinceCode && row.ErasedOn == null && (row.LeftOn == null || row.LeftOn > today))
            .OrderBy(row => row.Ordinal).ToListAsync(ct);
        members.RemoveAll(member => restrictions.Exists(restriction => restriction.MemberId == member.Id));
        db.Audit(AuditEntry.Of(actor, "representatives.read", "household", id, clock.GetUtcNow(), household.ProvinceCode, household.CommuneCode, purpose.Code));
        await db.SaveChangesAsync(ct);
        var head = members.FirstOrDefault(member => member.RelationCode == Member.HeadRelation);
        return TypedResults.Ok(new Response(id, head is null ? null : View(head, seals), [.. members.Where(member => member.IsAdultOn(today)).Select(member => View(member, seals))]));
    }

    private static bool MayBeTold(CarriedRecognition recognition, DateOnly today, int? months) => recognition.Class is PovertyClass.Poor or PovertyClass.NearPoor
        || recognition.ExitDecidedOn is { } exit && months is { } within && today <= exit.AddMonths(within);

    private static Representative View(Member member, PersonSeals seals) => new(
        member.FullName, member.BirthDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? member.BirthYear?.ToString(CultureInfo.InvariantCulture),
        member.Sex, member.IdentityNumber is { } box ? seals.Identity.Open(member.Id, box) : null, member.RelationCode);
}
