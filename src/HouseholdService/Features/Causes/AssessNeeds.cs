using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Domain.Causes;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.Causes;

/// <summary>Records what was found in a household on a day, and what it needs and wishes.</summary>
internal static class AssessNeeds
{
    private const int Longest = 2000;

    /// <summary>The assessment.</summary>
    /// <param name="AssessedOn">Date of the visit; today when absent.</param>
    /// <param name="Assessor">Person and agency.</param>
    /// <param name="Workers">Members who can work.</param>
    /// <param name="Circumstances">Circumstances.</param>
    /// <param name="Assets">Land, livestock, tools, dwelling.</param>
    /// <param name="Skills">Skills and trades.</param>
    /// <param name="Wishes">What the household wishes.</param>
    /// <param name="Needs">Needs as codes.</param>
    public sealed record Request(
        [PersonalData(DataClass.P1)] DateOnly? AssessedOn,
        [PersonalData(DataClass.P1)] string? Assessor,
        [PersonalData(DataClass.P1)] int? Workers,
        [PersonalData(DataClass.P2)] string? Circumstances,
        [PersonalData(DataClass.P2)] string? Assets,
        [PersonalData(DataClass.P2)] string? Skills,
        [PersonalData(DataClass.P2)] string? Wishes,
        [PersonalData(DataClass.P1)] IReadOnlyList<string>? Needs);

    /// <summary>An assessment.</summary>
    /// <param name="Id">The assessment.</param>
    /// <param name="AssessedOn">Date of the visit.</param>
    /// <param name="Assessor">Person and agency.</param>
    /// <param name="Workers">Members who can work.</param>
    /// <param name="Circumstances">Circumstances.</param>
    /// <param name="Assets">Assets.</param>
    /// <param name="Skills">Skills.</param>
    /// <param name="Wishes">Wishes.</param>
    /// <param name="Needs">Needs as codes.</param>
    public sealed record Response(
        Guid Id,
        [PersonalData(DataClass.P1)] DateOnly AssessedOn,
        [PersonalData(DataClass.P1)] string Assessor,
        [PersonalData(DataClass.P1)] int? Workers,
        [PersonalData(DataClass.P2)] string? Circumstances,
        [PersonalData(DataClass.P2)] string? Assets,
        [PersonalData(DataClass.P2)] string? Skills,
        [PersonalData(DataClass.P2)] string? Wishes,
        [PersonalData(DataClass.P1)] IReadOnlyList<string> Needs);

    public static void Map(RouteGroupBuilder households)
    {
        households.MapPost("/{id:guid}/needs", Handle).WithName("AssessNeeds").WithSummary("Record a needs assessment").RequireScope(Scopes.CausesWrite).WithIdempotencyKey(keptForDays: 1, isRequired: false).AuditsRead();
        households.MapGet("/{id:guid}/needs", Read).WithName("ReadNeeds").WithSummary("Needs assessments of a household, latest first").RequireScope(Scopes.CausesWrite).AuditsRead();
    }

    private static async Task<Results<Ok<Response>, Refusal>> Handle(Guid id, Request request, HouseholdDb db, ReferenceBook book, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (await db.File(id, ct) is not { } household)
            return Refusal.NotFound;
        var on = request.AssessedOn ?? clock.Today();
        var known = (await book.Open(ct)).Codes["need"].Select(item => item.Code).ToHashSet(StringComparer.Ordinal);
        var faults = new List<FieldFault>();
        if (request.Assessor?.Trim() is not { Length: > 0 and <= 200 } || on > clock.Today())
            faults.Add(new FieldFault("assessor", "Ghi người, cơ quan khảo sát và ngày, không ở tương lai.", "State who assessed and the date, not in the future."));
        if (request.Workers is < 0 or > 99)
            faults.Add(new FieldFault("workers", "Số lao động từ 0 đến 99.", "Workers are from 0 to 99."));
        if (new[] { request.Circumstances, request.Assets, request.Skills, request.Wishes }.Any(text => text?.Length > Longest))
            faults.Add(new FieldFault("circumstances", $"Mỗi nội dung tối đa {Longest} ký tự.", $"Each text has at most {Longest} characters."));
        if (request.Needs?.FirstOrDefault(code => !known.Contains(code)) is { } unknown)
            faults.Add(new FieldFault("needs", $"Không có mã nhu cầu {unknown}.", $"There is no need {unknown}."));
        if (faults.Count > 0)
            return Refusal.Invalid([.. faults]);
        var row = new NeedsAssessment
        {
            ProvinceCode = household.ProvinceCode,
            CommuneCode = household.CommuneCode,
            HouseholdId = id,
            AssessedOn = on,
            Assessor = request.Assessor!.Trim(),
            Workers = (short?)request.Workers,
            Circumstances = request.Circumstances,
            Assets = request.Assets,
            Skills = request.Skills,
            Wishes = request.Wishes,
            Needs = [.. (request.Needs ?? []).Distinct()],
            RecordedBy = actor.Id,
            RecordedAt = clock.GetUtcNow(),
        };
        db.NeedsAssessments.Add(row);
        db.Audit(AuditEntry.Of(actor, "household.needs", "household", id, clock.GetUtcNow(), household.ProvinceCode, household.CommuneCode));
        return await db.Save(ct) is { } twice ? twice : TypedResults.Ok(View(row));
    }

    private static async Task<Results<Ok<IReadOnlyList<Response>>, Refusal>> Read(Guid id, HouseholdDb db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (await db.File(id, ct) is not { } household)
            return Refusal.NotFound;
        db.Audit(AuditEntry.Of(actor, "household.needs.read", "household", id, clock.GetUtcNow(), household.ProvinceCode, household.CommuneCode));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok<IReadOnlyList<Response>>([.. (await db.NeedsAssessments.AsNoTracking().Where(row => row.HouseholdId == id).OrderByDescending(row => row.AssessedOn).Take(50).ToListAsync(ct)).Select(View)]);
    }

    private static Response View(NeedsAssessment row) => new(row.Id, row.AssessedOn, row.Assessor, row.Workers, row.Circumstances, row.Assets, row.Skills, row.Wishes, row.Needs);
}
