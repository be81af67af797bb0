using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Privacy;
using PovertyPlatform.HouseholdService.Data.Protection;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdService.Domain.Privacy;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Budgets;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.Reveals;

/// <summary>Shows a household's people in clear, for a purpose that the law knows and that is recorded before anything is told.</summary>
internal static class RevealHousehold
{
    private static readonly Refusal ConsentMissing = new(403, "consent-missing",
        "Mục đích này cần sự đồng ý của hộ; hệ thống chưa ghi nhận sự đồng ý nào.", "This purpose needs the household's consent, and none is on record.")
    { LegalSource = "Luật 91/2025/QH15" };

    /// <summary>For what.</summary>
    /// <param name="Purpose">Code of a purpose in force, see reference/privacy/purposes.csv.</param>
    /// <param name="Reason">Why, in own words; needed where the purpose demands it. Names nobody and holds no numbers of people: it stays in the audit trail.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(string? Purpose, string? Reason);

    /// <summary>A household in clear.</summary>
    /// <param name="HouseholdId">The household.</param>
    /// <param name="Purpose">For what it was shown.</param>
    /// <param name="Code">Its code on the commune's lists.</param>
    /// <param name="Hamlet">Hamlet.</param>
    /// <param name="Address">Address below the hamlet.</param>
    /// <param name="Telephone">Telephone.</param>
    /// <param name="Persons">Who lives in it, in order of the list.</param>
    public sealed record Response(
        Guid HouseholdId,
        [PersonalData(DataClass.P1)] string Purpose,
        [PersonalData(DataClass.P1)] string? Code,
        [PersonalData(DataClass.P1)] string Hamlet,
        [PersonalData(DataClass.P2)] string? Address,
        [PersonalData(DataClass.P2)] string? Telephone,
        IReadOnlyList<Person> Persons);

    /// <summary>A member in clear. Sensitive: for the stated purpose only.</summary>
    /// <param name="Ordinal">Order on the list.</param>
    /// <param name="FullName">Full name.</param>
    /// <param name="BirthDate">Birth date (2026-01-31) or the year alone.</param>
    /// <param name="Sex">Sex, where stated.</param>
    /// <param name="EthnicGroup">Code of the ethnic group.</param>
    /// <param name="Relation">Relation to the head, as a code.</param>
    /// <param name="IdentityNumber">Identity number as text: 12 digits, or 9 on old cards.</param>
    /// <param name="OldNumber">Number of 9 digits of an old card beside one of 12.</param>
    public sealed record Person(
        [PersonalData(DataClass.P1)] int Ordinal,
        [PersonalData(DataClass.P2)] string FullName,
        [PersonalData(DataClass.P2)] string? BirthDate,
        Sex? Sex,
        [PersonalData(DataClass.P3)] string EthnicGroup,
        [PersonalData(DataClass.P1)] string Relation,
        [PersonalData(DataClass.P3)] string? IdentityNumber,
        [PersonalData(DataClass.P3)] string? OldNumber);

    public static void Map(RouteGroupBuilder households) => households.MapPost("/{id:guid}/reveal", Handle).WithName("RevealHousehold")
        .WithSummary("A household's people in clear, for a stated purpose; each time is recorded").RequireScope(Scopes.HouseholdsReveal).WithDailyBudget("persons").AuditsRead();

    private static async Task<Results<Ok<Response>, Refusal>> Handle(
        Guid id, Request request, HttpContext context, HouseholdDb db, PersonSeals seals, ConsentBook consents, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        context.Response.Headers.CacheControl = "no-store";
        var today = clock.Today();
        var purpose = await db.Purposes.AsNoTracking().Where(row => row.Code == request.Purpose && row.ValidFrom <= today && (row.ValidTo == null || row.ValidTo >= today)).FirstOrDefaultAsync(ct);
        if (StatedPurpose.WhyNot(purpose, request.Reason, actor.Roles) is { } refusal)
            return refusal;
        if (await db.Households.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.ErasedOn == null, ct) is not { } household)
            return Refusal.NotFound;
        if (purpose!.RequiresConsent && !await consents.Allows(ConsentKind.SharingWithSponsors, id, null, ct))
            return ConsentMissing;
        var members = await db.Members.AsNoTracking().Where(row => row.HouseholdId == id && row.ProvinceCode == household.ProvinceCode && row.ErasedOn == null && (row.LeftOn == null || row.LeftOn > today))
            .OrderBy(row => row.Ordinal).ToListAsync(ct);
        db.Audit(AuditEntry.Of(actor, "household.reveal", "household", id, clock.GetUtcNow(), household.ProvinceCode, household.CommuneCode,
            StatedPurpose.ForTrail(purpose, request.Reason)));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new Response(id, purpose.Code, household.Code, household.HamletName, household.Address, household.Telephone is { } box ? seals.Telephone.Open(id, box) : null,
            [.. members.Select(member => View(member, seals))]));
    }

    private static Person View(Member member, PersonSeals seals) => new(
        member.Ordinal, member.FullName, member.BirthDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? member.BirthYear?.ToString(CultureInfo.InvariantCulture),
        member.Sex, member.EthnicGroupCode, member.RelationCode, member.IdentityNumber is { } box ? seals.Identity.Open(member.Id, box) : null,
        member.OldNumber is { } old ? seals.Identity.Open(member.Id, old) : null);
}
