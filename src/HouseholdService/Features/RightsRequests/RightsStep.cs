using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Privacy;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Data.Rows;
using PovertyPlatform.HouseholdService.Domain.Privacy;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.RightsRequests;

/// <summary>The one way of every step: find inside the caller's areas, compare If-Match, step, audit, one commit.</summary>
internal sealed class RightsStep(HouseholdDb db, ReferenceBook book, Actor actor, TimeProvider clock)
{
    public DateOnly Today => clock.Today();

    public DateTimeOffset Now => clock.GetUtcNow();

    public string ActorId => actor.Id;

    /// <summary>A request of the caller's areas, to be changed.</summary>
    public async Task<(RightsRequest? Request, Refusal? Refusal)> Open(Guid id, HttpRequest http, CancellationToken ct)
    {
        if (await db.RightsRequests.FirstOrDefaultAsync(row => row.Id == id, ct) is not { } found)
            return (null, Refusal.NotFound);
        return (found, RowTag.Compare(http, found.RowVersion, "state", $"Yêu cầu đang ở trạng thái {found.State}.", $"The request is {found.State}."));
    }

    /// <summary>The clocks.</summary>
    public async Task<RightsTerms> Terms(CancellationToken ct) => (await book.Open(ct)).RightsTerms();

    /// <summary>Writes the audit line of a step about the household; the caller saves.</summary>
    public void Note(RightsRequest request, string action) => db.Audit(
        AuditEntry.Of(actor, $"rights-request.{action}", "household", request.HouseholdId, Now, request.ProvinceCode, request.CommuneCode, request.Id.ToString()), request);

    /// <summary>Takes one step and saves it.</summary>
    public async Task<Results<Ok<RightsView>, Refusal>> Take(Guid id, HttpContext http, string action, Func<RightsRequest, RightsTerms, Refusal?> step, CancellationToken ct)
    {
        var (found, refusal) = await Open(id, http.Request, ct);
        if (refusal is not null)
            return refusal;
        var terms = await Terms(ct);
        if (step(found!, terms) is { } why)
            return why;
        Note(found!, action);
        if (await db.Save(ct) is { } twice)
            return twice;
        RowTag.Send(http.Response, found!.RowVersion);
        return TypedResults.Ok(RightsView.Of(found, terms, Today));
    }
}
