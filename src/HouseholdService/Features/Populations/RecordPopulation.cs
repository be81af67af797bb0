using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.Contracts.Households;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Domain.Areas;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.Messaging;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.Populations;

/// <summary>Records all resident households and persons of a commune and year: the denominator of every official rate.</summary>
internal static class RecordPopulation
{
    private const int FirstYear = 2006;
    private const int MostHouseholds = 10_000_000;

    private static readonly Func<HouseholdDb, string, string, int, CancellationToken, Task<AreaPopulation?>> Find = EF.CompileAsyncQuery(
        (HouseholdDb db, string provinceCode, string communeCode, int year, CancellationToken ct) =>
            db.AreaPopulations.FirstOrDefault(known => known.ProvinceCode == provinceCode && known.CommuneCode == communeCode && known.Year == year));

    /// <summary>Resident totals.</summary>
    /// <param name="Households">Resident households (tổng số hộ dân cư), not only the reviewed ones.</param>
    /// <param name="Persons">Resident persons (tổng nhân khẩu); at least one per household.</param>
    /// <param name="RecordedOn">Legal date of the figures; in the year itself.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(int Households, int Persons, DateOnly? RecordedOn);

    /// <summary>Resident totals as recorded.</summary>
    /// <param name="CommuneCode">Commune.</param>
    /// <param name="Year">Year.</param>
    /// <param name="Households">Resident households.</param>
    /// <param name="Persons">Resident persons.</param>
    /// <param name="RecordedOn">Legal date of the figures.</param>
    /// <param name="Version">How often they changed, from 1.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Response(string CommuneCode, int Year, int Households, int Persons, DateOnly RecordedOn, long Version);

    public static void Map(RouteGroupBuilder populations) => populations.MapPut("/{communeCode}/{year:int}", Handle).WithName("RecordPopulation")
        .WithSummary("Record the residents of a commune and year").RequireScope(Scopes.PopulationsWrite)
        .WithIdempotencyKey(keptForDays: 1, isRequired: false);

    private static async Task<Results<Ok<Response>, Refusal>> Handle(
        string communeCode, int year, Request request, HouseholdDb db, ReferenceBook book, Actor actor, AreaScope scope, TimeProvider clock, CancellationToken ct)
    {
        var today = clock.Today();
        var recordedOn = request.RecordedOn ?? today;
        var (commune, refusal) = AreaRequest.Commune((await book.Open(ct)).Areas, communeCode, today, scope);
        if (commune is null)
            return refusal!;
        var faults = Faults(year, request, recordedOn, today);
        if (faults.Count > 0)
            return Refusal.Invalid([.. faults]);

        var row = await Find(db, commune.ProvinceCode, commune.Code, year, ct);
        if (row is not null && row.Households == request.Households && row.Persons == request.Persons && row.RecordedOn == recordedOn)
            return TypedResults.Ok(View(row));
        if (row is null)
            db.AreaPopulations.Add(row = new AreaPopulation { ProvinceCode = commune.ProvinceCode, CommuneCode = commune.Code, Year = (short)year, RecordedBy = actor.Id, Version = 0 });
        var now = clock.GetUtcNow();
        (row.Households, row.Persons, row.RecordedOn, row.RecordedBy, row.RecordedAt) = (request.Households, request.Persons, recordedOn, actor.Id, now);
        row.Version++;
        var subject = SubjectOf(commune.Code, year);
        db.Publish(new AreaPopulationRecorded(
            Guid.CreateVersion7(now), now, subject, row.Version, commune.ProvinceCode, commune.Code, year, recordedOn, request.Households, request.Persons));
        db.Audit(AuditEntry.Of(actor, "population.record", "area-population", subject, now, commune.ProvinceCode, commune.Code), row);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(View(row));
    }

    private static List<FieldFault> Faults(int year, Request request, DateOnly recordedOn, DateOnly today)
    {
        var faults = new List<FieldFault>();
        if (year < FirstYear || year > today.Year)
            faults.Add(new FieldFault("year", $"Năm phải từ {FirstYear} đến {today.Year}.", $"The year is from {FirstYear} to {today.Year}."));
        if (request.Households is < 0 or > MostHouseholds)
            faults.Add(new FieldFault("households", $"Số hộ phải từ 0 đến {MostHouseholds}.", $"Households are from 0 to {MostHouseholds}."));
        if (request.Persons < request.Households)
            faults.Add(new FieldFault("persons", "Số nhân khẩu không thể nhỏ hơn số hộ.", "Persons cannot be fewer than households."));
        if (recordedOn.Year != year || recordedOn > today)
            faults.Add(new FieldFault("recordedOn", $"Ngày chốt số liệu phải thuộc năm {year} và không ở tương lai.", $"The date of the figures is in {year} and not in the future."));
        return faults;
    }

    private static Response View(AreaPopulation row) => new(row.CommuneCode, row.Year, row.Households, row.Persons, row.RecordedOn, row.Version);

    // The commune and year are the subject; a stable id keeps their events on one lane.
    private static Guid SubjectOf(string communeCode, int year) => new(SHA256.HashData(Encoding.ASCII.GetBytes($"area-population:{communeCode}:{year}")).AsSpan(0, 16), bigEndian: true);
}
