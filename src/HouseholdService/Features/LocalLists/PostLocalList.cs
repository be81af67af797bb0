using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.HouseholdService.Domain.Standards;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.LocalLists;

/// <summary>Posts the decided list of a province's own standard: for a hamlet, or for the whole commune. It stands apart from postings of reviews and moves no case.</summary>
internal static class PostLocalList
{
    private const int Longest = 200;

    /// <summary>The posting.</summary>
    /// <param name="Hamlet">Hamlet, or null for the whole commune.</param>
    /// <param name="Places">Where it hangs.</param>
    /// <param name="FromDay">First day, not before the decision.</param>
    /// <param name="Until">Last day; at least the working days of the rules.</param>
    /// <param name="ProofReference">Reference of the dated proof.</param>
    /// <param name="ProofSha256">SHA-256 of the proof.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(string? Hamlet, IReadOnlyList<string>? Places, DateOnly FromDay, DateOnly Until, string? ProofReference, string? ProofSha256);

    public static void Map(RouteGroupBuilder standards) => standards.MapPost("/local-lists/{id:guid}/postings", Handle).WithName("PostLocalList")
        .WithSummary("Post the decided list of the province's own standard").RequireScope(Scopes.ReviewsConduct).WithIdempotencyKey(keptForDays: 1, isRequired: false);

    private static async Task<Results<Created<LocalPostingView>, Refusal>> Handle(Guid id, Request request, HouseholdDb db, ReferenceBook book, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var (proof, fault) = Evidence.Of("posting-proof", request.ProofReference, request.ProofSha256);
        if (fault is not null)
            return Refusal.Invalid(fault);
        if (request.Hamlet?.Length > Longest)
            return Refusal.Invalid(new FieldFault("hamlet", $"Tên thôn tối đa {Longest} ký tự.", $"The hamlet's name has at most {Longest} characters."));
        if (request.Places is not { Count: > 0 and <= 20 } || request.Places.Any(place => place is not { Length: > 0 and <= Longest }))
            return Refusal.Invalid(new FieldFault("places", "Ghi nơi niêm yết, tối đa 20 nơi, mỗi nơi tối đa 200 ký tự.", "State where it is posted, at most 20 places of at most 200 characters."));
        if (await db.LocalLists.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, ct) is not { } list)
            return Refusal.NotFound;
        var (hamlet, outside) = await db.HamletOf(list, request.Hamlet, ct);
        if (outside is not null)
            return outside;
        var posting = new LocalListPosting
        {
            ProvinceCode = list.ProvinceCode,
            CommuneCode = list.CommuneCode,
            ListId = id,
            HamletName = string.IsNullOrWhiteSpace(request.Hamlet) ? null : request.Hamlet.Trim(),
            HamletCode = hamlet,
            Places = [.. request.Places],
            FromDay = request.FromDay,
            Until = request.Until,
            ProofReference = proof?.Reference,
            ProofSha256 = proof?.Sha256,
            PostedBy = actor.Id,
            RecordedAt = clock.GetUtcNow(),
        };
        var isLatest = !await db.LocalLists.AnyAsync(row => row.ReplacesId == id, ct);
        if (posting.WhyNot(list, isLatest, (await book.Open(ct)).Reviews.On(ReviewKind.Annual, request.FromDay)) is { } refusal)
            return refusal;
        if (!await db.LocalListEntries.AnyAsync(entry => entry.ListId == id && (posting.HamletName == null
                || db.Households.Any(home => home.Id == entry.HouseholdId && home.ProvinceCode == entry.ProvinceCode && home.HamletName == posting.HamletName)), ct))
            return Refusal.Rule("nothing-to-post", "Danh sách không có hộ nào ở nơi này.", "The list has no household there.", ReviewRules.Procedure);
        db.LocalListPostings.Add(posting);
        db.Audit(AuditEntry.Of(actor, "local-posting.start", "local-posting", posting.Id, clock.GetUtcNow(), list.ProvinceCode, list.CommuneCode), posting);
        return await db.Save(ct) is { } twice ? twice : TypedResults.Created($"/v1/standards/local-postings/{posting.Id}", LocalPostingView.Of(posting));
    }
}
