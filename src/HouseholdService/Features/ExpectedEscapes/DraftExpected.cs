using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.HandOvers;
using PovertyPlatform.HouseholdService.Data.Lists;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Data.Rows;
using PovertyPlatform.HouseholdService.Domain.Areas;
using PovertyPlatform.HouseholdService.Domain.Escapes;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.ExpectedEscapes;

/// <summary>Drafts who is expected to leave poverty in a year, by hamlet and with a reason; sending it again replaces the draft. After a freeze it begins the next version.</summary>
internal static class DraftExpected
{
    private const int Most = 2000;

    /// <summary>The draft.</summary>
    /// <param name="Households">Households, each poor or near-poor on the list in force.</param>
    public sealed record Request(IReadOnlyList<Item>? Households);

    /// <summary>A household.</summary>
    /// <param name="HouseholdId">The household.</param>
    /// <param name="Reason">Why it is expected to leave, 5 to 500 characters.</param>
    /// <param name="IsConfirmed">The household itself confirmed.</param>
    public sealed record Item(
        Guid HouseholdId,
        [PersonalData(DataClass.P2)] string? Reason,
        bool IsConfirmed);

    public static void Map(RouteGroupBuilder escapes) => escapes.MapPut("/{communeCode}/{year:int}/draft", Handle).WithName("DraftExpected")
        .WithSummary("Draft the households expected to escape in a year").RequireScope(Scopes.ReviewsPlan);

    private static async Task<Results<Ok<EscapeListView>, Refusal>> Handle(
        string communeCode, int year, Request request, HouseholdDb db, ReferenceBook book, Actor actor, AreaScope scope, TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        var (commune, outside) = AreaRequest.Commune((await book.Open(ct)).Areas, communeCode, clock.Today(), scope);
        if (commune is null)
            return outside!;
        if (year < clock.Today().Year - 1 || year > clock.Today().Year + 1 || request.Households is not { Count: <= Most } items || items.DistinctBy(item => item.HouseholdId).Count() != items.Count
            || items.Any(item => item.Reason?.Trim() is not { Length: >= 5 and <= 500 }))
            return Refusal.Invalid(new FieldFault("households", $"Gửi tối đa {Most} hộ khác nhau, mỗi hộ có lý do từ 5 đến 500 ký tự; năm liền trước đến năm sau.",
                $"Send at most {Most} different households, each with a reason of 5 to 500 characters; the year is the last, this or the next."));
        var before = await db.ListBefore(commune.ProvinceCode, commune.Code, year, ct);
        var known = await db.EntriesOf(before?.Id, ct);
        await db.FollowMoves(known, commune.ProvinceCode, commune.Code, before?.ReviewYear, year, ct);
        if (items.FirstOrDefault(item => !known.TryGetValue(item.HouseholdId, out var entry) || entry.Class is not (PovertyClass.Poor or PovertyClass.NearPoor)) is { } stranger)
            return Refusal.Rule("not-on-list", $"Hộ {stranger.HouseholdId} không phải hộ nghèo, cận nghèo trong danh sách đang có hiệu lực.", $"Household {stranger.HouseholdId} is not poor or near-poor on the list in force.", "QĐ 24/2021/QĐ-TTg");
        var versions = await db.ExpectedEscapeLists.Where(row => row.ProvinceCode == commune.ProvinceCode && row.CommuneCode == commune.Code && row.Year == year).OrderBy(row => row.Version).ToListAsync(ct);
        var draft = versions.Find(row => row.State == ExpectedListState.Draft);
        if (draft is null)
            db.ExpectedEscapeLists.Add(draft = new ExpectedEscapeList
            {
                ProvinceCode = commune.ProvinceCode,
                CommuneCode = commune.Code,
                Year = (short)year,
                Version = (short)(versions.Count + 1),
                DraftedBy = actor.Id,
            });
        else if (RowTag.Compare(http.Request, draft.RowVersion, "households", $"Dự thảo hiện có {draft.Households} hộ.", $"The draft holds {draft.Households} households now.") is { } changed)
            return changed;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        db.ExpectedEscapes.RemoveRange(await db.ExpectedEscapes.Where(row => row.ListId == draft.Id).ToListAsync(ct));
        (draft.Households, draft.DraftedAt) = (items.Count, clock.GetUtcNow());
        db.Audit(AuditEntry.Of(actor, "expected-escapes.draft", "expected-escapes", draft.Id, clock.GetUtcNow(), commune.ProvinceCode, commune.Code));
        if (await db.Save(ct) is { } twice)
            return twice;
        db.ExpectedEscapes.AddRange(items.Select(item => new ExpectedEscape
        {
            ProvinceCode = commune.ProvinceCode,
            CommuneCode = commune.Code,
            ListId = draft.Id,
            HouseholdId = item.HouseholdId,
            HamletName = known[item.HouseholdId].HamletName,
            Reason = item.Reason!.Trim(),
            IsConfirmed = item.IsConfirmed,
        }));
        if (await db.Save(ct) is { } again)
            return again;
        await transaction.CommitAsync(ct);
        RowTag.Send(http.Response, draft.RowVersion);
        return TypedResults.Ok(EscapeListView.Of(draft));
    }
}
