using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Lists;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Domain.Lists;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.Messaging;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.Lists;

/// <summary>
/// The commune chair recognises a list by decision: it is immutable from then on, and every household on it is told to the other services. With <c>If-Match</c>
/// the chair recognises what he has seen: a list drafted again meanwhile is refused with 412.
/// </summary>
internal static class RecogniseList
{
    private const int MostFaults = 50;

    /// <summary>From this many events on a list takes the bulk lanes, so that nobody's decision queues behind it; a small correction stays ahead of imports.</summary>
    private const int Bulk = 50;

    /// <summary>The decision.</summary>
    /// <param name="DecisionNumber">Number as printed, for example 118/QĐ-UBND.</param>
    /// <param name="DecidedOn">Legal date; not in the future, not before the reviews or the decision before.</param>
    /// <param name="Signer">Name and title of who signed.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(string? DecisionNumber, DateOnly? DecidedOn, string? Signer);

    public static void Map(RouteGroupBuilder lists) => lists.MapPost("/{id:guid}/recognition", Handle).WithName("RecogniseList")
        .WithSummary("Recognise a list by decision of the commune chair").RequireScope(Scopes.ListsRecognise);

    private static async Task<Results<Ok<ListView>, Refusal>> Handle(
        Guid id, Request request, HouseholdDb db, ReferenceBook book, Actor actor, OutboxSignal signal, TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        var (decision, fault) = Decision.Of(request.DecisionNumber, request.DecidedOn, request.Signer);
        if (decision is null)
            return fault!;
        if (await db.Lists.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, ct) is not { } known)
            return Refusal.NotFound;

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockList(known.CommuneCode, known.ReviewYear, ct);
        var list = await db.Lists.FirstAsync(row => row.Id == id, ct);
        // A client whose connection broke asks again; the decision has taken effect once.
        if (list.WasRecognisedBy(decision))
            return TypedResults.Ok(ListView.Of(list));
        if (ListTag.Compare(http.Request, list) is { } changed)
            return changed;

        var material = await db.Material(list, await book.Open(ct), decision.DecidedOn, ct);
        if (await WhyNot(list, decision, actor, material, db, clock, ct) is { } refusal)
            return refusal;

        var now = clock.GetUtcNow();
        if (await db.Decide(material, decision, actor, now, clock.Today(), ct) is { } notDecided)
            return notDecided;
        await db.Complete(list, material.Stored, material.Members, decision.DecidedOn, ct);
        list.Recognise(decision, actor.Id, now, material.Stored);
        db.Audit(AuditEntry.Of(actor, "list.recognise", "poverty-list", list.Id, now, list.ProvinceCode, list.CommuneCode), list);
        var events = await Events(list, material, decision, now, db, ct);
        if (events.Count < Bulk)
            events.ForEach(db.Publish);
        await db.SaveChangesAsync(ct);
        if (events.Count >= Bulk)
            await OutboxCopy.Write((NpgsqlConnection)db.Database.GetDbConnection(), events, ct);
        await transaction.CommitAsync(ct);
        signal.Raise();
        ListTag.Send(http.Response, list);
        return TypedResults.Ok(ListView.Of(list));
    }

    private static async Task<Refusal?> WhyNot(
        PovertyList list, Decision decision, Actor actor, ListMaterial material, HouseholdDb db, TimeProvider clock, CancellationToken ct)
    {
        var latestReview = material.Candidates.Values.Max(candidate => candidate.Review?.ReviewedOn);
        var earlier = list.ReplacesListId is { } replaced
            ? await db.Lists.AsNoTracking().Where(row => row.Id == replaced).Select(row => row.DecidedOn).FirstOrDefaultAsync(ct)
            : (await db.ListBefore(list.ProvinceCode, list.CommuneCode, list.ReviewYear, ct))?.DecidedOn;
        if (list.WhyNot(decision, actor.Id, clock.Today(), latestReview, earlier) is { } refusal)
            return refusal;
        if (await db.Lists.AnyAsync(row => row.ProvinceCode == list.ProvinceCode && row.CommuneCode == list.CommuneCode && row.DecisionNumber == decision.Number
                && row.DecidedOn!.Value.Year == decision.DecidedOn.Year, ct))
            return Refusal.Conflict("decision-number-used", $"Xã đã dùng số quyết định {decision.Number} trong năm {decision.DecidedOn.Year}.",
                $"The commune has used decision number {decision.Number} in {decision.DecidedOn.Year} already.");
        if (material.Procedure.Cycle is { } cycle && await db.CyclePeople.AnyAsync(person => person.CycleId == cycle.Id && person.Role == CycleRole.Reviewer && person.Account == actor.Id, ct))
            return new Refusal(403, "second-person", "Rà soát viên không được công nhận kết quả rà soát.", "A reviewer may not recognise the result of the review.");
        var blocks = ListCheck.Of(material).Where(finding => finding.Severity == FindingSeverity.Blocks).ToList();
        return blocks.Count == 0 ? null : Refusal.Rule("list-not-ready", $"Danh sách còn {blocks.Count} điểm phải xử lý trước khi công nhận.",
            $"{blocks.Count} findings stand against recognition.", "QĐ 24/2021/QĐ-TTg") with
        {
            Faults = [.. blocks.Take(MostFaults).Select(finding => new FieldFault(finding.HouseholdCode ?? finding.Code, finding.Vi, finding.En))],
        };
    }

    /// <summary>A first list speaks of all its households, a correction of those that changed; the list itself comes last.</summary>
    private static async Task<List<IIntegrationEvent>> Events(
        PovertyList list, ListMaterial material, Decision decision, DateTimeOffset now, HouseholdDb db, CancellationToken ct)
    {
        var replaced = await db.EntriesOf(list.ReplacesListId, ct);
        var told = material.Stored.Where(entry => !replaced.TryGetValue(entry.HouseholdId, out var old) || !ListDraft.SaysTheSame(entry, old)).ToList();
        var gone = replaced.Values.Where(old => material.Stored.All(entry => entry.HouseholdId != old.HouseholdId)).ToList();
        var versions = await db.NextVersions([.. told.Concat(gone).Select(entry => entry.HouseholdId)], ct);
        return
        [
            .. told.Select(entry => RecognitionEvents.Recognised(list, entry, versions[entry.HouseholdId],
                material.Members.GetValueOrDefault(entry.HouseholdId).Adults, entry.ExitOn(decision.DecidedOn), now)),
            .. gone.Select(old => RecognitionEvents.Withdrawn(list, old, versions[old.HouseholdId], now)),
            RecognitionEvents.Recognised(list, now),
        ];
    }
}
