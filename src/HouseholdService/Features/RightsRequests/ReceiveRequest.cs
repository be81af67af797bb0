using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Privacy;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Domain.Privacy;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.RightsRequests;

/// <summary>Receives a person's request about the own data; its clocks run from the day of receipt.</summary>
internal static class ReceiveRequest
{
    /// <summary>The request as it was written down.</summary>
    /// <param name="HouseholdId">The household whose data it is about.</param>
    /// <param name="MemberId">The one person; absent for the whole household.</param>
    /// <param name="Kind">Access, Correction, Restriction, Erasure or Objection.</param>
    /// <param name="Channel">How it arrived.</param>
    /// <param name="Requester">Who asks.</param>
    /// <param name="Relation">In what capacity.</param>
    /// <param name="VerifiedHow">How the officer made sure who asks.</param>
    /// <param name="VerifiedReference">By which paper; no identity number.</param>
    /// <param name="Wish">What is asked, 10 to 2000 characters.</param>
    /// <param name="EvidenceReference">Number of the papers handed in.</param>
    /// <param name="EvidenceSha256">SHA-256 of their scan.</param>
    /// <param name="ReceivedOn">Date of receipt; today when absent.</param>
    public sealed record Request(
        Guid HouseholdId, Guid? MemberId, RightsKind Kind, RequestChannel Channel, [PersonalData(DataClass.P2)] string? Requester, RequesterRelation Relation, IdentityCheck VerifiedHow, [PersonalData(DataClass.P1)] string? VerifiedReference, [PersonalData(DataClass.P2)] string? Wish,
        [PersonalData(DataClass.P1)] string? EvidenceReference, [PersonalData(DataClass.P1)] string? EvidenceSha256, [PersonalData(DataClass.P1)] DateOnly? ReceivedOn);

    public static void Map(RouteGroupBuilder requests) => requests.MapPost("/", Handle).WithName("ReceiveRightsRequest")
        .WithSummary("Receive a person's request about the own data").RequireScope(Scopes.RightsReceive).WithIdempotencyKey(keptForDays: 1, isRequired: false).AuditsRead();

    private static async Task<Results<Created<RightsView>, Refusal>> Handle(Request request, HouseholdDb db, ReferenceBook book, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var today = clock.Today();
        if (await db.File(request.HouseholdId, ct) is not { } household)
            return Refusal.NotFound;
        if (request.MemberId is { } member && !await db.Members.AnyAsync(row => row.Id == member && row.HouseholdId == household.Id, ct))
            return Refusal.Invalid(new FieldFault("memberId", "Người này không thuộc hộ.", "This person is not of the household."));
        var (evidence, missing) = Evidence.Of("rights-request", request.EvidenceReference, request.EvidenceSha256);
        var (claim, faults) = new RightsClaim(
            request.Kind, request.Channel, request.Requester ?? "", request.Relation, request.VerifiedHow, request.VerifiedReference ?? "", request.Wish ?? "", evidence, request.ReceivedOn ?? today).Check(today);
        if (claim is null || missing is not null)
            return Refusal.Invalid([.. faults, .. missing is null ? Array.Empty<FieldFault>() : [missing]]);
        var terms = (await book.Open(ct)).RightsTerms();
        var (received, refusal) = RightsRequest.Receive(household, request.MemberId, claim, terms, actor.Id);
        if (received is null)
            return refusal!;
        db.RightsRequests.Add(received);
        db.Audit(AuditEntry.Of(actor, "rights-request.receive", "household", household.Id, clock.GetUtcNow(), household.ProvinceCode, household.CommuneCode, received.Id.ToString()), received);
        return await db.Save(ct) is { } twice ? twice : TypedResults.Created($"/v1/rights-requests/{received.Id}", RightsView.Of(received, terms, today));
    }
}
