using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Lists;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Domain.Areas;
using PovertyPlatform.HouseholdService.Domain.Lists;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.Lists;

/// <summary>Drafts a commune's list of a year from the classified households; drafting again brings the draft up to date.</summary>
internal static class DraftList
{
    private const int FirstYear = 2006;

    /// <summary>Which list to draft.</summary>
    /// <param name="CommuneCode">Five-digit code of the commune.</param>
    /// <param name="Year">Review year, from 2006 to the current year.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(string? CommuneCode, int Year);

    public static void Map(RouteGroupBuilder lists) => lists.MapPost("/", Handle).WithName("DraftList")
        .WithSummary("Draft the list of a commune and year, or bring its draft up to date").RequireScope(Scopes.ListsDraft);

    private static async Task<Results<Created<ListView>, Ok<ListView>, Refusal>> Handle(
        Request request, HouseholdDb db, ReferenceBook book, Actor actor, AreaScope scope, TimeProvider clock, HttpResponse response, CancellationToken ct)
    {
        var pages = await book.Open(ct);
        var today = clock.Today();
        var (commune, refusal) = AreaRequest.Commune(pages.Areas, request.CommuneCode, today, scope);
        if (commune is null)
            return refusal!;
        if (request.Year < FirstYear || request.Year > today.Year || pages.Standards.ForYear(request.Year) is not { } standard)
            return Refusal.Invalid(new FieldFault("year", $"Năm rà soát phải từ {FirstYear} đến {today.Year}.", $"The review year is from {FirstYear} to {today.Year}."));

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockList(commune.Code, request.Year, ct);
        if (await db.Lists.AsNoTracking().FirstOrDefaultAsync(list => list.CommuneCode == commune.Code && list.ProvinceCode == commune.ProvinceCode
                && list.ReviewYear == request.Year && list.State == ListState.Recognised, ct) is { } recognised)
            return Refusal.Conflict("already-recognised", $"Danh sách năm {request.Year} đã được công nhận theo Quyết định {recognised.DecisionNumber}; muốn sửa, hãy lập danh sách điều chỉnh.",
                $"The list of {request.Year} is recognised by decision {recognised.DecisionNumber}; to change it, draft a correction.");

        var list = await db.Lists.FirstOrDefaultAsync(draft => draft.CommuneCode == commune.Code && draft.ProvinceCode == commune.ProvinceCode
            && draft.ReviewYear == request.Year && draft.State == ListState.Draft, ct);
        var isNew = list is null;
        if (list is null)
            db.Lists.Add(list = new PovertyList
            {
                ProvinceCode = commune.ProvinceCode,
                CommuneCode = commune.Code,
                ReviewYear = (short)request.Year,
                StandardCode = standard.Code,
                DraftedBy = actor.Id,
            });
        (list.StandardCode, list.DraftedBy, list.DraftedAt) = (standard.Code, actor.Id, clock.GetUtcNow());
        await db.Fill(list, standard, ct);
        db.Audit(AuditEntry.Of(actor, "list.draft", "poverty-list", list.Id, clock.GetUtcNow(), list.ProvinceCode, list.CommuneCode), list);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        ListTag.Send(response, list);
        return isNew ? TypedResults.Created($"/v1/lists/{list.Id}", ListView.Of(list)) : TypedResults.Ok(ListView.Of(list));
    }
}
