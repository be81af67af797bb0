using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Openings;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Domain.Openings;
using PovertyPlatform.HouseholdService.Domain.Reference;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Budgets;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.Openings;

/// <summary>
/// Opens one household of another commune for reading, with a written reason, for a time. It is found by its exact id or code and never listed; whoever looks for one that
/// is not there learns as little as whoever may not.
/// </summary>
internal static class OpenHousehold
{
    private const int LongestCode = 40;

    private static readonly Refusal NotNeeded = Refusal.Conflict("opening-not-needed", "Hộ này thuộc địa bàn của bạn; không cần mở.", "This household is in your areas already; it needs no opening.");

    private static readonly FieldFault Which = new("householdId", "Cần đúng một cách chỉ hộ: mã định danh hộ, hoặc mã xã cùng mã hộ.",
        "Name the household in exactly one way: by its id, or by commune and code.");

    /// <summary>Which household and why.</summary>
    /// <param name="HouseholdId">Exact id; else commune and code.</param>
    /// <param name="CommuneCode">Commune, together with the code.</param>
    /// <param name="Code">Exact code on the commune's lists.</param>
    /// <param name="Reason">Written reason, for the other commune and the province to read; without names or numbers of residents.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(Guid? HouseholdId, string? CommuneCode, string? Code, string? Reason);

    public static void Map(RouteGroupBuilder openings) => openings.MapPost("", Handle).WithName("OpenHousehold")
        .WithSummary("Open one household of another commune for reading, with a written reason, for a day")
        .WithDescription("The other commune and its province see who opened it, why and until when, and may end it at once. Nothing of it can be changed.")
        .RequireScope(Scopes.HouseholdsOpen).WithIdempotencyKey(keptForDays: 1, isRequired: false).WithDailyBudget("openings");

    private static async Task<Results<Ok<OpeningView>, Refusal>> Handle(
        Request request, HouseholdDb db, SingleHouseholds households, ReferenceBook book, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var (now, terms) = (clock.GetUtcNow(), await book.Open(ct));
        if (request.HouseholdId is null == (request.CommuneCode is null || request.Code is null) || request.Code is { Length: 0 or > LongestCode } || request.CommuneCode is { Length: not 5 })
            return Refusal.Invalid(Which);
        if (terms.Term(LegalTerm.OpeningHours, clock.Today()) is not { } hours || terms.Term(LegalTerm.OpeningReasonLength, clock.Today()) is not { } least)
            return Refusal.Unavailable;
        if (HouseholdOpening.WhyNot(request.Reason, least) is { } refusal)
            return refusal;
        if (await households.Find(request.HouseholdId, request.CommuneCode, request.Code, ct) is not { } found || IsWithoutArea(actor.Area))
            return Refusal.NotFound;
        if (actor.Area.Contains(found.ProvinceCode, found.CommuneCode))
            return NotNeeded;

        // From here on the row of the other commune is written: the officer's own areas would neither show nor take it.
        await db.WorkIn(new AreaScope([], [found.CommuneCode], false), ct);
        if (await db.Openings.AsNoTracking().Where(row => row.OpenedBy == actor.Id && row.HouseholdId == found.Id && row.EndedAt == null && row.OpenUntil > now).FirstOrDefaultAsync(ct) is { } still)
            return TypedResults.Ok(OpeningView.Of(still));
        var opening = new HouseholdOpening
        {
            ProvinceCode = found.ProvinceCode,
            CommuneCode = found.CommuneCode,
            HouseholdId = found.Id,
            OpenedBy = actor.Id,
            Roles = [.. actor.Roles],
            OpenedFrom = [.. actor.Area.Provinces, .. actor.Area.Communes],
            Reason = request.Reason!.Trim(),
            OpenedAt = now,
            OpenUntil = now.AddHours(hours),
        };
        db.Openings.Add(opening);
        db.Audit(AuditEntry.Of(actor, "household.open", "household", found.Id, now, found.ProvinceCode, found.CommuneCode, opening.Reason), opening);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(OpeningView.Of(opening));
    }

    private static bool IsWithoutArea(AreaScope area) => area is { IsNationwide: false, Provinces.Count: 0, Communes.Count: 0 };
}
