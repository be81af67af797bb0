using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Lists;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Domain.Lists;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.Lists;

/// <summary>Drafts a list that corrects a recognised one; it names the old decision and speaks, once recognised, of the households that changed.</summary>
internal static class CorrectList
{
    public static void Map(RouteGroupBuilder lists) => lists.MapPost("/{id:guid}/correction", Handle).WithName("CorrectList")
        .WithSummary("Draft a correction of a recognised list").RequireScope(Scopes.ListsDraft);

    private static async Task<Results<Created<ListView>, Ok<ListView>, Refusal>> Handle(
        Guid id, HouseholdDb db, ReferenceBook book, Actor actor, TimeProvider clock, HttpResponse response, CancellationToken ct)
    {
        if (await db.Lists.AsNoTracking().FirstOrDefaultAsync(list => list.Id == id, ct) is not { } old)
            return Refusal.NotFound;
        if (old.State != ListState.Recognised)
            return Refusal.Conflict("not-recognised", "Danh sách chưa được công nhận; hãy sửa bằng cách lập lại dự thảo.", "The list is not recognised yet; draft it again instead.");

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockList(old.CommuneCode, old.ReviewYear, ct);
        if (await db.Lists.AsNoTracking().FirstOrDefaultAsync(list => list.ReplacesListId == id && list.State == ListState.Recognised, ct) is { } newer)
            return Refusal.Conflict("already-replaced", $"Danh sách này đã được thay bằng Quyết định {newer.DecisionNumber}; hãy điều chỉnh danh sách mới.",
                $"Decision {newer.DecisionNumber} replaced this list; correct that one.");

        var pages = await book.Open(ct);
        var standard = pages.Standards.Of(old.StandardCode) ?? throw new InvalidOperationException($"Standard {old.StandardCode} is not loaded.");
        var draft = await db.Lists.FirstOrDefaultAsync(list => list.ReplacesListId == id && list.State == ListState.Draft, ct);
        var isNew = draft is null;
        if (draft is null)
            db.Lists.Add(draft = new PovertyList
            {
                ProvinceCode = old.ProvinceCode,
                CommuneCode = old.CommuneCode,
                ReviewYear = old.ReviewYear,
                StandardCode = old.StandardCode,
                DraftedBy = actor.Id,
                ReplacesListId = old.Id,
                ReplacesDecisionNumber = old.DecisionNumber,
            });
        (draft.DraftedBy, draft.DraftedAt) = (actor.Id, clock.GetUtcNow());
        await db.Fill(draft, standard, ct);
        db.Audit(AuditEntry.Of(actor, "list.correct", "poverty-list", draft.Id, clock.GetUtcNow(), draft.ProvinceCode, draft.CommuneCode), draft);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        ListTag.Send(response, draft);
        return isNew ? TypedResults.Created($"/v1/lists/{draft.Id}", ListView.Of(draft)) : TypedResults.Ok(ListView.Of(draft));
    }
}
