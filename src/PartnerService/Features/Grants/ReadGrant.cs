using System.Buffers;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using PovertyPlatform.PartnerService.Data;
using PovertyPlatform.PartnerService.Domain.Grants;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.PartnerService.Features.Grants;

/// <summary>
/// The details of one grant. Recorded before anything is told; persons are fetched from the registry with the token that the caller has for it (a token opens one
/// service), only while the grant holds, and are stored nowhere here.
/// </summary>
internal static class ReadGrant
{
    private const string WithoutPersons = "P1";

    private const string RegistryToken = "Registry-Authorization";
    private const int LongestToken = 8192;

    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/=");

    private static readonly FieldFault NoToken = new(RegistryToken, "Tiêu đề này phải có dạng: Bearer, khoảng trắng, mã truy cập của dịch vụ household.",
        "This header has the form: Bearer, a space, an access token for the service household.");

    private static readonly Refusal RepresentativesRefused = new(403, "representatives-refused",
        "Sổ đăng ký không cho phép tài khoản này xem người đại diện của hộ.", "The registry does not let this account see who stands for the household.");

    private static readonly Refusal GroundMissing = new(403, "sharing-ground-missing",
        "Hiện không có căn cứ pháp lý nào để chia sẻ chi tiết này.", "There is no legal ground in force on which these details may be shared.");

    public static void Map(RouteGroupBuilder grants) => grants.MapGet("/{grantId:guid}", Handle).WithName("ReadGrant").RequireScope(Scopes.GrantsRead)
        .WithSummary("Everything a bank needs to act on a grant, with the persons who may sign")
        .WithDescription($"Each reading is recorded. Persons are named only to who sends a second token in the header {RegistryToken}: one for the service household with the scope "
            + $"{Scopes.RepresentativesRead}. It is passed on to the registry, which decides and records who reads them. 503 with Retry-After while the registry is away.")
        .ProducesProblem(403).ProducesProblem(404).ProducesProblem(503).AuditsRead();

    private static async Task<Results<Ok<GrantDetails>, Refusal>> Handle(
        Guid grantId, [FromHeader(Name = RegistryToken)] string? registryToken, HttpContext context, PartnerDb db, Actor actor, RegistryClient registry, TimeProvider clock, CancellationToken ct)
    {
        context.Response.Headers[HeaderNames.CacheControl] = "no-store";
        if (registryToken is not null && !IsToken(registryToken))
            return Refusal.Invalid(NoToken);
        if (await db.Grants.AsNoTracking().FirstOrDefaultAsync(row => row.Id == grantId, ct) is not { } grant)
            return Refusal.NotFound;
        var today = clock.Today();
        var ground = await db.SharingGrounds.AsNoTracking()
            .Where(row => row.Code == SharingGround.CreditGrants && row.ValidFrom <= today && (row.ValidTo == null || row.ValidTo >= today))
            .OrderByDescending(row => row.ValidFrom).FirstOrDefaultAsync(ct);
        if (ground is null)
            return GroundMissing;
        var household = await db.Households.AsNoTracking().FirstOrDefaultAsync(row => row.Id == grant.HouseholdId, ct);

        db.Audit(AuditEntry.Of(actor, "grant.read", "grant", grant.Id, clock.GetUtcNow(), grant.ProvinceCode, grant.CommuneCode, ground.Code));
        await db.SaveChangesAsync(ct);

        Representatives? persons = null;
        if (registryToken is not null && grant.HoldsOn(today))
        {
            var (outcome, found) = await registry.Read(grant.HouseholdId, registryToken, ct);
            if (outcome == RegistryOutcome.Away)
                return Refusal.Unavailable;
            if (outcome == RegistryOutcome.Refused)
                return RepresentativesRefused;
            persons = found;
        }

        return TypedResults.Ok(Compose(grant, household, persons, ground, actor));
    }

    private static bool IsToken(string text) => text.Length <= LongestToken && text.StartsWith("Bearer ", StringComparison.Ordinal) && text.AsSpan("Bearer ".Length) is { Length: > 0 } token
        && !token.ContainsAnyExcept(TokenCharacters);

    private static GrantDetails Compose(EligibilityGrant grant, Household? household, Representatives? persons, SharingGround ground, Actor actor)
    {
        // The registry may have moved on to a newer decision than the grant's; what belongs to another list is not this grant's.
        var sameList = household is not null && household.ListId == grant.ListId;
        return new GrantDetails(
            grant.Id, grant.Version, grant.State, grant.EventId, grant.ReplacesEventId, grant.ChangedAt,
            new GrantDecision(grant.DecisionNumber, grant.DecidedOn, grant.ListId, sameList ? household!.ReviewYear : null,
                sameList ? household!.ReplacesDecisionNumber : null, grant.WithdrawalDecisionNumber),
            new GrantValidity(grant.ValidFrom, grant.ValidTo, grant.WithdrawnOn),
            new GrantHousehold(grant.HouseholdId, household?.Version, grant.HouseholdClass, household?.PreviousClass, household?.ExitDecidedOn,
                household?.ExitFromClass, household?.StandardCode),
            new GrantPlace(grant.ProvinceCode, grant.CommuneCode, VietnamDay.Of(grant.ChangedAt), household?.AreaType, household?.IsEspeciallyDifficultArea),
            household is null ? null : new GrantFlags(household.HasLabourCapacity, household.HasMeritMember, household.IsPreferentialGroup),
            new GrantResult(grant.ProgrammeCode, grant.RuleVersion, grant.Reasons, grant.CapVnd, grant.InterestBasisPoints, grant.MaxTermMonths),
            persons,
            new GrantLaw(ground.LegalBasis, ground.PurposeVi, ground.PurposeEn, actor.AgencyId ?? actor.ClientId, persons is null ? WithoutPersons : ground.Classification));
    }
}
