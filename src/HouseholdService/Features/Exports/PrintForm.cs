using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Exports;
using PovertyPlatform.HouseholdService.Data.Printing;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Data.Standards;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdService.Domain.Privacy;
using PovertyPlatform.HouseholdService.Domain.Standards;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Budgets;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.Exports;

/// <summary>A form of the review filled with what is known of a household: masked, or in clear for a stated purpose.</summary>
internal static class PrintForm
{
    /// <summary>For what the form is needed in clear.</summary>
    /// <param name="Year">Year of the review.</param>
    /// <param name="Purpose">Code of a purpose in force, see reference/privacy/purposes.csv.</param>
    /// <param name="Reason">Why, in own words; needed where the purpose demands it. Names nobody.</param>
    /// <param name="Region">Rural region of the points of form B (NT1 to NT6), where the province loaded tables of several; else absent.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(int Year, string? Purpose, string? Reason, string? Region = null);

    public static void Map(RouteGroupBuilder exports)
    {
        exports.MapGet("/households/{id:guid}/forms/{form}", Masked).WithName("PrintForm").WithSummary("A form of the review (01, 04, a, b) filled for a household, masked, as a Word document")
            .RequireScope(Scopes.HouseholdsRead).WithDailyBudget("reports").Produces(200, contentType: WordDocument.ContentType);
        exports.MapPost("/households/{id:guid}/forms/{form}", Clear).WithName("PrintFormInClear").WithSummary("The same in clear, for a stated purpose; each time is recorded")
            .RequireScope(Scopes.HouseholdsReveal).WithDailyBudget("persons").AuditsRead().Produces(200, contentType: WordDocument.ContentType);
    }

    private static Task<Results<PrintedFile, Refusal>> Masked(Guid id, string form, int? year, string? region, ExportDesk desk, HouseholdDb db, CancellationToken ct) =>
        Print(id, form, new Request(year ?? desk.Today.Year, null, null, region), null, desk, db, ct);

    private static async Task<Results<PrintedFile, Refusal>> Clear(Guid id, string form, Request request, ExportDesk desk, HouseholdDb db, CancellationToken ct)
    {
        var (purpose, refusal) = await desk.Purpose(request.Purpose, request.Reason, ct);
        return purpose is null ? refusal! : await Print(id, form, request, purpose, desk, db, ct);
    }

    private static async Task<Results<PrintedFile, Refusal>> Print(Guid id, string form, Request request, ProcessingPurpose? purpose, ExportDesk desk, HouseholdDb db, CancellationToken ct)
    {
        if (!ReviewForms.Known.Contains(form))
            return Refusal.Invalid(new FieldFault("form", "Chọn mẫu 01, 04, a hoặc b.", "Choose form 01, 04, a or b."));
        var pages = await desk.Pages(ct);
        if (pages.Standards.ForYear(request.Year) is not { } standard)
            return Refusal.Invalid(new FieldFault("year", $"Không có chuẩn nghèo cho năm {request.Year}.", $"No poverty standard is known for the year {request.Year}."));
        if (await db.File(id, ct) is not { } household)
            return Refusal.NotFound;
        var members = await db.Members.AsNoTracking().Where(row => row.ProvinceCode == household.ProvinceCode && row.HouseholdId == id && row.LeftOn == null && row.ErasedOn == null).OrderBy(row => row.Ordinal).ToListAsync(ct);
        var review = await db.Reviews.AsNoTracking().Where(row => row.ProvinceCode == household.ProvinceCode && row.HouseholdId == id && row.ReviewYear == request.Year).OrderByDescending(row => row.ReviewedOn).FirstOrDefaultAsync(ct);
        var (points, missing) = form == "b" ? await Points(household, review, standard, request, pages, desk.Today, db, ct) : ([], null);
        if (missing is not null)
            return missing;
        await desk.Record("form.print", "household", id, household.ProvinceCode, household.CommuneCode, purpose, request.Reason, ct);
        var file = ReviewForms.Print(form, new FormMatter(pages, household, members, review, standard, request.Year, desk.Today, purpose is null ? null : desk.Seals, points));
        return new PrintedFile(file.ToBytes(), $"mau-{form}-{id}");
    }

    // The paper of a visit that is still to come carries the points of the year's day that is nearest to today.
    private static Task<(IReadOnlyList<PointTable> Tables, Refusal? Refusal)> Points(
        Household household, Review? review, Standard standard, Request request, ReferencePages pages, DateOnly today, HouseholdDb db, CancellationToken ct)
    {
        var day = review?.ReviewedOn ?? (today.Year == request.Year ? today : today.Year > request.Year ? new DateOnly(request.Year, 12, 31) : new DateOnly(request.Year, 1, 1));
        var area = review?.AreaType ?? pages.Areas.On(household.CommuneCode, day)?.AreaType ?? household.AreaType;
        return FormPoints.On(db, household, standard, area, day, request.Region, ct);
    }
}
