using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data.HandOvers;
using PovertyPlatform.HouseholdService.Data.HouseholdEvents;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Data.Rows;
using PovertyPlatform.HouseholdService.Domain.Areas;
using PovertyPlatform.HouseholdService.Domain.HandOvers;
using PovertyPlatform.HouseholdService.Domain.HouseholdEvents;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.HandOvers;

/// <summary>A commune offers a household that moved away to the commune where it lives now. The household stays as it is until that commune accepts.</summary>
internal static class OfferHousehold
{
    /// <summary>The offer.</summary>
    /// <param name="ToCommuneCode">Commune where the household lives now.</param>
    /// <param name="On">First day there; today when absent.</param>
    /// <param name="Reason">Why; the other commune reads it.</param>
    /// <param name="Evidence">Number of the paper.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(string? ToCommuneCode, DateOnly? On, string? Reason, string? Evidence);

    public static void Map(RouteGroupBuilder households) => households.MapPost("/{id:guid}/hand-over", Handle).WithName("OfferHousehold")
        .WithSummary("Offer a household to the commune to which it moved (bàn giao hộ)").RequireScope(Scopes.HouseholdsWrite).WithIdempotencyKey(keptForDays: 1);

    private static async Task<Results<Ok<HandOverView>, Refusal>> Handle(Guid id, Request request, EventDesk desk, ReferenceBook book, Actor actor, HttpContext http, CancellationToken ct)
    {
        var (dossiers, refusal) = await desk.Open(id, http.Request, ct);
        if (refusal is not null)
            return refusal;
        var (ground, unfounded) = Ground.Of(request.Reason, request.Evidence, isRequired: true);
        if (ground is null)
            return unfounded!;
        if (HandOverRules.WhyNot(request.Reason) is { } fault)
            return HandOverRules.Faulty(fault);
        // Any commune of the country may be named: the other side decides whether it takes the household.
        var (commune, unknown) = AreaRequest.Commune((await book.Open(ct)).Areas, request.ToCommuneCode, desk.Today, AreaScope.Nationwide);
        if (commune is null)
            return unknown!;
        var (dossier, on) = (dossiers[id], request.On ?? desk.Today);
        if ((HouseholdHandOver.WhyNot(dossier, commune.Code, on, desk.Today) ?? await desk.Db.WhyNotYet(id, ct)) is { } why)
            return why;
        var offer = new HouseholdHandOver
        {
            ProvinceCode = dossier.Household.ProvinceCode,
            CommuneCode = dossier.Household.CommuneCode,
            Id = Guid.CreateVersion7(desk.Now),
            HouseholdId = id,
            ToProvinceCode = commune.ProvinceCode,
            ToCommuneCode = commune.Code,
            MovedOn = on,
            Reason = ground.Reason,
            Evidence = ground.Evidence,
            OfferedBy = actor.Id,
            OfferedAt = desk.Now,
        };
        desk.Db.HandOvers.Add(offer);
        desk.Db.Audit(AuditEntry.Of(actor, "household.offer", "household", id, desk.Now, offer.ProvinceCode, offer.CommuneCode, $"hand-over {offer.Id} to {commune.Code}"), offer);
        try
        {
            await desk.Save(ct);
        }
        catch (DbUpdateException twice) when (twice.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return HandOverRules.OfferedAlready;
        }

        RowTag.Send(http.Response, offer.RowVersion);
        return TypedResults.Ok(HandOverView.Of(offer));
    }
}
