using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.Objections;

/// <summary>Objections to a running posting, many at once. The clock of each runs from its receipt; its case cannot be decided until it is answered.</summary>
internal static class ReceiveObjections
{
    private const int Most = 200;

    /// <summary>Objections.</summary>
    /// <param name="Objections">1 to 200 of them.</param>
    public sealed record Request(IReadOnlyList<Item>? Objections);

    /// <summary>One objection.</summary>
    /// <param name="CaseId">The case on the posting.</param>
    /// <param name="Kind">What it says is wrong.</param>
    /// <param name="Channel">How it arrived.</param>
    /// <param name="Objector">Who objects; absent when anonymous.</param>
    /// <param name="Text">What is said, at least 10 characters.</param>
    /// <param name="EvidenceReference">Evidence handed in.</param>
    /// <param name="ReceivedOn">Date of receipt; today when absent.</param>
    public sealed record Item(
        Guid CaseId,
        ObjectionKind Kind,
        RequestChannel Channel,
        [PersonalData(DataClass.P2)] string? Objector,
        [PersonalData(DataClass.P2)] string? Text,
        [PersonalData(DataClass.P1)] string? EvidenceReference,
        [PersonalData(DataClass.P1)] DateOnly? ReceivedOn);

    /// <summary>What was taken and what was left.</summary>
    /// <param name="Received">New objections, in order of the request.</param>
    /// <param name="Left">Objections that were not taken.</param>
    public sealed record Response(IReadOnlyList<ObjectionView> Received, IReadOnlyList<Left> Left);

    /// <summary>Why one was not taken; the others were.</summary>
    /// <param name="Index">Place in the request, from 0.</param>
    /// <param name="Code">Stable code of the refusal.</param>
    /// <param name="Vi">What is wrong, in Vietnamese.</param>
    /// <param name="En">What is wrong, in English.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Left(int Index, string Code, string Vi, string En);

    public static void Map(RouteGroupBuilder cycles) => cycles.MapPost("/{id:guid}/objections", Handle).WithName("ReceiveObjections")
        .WithSummary("Receive objections to a posting").RequireScope(Scopes.ObjectionsReceive).WithIdempotencyKey(keptForDays: 1, isRequired: false).AuditsRead();

    private static async Task<Results<Ok<Response>, Refusal>> Handle(Guid id, Request request, HouseholdDb db, CaseDesk desk, CancellationToken ct)
    {
        if (request.Objections is not { Count: > 0 and <= Most } items)
            return Refusal.Invalid(new FieldFault("objections", $"Gửi từ 1 đến {Most} khiếu nại.", $"Send 1 to {Most} objections."));
        if (await desk.Cycle(id, ct) is not { } cycle)
            return Refusal.NotFound;
        var ids = items.Select(item => item.CaseId).Distinct().ToArray();
        var cases = await db.ReviewCases.Where(found => found.CycleId == id && ids.Contains(found.Id)).ToDictionaryAsync(found => found.Id, ct);
        var (received, left) = (new List<ObjectionView>(), new List<Left>());
        foreach (var (item, index) in items.Select((item, index) => (item, index)).OrderBy(pair => pair.item.ReceivedOn ?? desk.Today))
        {
            var act = await desk.Act(cycle, item.ReceivedOn, ct);
            var why = cycle.WhyNotIn(act);
            if (why is null && cases.GetValueOrDefault(item.CaseId) is { } found)
            {
                var (objection, fault) = Objection.To(found, item.Kind, item.Channel, item.Objector, item.Text, item.EvidenceReference, act.On, act.Rules);
                if (objection is null || !Enum.IsDefined(item.Kind) || !Enum.IsDefined(item.Channel))
                {
                    why = Refusal.Invalid(fault ?? new FieldFault("kind", "Loại khiếu nại không đúng.", "The kind is not known."));
                }
                else if (found.Contest(act) is var move && move.IsRefused)
                {
                    why = move.Refusal;
                }
                else
                {
                    desk.Keep(move.Taken!);
                    db.Objections.Add(objection);
                    received.Add(ObjectionView.Of(objection, act.Rules, desk.Today));
                    continue;
                }
            }

            why ??= Refusal.NotFound;
            left.Add(new Left(index, why.Code, why.Faults.Count > 0 ? why.Faults[0].Vi : why.Vi, why.Faults.Count > 0 ? why.Faults[0].En : why.En));
        }

        desk.Audit(cycle, "review-objections.receive", cycle.Id, "review-cycle");
        return await db.Save(ct) is { } twice ? twice : TypedResults.Ok(new Response(received, left));
    }
}
