using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Paging;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Domain.Areas;
using PovertyPlatform.HouseholdService.Domain.Privacy;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;
using PovertyPlatform.ServiceDefaults.Paging;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.Retention;

/// <summary>Orders of courts, inspections and audits to keep what is recorded about a household or a commune: neither rules of retention nor requests erase anything meanwhile.</summary>
internal static class LegalHolds
{
    private const int Longest = 200;

    /// <summary>An order.</summary>
    /// <param name="CommuneCode">Commune of today.</param>
    /// <param name="HouseholdId">The household; without it everything of the commune is kept.</param>
    /// <param name="OrderNumber">Number of the order.</param>
    /// <param name="OrderedBy">Body that ordered it; no person.</param>
    /// <param name="OrderedOn">Day of the order.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Order(string? CommuneCode, Guid? HouseholdId, string? OrderNumber, string? OrderedBy, DateOnly OrderedOn);

    /// <summary>The lifting of an order.</summary>
    /// <param name="OrderNumber">Number of the order that lifts it.</param>
    /// <param name="EndedOn">Its day.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Lifting(string? OrderNumber, DateOnly EndedOn);

    /// <summary>A hold.</summary>
    /// <param name="Id">The hold.</param>
    /// <param name="CommuneCode">Commune.</param>
    /// <param name="HouseholdId">The household, or null for everything of the commune.</param>
    /// <param name="OrderNumber">Number of the order.</param>
    /// <param name="OrderedBy">Body that ordered it.</param>
    /// <param name="OrderedOn">Day of the order.</param>
    /// <param name="EndedOn">Day on which it was lifted, or null.</param>
    /// <param name="EndOrder">Number of the order that lifted it.</param>
    [PersonalData(DataClass.P1)]
    public sealed record View(Guid Id, string CommuneCode, Guid? HouseholdId, string OrderNumber, string OrderedBy, DateOnly OrderedOn, DateOnly? EndedOn, string? EndOrder)
    {
        internal static View Of(LegalHold row) => new(row.Id, row.CommuneCode, row.HouseholdId, row.OrderNumber, row.OrderedBy, row.OrderedOn, row.EndedOn, row.EndOrder);
    }

    public static void Map(RouteGroupBuilder holds)
    {
        holds.MapGet("", List).WithName("ListLegalHolds").WithSummary("Orders to keep data in your areas").RequireScope(Scopes.RetentionRead);
        holds.MapPost("", Place).WithName("PlaceLegalHold").WithSummary("Record an order of a court, an inspection or an audit to keep data").RequireScope(Scopes.LegalHoldsManage).WithIdempotencyKey(keptForDays: 1, isRequired: false);
        holds.MapPost("/{id:guid}/end", End).WithName("EndLegalHold").WithSummary("Record that an order was lifted").RequireScope(Scopes.LegalHoldsManage).WithIdempotencyKey(keptForDays: 1, isRequired: false);
    }

    private static async Task<Results<Ok<Page<View>>, Refusal>> List(bool? inForce, string? cursor, int? limit, HouseholdDb db, CancellationToken ct)
    {
        if (PageSize.Check(limit) is { } wrong)
            return wrong;
        var (after, refusal) = IdCursor.Read(cursor);
        if (refusal is not null)
            return refusal;
        var size = limit ?? PageSize.Usual;
        var found = await db.LegalHolds.AsNoTracking().Where(row => (inForce == null || inForce == (row.EndedOn == null)) && (after == Guid.Empty || row.Id.CompareTo(after) > 0))
            .OrderBy(row => row.Id).Take(size + 1).ToListAsync(ct);
        return TypedResults.Ok(new Page<View>([.. found.Take(size).Select(View.Of)], found.Count > size ? IdCursor.After(found[size - 1].Id) : null));
    }

    private static async Task<Results<Ok<View>, Refusal>> Place(Order order, HouseholdDb db, ReferenceBook book, Actor actor, AreaScope area, TimeProvider clock, CancellationToken ct)
    {
        var (commune, outside) = AreaRequest.Commune((await book.Open(ct)).Areas, order.CommuneCode, clock.Today(), area);
        if (commune is null)
            return outside!;
        if (Faults(order.OrderNumber, order.OrderedOn, "orderedOn", clock).Concat(Text(order.OrderedBy, "orderedBy", "Ghi cơ quan ra lệnh, không ghi tên người", "Name the body that ordered it, no person")).ToArray() is { Length: > 0 } faults)
            return Refusal.Invalid(faults);
        if (order.HouseholdId is { } household && !await db.Households.AnyAsync(row => row.Id == household && row.ProvinceCode == commune.ProvinceCode && row.CommuneCode == commune.Code, ct))
            return Refusal.NotFound;
        var hold = new LegalHold
        {
            ProvinceCode = commune.ProvinceCode,
            CommuneCode = commune.Code,
            HouseholdId = order.HouseholdId,
            OrderNumber = order.OrderNumber!.Trim(),
            OrderedBy = order.OrderedBy!.Trim(),
            OrderedOn = order.OrderedOn,
            PlacedBy = actor.Id,
            PlacedAt = clock.GetUtcNow(),
        };
        db.LegalHolds.Add(hold);
        db.Audit(AuditEntry.Of(actor, "legal-hold.place", "legal-hold", hold.Id, hold.PlacedAt, hold.ProvinceCode, hold.CommuneCode, hold.OrderNumber), hold);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(View.Of(hold));
    }

    private static async Task<Results<Ok<View>, Refusal>> End(Guid id, Lifting lifting, HouseholdDb db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (Faults(lifting.OrderNumber, lifting.EndedOn, "endedOn", clock).ToArray() is { Length: > 0 } faults)
            return Refusal.Invalid(faults);
        if (await db.LegalHolds.FirstOrDefaultAsync(row => row.Id == id, ct) is not { } hold)
            return Refusal.NotFound;
        if (hold.EndedOn is not null)
            return Refusal.Conflict("hold-ended", "Lệnh này đã được gỡ.", "This order was lifted already.");
        if (lifting.EndedOn < hold.OrderedOn)
            return Refusal.Invalid(new FieldFault("endedOn", $"Ngày gỡ không trước ngày của lệnh ({hold.OrderedOn:dd/MM/yyyy}).", $"An order is not lifted before its day ({hold.OrderedOn:yyyy-MM-dd})."));
        hold.End(lifting.EndedOn, actor.Id, lifting.OrderNumber!.Trim());
        db.Audit(AuditEntry.Of(actor, "legal-hold.end", "legal-hold", hold.Id, clock.GetUtcNow(), hold.ProvinceCode, hold.CommuneCode, hold.EndOrder), hold);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(View.Of(hold));
    }

    private static IEnumerable<FieldFault> Faults(string? number, DateOnly day, string field, TimeProvider clock)
    {
        foreach (var fault in Text(number, "orderNumber", "Ghi số của quyết định hoặc lệnh", "Give the number of the order"))
            yield return fault;
        if (day.Year < 1990 || day > clock.Today())
            yield return new FieldFault(field, "Ngày không hợp lệ hoặc ở tương lai.", "The day is not possible, or lies in the future.");
    }

    private static IEnumerable<FieldFault> Text(string? text, string field, string vi, string en) =>
        text?.Trim().Length is >= 2 and <= Longest ? [] : [new FieldFault(field, $"{vi}, từ 2 đến {Longest} ký tự.", $"{en}, 2 to {Longest} characters.")];
}
