using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Protection;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Budgets;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.Reveals;

/// <summary>Finds the household of an identity number that somebody shows, inside the caller's areas. The number comes in the body, because addresses are written into logs.</summary>
internal static class SearchHousehold
{
    /// <summary>What is looked for.</summary>
    /// <param name="IdentityNumber">Identity number of 12 digits, or 9 on old cards.</param>
    public sealed record Request(
        [PersonalData(DataClass.P3)] string? IdentityNumber);

    /// <summary>What was found: one household, or none. A person who is registered elsewhere is not found, and nothing says that there is one.</summary>
    /// <param name="Matches">Nobody or one.</param>
    public sealed record Response(IReadOnlyList<Match> Matches);

    /// <summary>The household of the person, masked.</summary>
    /// <param name="HouseholdId">The household.</param>
    /// <param name="CommuneCode">Commune.</param>
    /// <param name="Code">Its code on the commune's lists.</param>
    /// <param name="Hamlet">Hamlet.</param>
    /// <param name="Head">Head, masked.</param>
    /// <param name="MemberOrdinal">The person's place on the household's list.</param>
    public sealed record Match(
        Guid HouseholdId,
        [PersonalData(DataClass.P1)] string CommuneCode,
        [PersonalData(DataClass.P1)] string? Code,
        [PersonalData(DataClass.P1)] string Hamlet,
        [PersonalData(DataClass.P2, IsMasked = true)] string Head,
        [PersonalData(DataClass.P1)] int MemberOrdinal);

    public static void Map(RouteGroupBuilder households) => households.MapPost("/search", Handle).WithName("SearchHousehold")
        .WithSummary("The household of an identity number, masked, in your areas").RequireScope(Scopes.HouseholdsRead).WithDailyBudget("persons");

    private static async Task<Results<Ok<Response>, Refusal>> Handle(
        Request request, HttpContext context, HouseholdDb db, PersonSeals seals, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (request.IdentityNumber is not { Length: 9 or 12 } number || number.Any(letter => !char.IsAsciiDigit(letter)))
            return Refusal.Invalid(new FieldFault("identityNumber", "Số định danh có 12 chữ số (CMND cũ: 9 chữ số).", "An identity number has 12 digits (the old card: 9)."));
        var marks = seals.IdentityMark.All(number);
        var found = await (from key in db.PersonKeys.AsNoTracking().Where(row => marks.Contains(row.IdentityMark))
                           join household in db.Households.AsNoTracking() on new { Id = key.HouseholdId, key.ProvinceCode } equals new { household.Id, household.ProvinceCode }
                           join member in db.Members.AsNoTracking() on new { Id = key.MemberId, key.ProvinceCode } equals new { member.Id, member.ProvinceCode }
                           select new { household.Id, household.ProvinceCode, household.CommuneCode, household.Code, household.HamletName, household.HeadName, member.Ordinal }).FirstOrDefaultAsync(ct);
        // Nothing found is recorded too: whoever tries numbers leaves a trail.
        db.Audit(AuditEntry.Of(actor, "household.search", "household", found?.Id ?? Guid.Empty, clock.GetUtcNow(), found?.ProvinceCode, found?.CommuneCode));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new Response(found is null ? []
            : [new Match(found.Id, found.CommuneCode, found.Code, found.HamletName, Masked.Name(found.HeadName), found.Ordinal)]));
    }
}
