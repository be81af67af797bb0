using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.Livelihoods;

/// <summary>Income and work of a household as seen between reviews, and how they went since the time before.</summary>
internal static class RecordLivelihood
{
    private const int Longest = 500;

    /// <summary>What was seen.</summary>
    /// <param name="SeenOn">Day; today when absent. One for a household and day.</param>
    /// <param name="IncomeVnd">Income in đồng per person and month, of the twelve months before.</param>
    /// <param name="Workers">People of working age who worked.</param>
    /// <param name="Work">What they lived on, 3 to 500 characters.</param>
    /// <param name="Note">Note.</param>
    /// <param name="Observer">Who saw it, such as the officer of the hamlet.</param>
    public sealed record Request(
        [PersonalData(DataClass.P1)] DateOnly? SeenOn,
        [PersonalData(DataClass.P2)] long? IncomeVnd,
        [PersonalData(DataClass.P1)] int? Workers,
        [PersonalData(DataClass.P2)] string? Work,
        [PersonalData(DataClass.P2)] string? Note,
        [PersonalData(DataClass.P1)] string? Observer);

    /// <summary>What was seen, and how it compares with the time before.</summary>
    /// <param name="Id">The observation.</param>
    /// <param name="SeenOn">Day.</param>
    /// <param name="IncomeVnd">Income in đồng per person and month.</param>
    /// <param name="IncomeChangeVnd">Difference from the observation before, where there is one.</param>
    /// <param name="Workers">People of working age who worked.</param>
    /// <param name="Work">What they lived on.</param>
    /// <param name="Note">Note.</param>
    /// <param name="Observer">Who saw it.</param>
    public sealed record Response(
        Guid Id,
        [PersonalData(DataClass.P1)] DateOnly SeenOn,
        [PersonalData(DataClass.P2)] long IncomeVnd,
        [PersonalData(DataClass.P2)] long? IncomeChangeVnd,
        [PersonalData(DataClass.P1)] int Workers,
        [PersonalData(DataClass.P2)] string Work,
        [PersonalData(DataClass.P2)] string? Note,
        [PersonalData(DataClass.P1)] string Observer);

    public static void Map(RouteGroupBuilder households)
    {
        households.MapPost("/{id:guid}/livelihoods", Record).WithName("RecordLivelihood").WithSummary("Record income and work of a household as seen on a day").RequireScope(Scopes.CausesWrite).WithIdempotencyKey(keptForDays: 1, isRequired: false).AuditsRead();
        households.MapGet("/{id:guid}/livelihoods", Read).WithName("ReadLivelihoods").WithSummary("Income and work of a household as seen over time, latest first").RequireScope(Scopes.CausesWrite).AuditsRead();
    }

    private static async Task<Results<Ok<Response>, Refusal>> Record(Guid id, Request request, HouseholdDb db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (await db.File(id, ct) is not { } household)
            return Refusal.NotFound;
        var on = request.SeenOn ?? clock.Today();
        var faults = new List<FieldFault>();
        if (on > clock.Today() || on < household.StartedOn)
            faults.Add(new FieldFault("seenOn", "Ngày không ở tương lai và không trước ngày hộ được ghi nhận.", "The day is not in the future and not before the household was known."));
        if (request.IncomeVnd is not (>= 0 and <= Livelihood.MostIncome))
            faults.Add(new FieldFault("incomeVnd", $"Thu nhập bình quân đầu người/tháng từ 0 đến {Livelihood.MostIncome} đồng.", $"Income per person and month is 0 to {Livelihood.MostIncome} đồng."));
        if (request.Workers is not (>= 0 and <= 99) || request.Workers > household.Persons)
            faults.Add(new FieldFault("workers", "Số người lao động từ 0 đến số khẩu của hộ.", "Workers are 0 up to the persons of the household."));
        if (request.Work?.Trim() is not { Length: >= 3 and <= Longest } || request.Note?.Length > Longest)
            faults.Add(new FieldFault("work", $"Ghi việc làm, nguồn sống (3 đến {Longest} ký tự); ghi chú tối đa {Longest} ký tự.", $"State what they lived on in 3 to {Longest} characters; a note has at most {Longest}."));
        if (request.Observer?.Trim() is not { Length: > 0 and <= 200 })
            faults.Add(new FieldFault("observer", "Ghi người theo dõi, tối đa 200 ký tự.", "State who saw it, at most 200 characters."));
        if (faults.Count > 0)
            return Refusal.Invalid([.. faults]);
        var before = await db.Livelihoods.AsNoTracking().Where(row => row.HouseholdId == id && row.SeenOn < on).OrderByDescending(row => row.SeenOn).FirstOrDefaultAsync(ct);
        var seen = new Livelihood
        {
            ProvinceCode = household.ProvinceCode,
            CommuneCode = household.CommuneCode,
            HouseholdId = id,
            SeenOn = on,
            IncomeVnd = request.IncomeVnd!.Value,
            Workers = (short)request.Workers!.Value,
            Work = request.Work!.Trim(),
            Note = string.IsNullOrWhiteSpace(request.Note) ? null : request.Note.Trim(),
            Observer = request.Observer!.Trim(),
            RecordedBy = actor.Id,
            RecordedAt = clock.GetUtcNow(),
        };
        db.Livelihoods.Add(seen);
        db.Audit(AuditEntry.Of(actor, "household.livelihood", "household", id, clock.GetUtcNow(), household.ProvinceCode, household.CommuneCode));
        return await db.Save(ct) is { } twice ? twice : TypedResults.Ok(View(seen, before));
    }

    private static async Task<Results<Ok<IReadOnlyList<Response>>, Refusal>> Read(Guid id, HouseholdDb db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (await db.File(id, ct) is not { } household)
            return Refusal.NotFound;
        db.Audit(AuditEntry.Of(actor, "household.livelihoods.read", "household", id, clock.GetUtcNow(), household.ProvinceCode, household.CommuneCode));
        await db.SaveChangesAsync(ct);
        var rows = await db.Livelihoods.AsNoTracking().Where(row => row.HouseholdId == id).OrderByDescending(row => row.SeenOn).Take(100).ToListAsync(ct);
        return TypedResults.Ok<IReadOnlyList<Response>>([.. rows.Select((row, at) => View(row, rows.ElementAtOrDefault(at + 1)))]);
    }

    private static Response View(Livelihood row, Livelihood? before) => new(row.Id, row.SeenOn, row.IncomeVnd, row.IncomeVnd - before?.IncomeVnd, row.Workers, row.Work, row.Note, row.Observer);
}
