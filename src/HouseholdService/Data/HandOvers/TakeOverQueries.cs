using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Areas;
using PovertyPlatform.HouseholdService.Domain.HandOvers;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.ServiceDefaults.Data;

namespace PovertyPlatform.HouseholdService.Data.HandOvers;

/// <summary>An open offer that is taken.</summary>
/// <param name="OfferId">The offer.</param>
/// <param name="Code">Code of the household there, or null.</param>
/// <param name="Hamlet">Its hamlet there.</param>
internal sealed record Taken(Guid OfferId, string? Code, string Hamlet);

/// <summary>The statements by which households change their commune, the same for one and for many.</summary>
internal static class TakeOverQueries
{
    /// <summary>Takes over the households of open offers from one commune to one other.</summary>
    public static Task TakeOver(this HouseholdDb db, IReadOnlyCollection<Taken> taken, AreaType area, DateTimeOffset now, CancellationToken ct)
    {
        Guid[] offers = [.. taken.Select(one => one.OfferId)];
        string?[] codes = [.. taken.Select(one => one.Code)];
        string[] hamlets = [.. taken.Select(one => one.Hamlet)];
        string[] keys = [.. hamlets.Select(SearchName.Of)];
        return db.Database.ExecuteSqlAsync($"select take_over_households({offers}, {codes}, {hamlets}, {keys}, {(short)area}, {now})", ct);
    }

    /// <summary>Keeps how open offers ended.</summary>
    /// <exception cref="InvalidOperationException">One of them was not open any more.</exception>
    public static async Task Close(this HouseholdDb db, IReadOnlyCollection<HouseholdHandOver> offers, CancellationToken ct)
    {
        var closed = await db.Database.ExecuteSqlRawAsync("""
            update household_hand_over h set state = r.state, closed_by = r.closed_by, closed_at = r.closed_at, event_id = r.event_id, list_id = r.list_id, list_year = r.list_year,
              decision_number = r.decision_number, decided_on = r.decided_on, class = r.class, exit_decided_on = r.exit_decided_on, list_persons = r.list_persons
            from jsonb_populate_recordset(null::household_hand_over, @rows) r where h.id = r.id and h.state = 'offered'
            """, [BulkInsert.Json(db, offers)], ct);
        if (closed != offers.Count)
            throw new InvalidOperationException($"{offers.Count - closed} of {offers.Count} offers were not open any more.");
    }

    /// <summary>
    /// The codes of households in another commune, in their order: each keeps its own where it is free there. A code that was taken in a new commune was left out there; the household has it again
    /// where it comes back to.
    /// </summary>
    public static async Task<List<string?>> CodesIn(this HouseholdDb db, Commune commune, IReadOnlyList<(Household Home, bool ComesBack)> homes, CancellationToken ct)
    {
        var (province, code) = (commune.ProvinceCode, commune.Code);
        Guid[] lost = [.. homes.Where(one => one is { ComesBack: true, Home.Code: null }).Select(one => one.Home.Id)];
        var before = lost.Length == 0 ? [] : (await db.Database.SqlQuery<FormerCode>($"""
            select distinct on (id) id, facts ->> 'code' as code from record_version
            where id = any({lost}) and kind = 'household' and province_code = {province} and commune_code = {code} and facts ->> 'code' is not null order by id, known_from desc
            """).ToListAsync(ct)).ToDictionary(row => row.Id, row => row.Code);
        List<string?> wanted = [.. homes.Select(one => one.Home.Code ?? before.GetValueOrDefault(one.Home.Id))];
        string[] asked = [.. wanted.OfType<string>()];
        var ids = homes.Select(one => one.Home.Id).ToHashSet();
        var taken = (await db.Households.AsNoTracking().Where(other => other.ProvinceCode == province && other.CommuneCode == code && asked.Contains(other.Code) && other.ClosedOn == null)
            .Select(other => new { other.Id, other.Code }).ToListAsync(ct)).Where(other => !ids.Contains(other.Id)).Select(other => other.Code!).ToHashSet(StringComparer.Ordinal);
        return [.. wanted.Select(one => one is not null && taken.Add(one) ? one : null)];
    }

    private sealed record FormerCode(Guid Id, string Code);
}
