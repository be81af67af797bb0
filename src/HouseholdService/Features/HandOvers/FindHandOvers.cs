using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.HandOvers;
using PovertyPlatform.HouseholdService.Data.Paging;
using PovertyPlatform.HouseholdService.Data.Rows;
using PovertyPlatform.HouseholdService.Domain.HandOvers;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Paging;

namespace PovertyPlatform.HouseholdService.Features.HandOvers;

/// <summary>Hand-overs from and to the caller's areas; newest first. For who gives or receives: a household's leaving, its reason and its class are no matter of whoever reads households.</summary>
internal static class FindHandOvers
{
    public static void Map(RouteGroupBuilder handOvers)
    {
        handOvers.MapGet("", Find).WithName("FindHandOvers")
            .WithSummary("Households offered by and to your areas; side is in or out, state offered, accepted, refused or withdrawn").RequireScope(Scopes.HandOversRead);
        handOvers.MapGet("/{id:guid}", Get).WithName("GetHandOver").WithSummary("One hand-over, with the ETag that accepting, refusing and withdrawing need").RequireScope(Scopes.HandOversRead);
    }

    private static async Task<Results<Ok<Page<HandOverView>>, Refusal>> Find(string? side, string? state, Guid? householdId, string? cursor, int? limit, HouseholdDb db, CancellationToken ct)
    {
        if (PageSize.Check(limit) is { } wrong)
            return wrong;
        var (before, refusal) = IdCursor.Read(cursor);
        if (refusal is not null)
            return refusal;
        var wanted = HandOverState.Offered;
        if (side is not (null or "in" or "out"))
            return Refusal.Invalid(new FieldFault("side", "Chọn in (nhận về) hoặc out (chuyển đi).", "Choose in or out."));
        if (state is not null && (!Enum.GetNames<HandOverState>().Contains(state, StringComparer.OrdinalIgnoreCase) || !Enum.TryParse(state, true, out wanted)))
            return Refusal.Invalid(new FieldFault("state", "Chọn offered, accepted, refused hoặc withdrawn.", "Choose offered, accepted, refused or withdrawn."));
        var found = db.HandOversOfBothSides().AsNoTracking().Where(row => (before == Guid.Empty || row.Id.CompareTo(before) < 0) && (householdId == null || row.HouseholdId == householdId));
        if (state is not null)
            found = found.Where(row => row.State == wanted);
        var (everywhere, provinces, communes) = (db.Area.IsNationwide, db.Area.Provinces.ToArray(), db.Area.Communes.ToArray());
        if (side == "in")
            found = found.Where(row => everywhere || provinces.Contains(row.ToProvinceCode) || communes.Contains(row.ToCommuneCode));
        if (side == "out")
            found = found.Where(row => everywhere || provinces.Contains(row.ProvinceCode) || communes.Contains(row.CommuneCode));
        var size = limit ?? PageSize.Usual;
        var rows = await found.OrderByDescending(row => row.Id).Take(size + 1).ToListAsync(ct);
        return TypedResults.Ok(new Page<HandOverView>([.. rows.Take(size).Select(HandOverView.Of)], rows.Count > size ? IdCursor.After(rows[size - 1].Id) : null));
    }

    private static async Task<Results<Ok<HandOverView>, Refusal>> Get(Guid id, HouseholdDb db, HttpResponse response, CancellationToken ct)
    {
        if (await db.HandOversOfBothSides().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, ct) is not { } offer)
            return Refusal.NotFound;
        RowTag.Send(response, offer.RowVersion);
        return TypedResults.Ok(HandOverView.Of(offer));
    }
}
