using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using PovertyPlatform.Contracts;
using PovertyPlatform.Messaging.Broker;
using PovertyPlatform.Messaging.Outbox;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.Messaging.Operations;

/// <summary>Which stored events are sent again, and where.</summary>
/// <param name="Queue">The one queue that gets them, of whatever service.</param>
/// <param name="Contract">Urn of the event, for example <c>event:household:household-recognised:v1</c>; this service must publish it.</param>
/// <param name="FromDay">First day (Viet Nam) on which they were written; 30 days are kept.</param>
/// <param name="ToDay">Last day.</param>
/// <param name="Reason">Why, at most 200 characters, without personal data.</param>
[PersonalData(DataClass.P1)]
public sealed record ReplayEvents(string Queue, string Contract, DateOnly FromDay, DateOnly ToDay, string Reason);

/// <summary>A replay of stored events.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Queue">The queue that gets them.</param>
/// <param name="Contract">Urn of the event.</param>
/// <param name="FromDay">First day.</param>
/// <param name="ToDay">Last day.</param>
/// <param name="State"><c>queued</c>, <c>running</c>, <c>done</c>, <c>cancelled</c> or <c>failed</c>.</param>
/// <param name="Sent">Events confirmed by the broker so far.</param>
/// <param name="ChangedAt">Instant (UTC) of the last change.</param>
[PersonalData(DataClass.P1)]
public sealed record EventReplay(Guid Id, string Queue, string Contract, DateOnly FromDay, DateOnly ToDay, string State, long Sent, DateTimeOffset ChangedAt);

/// <summary>Replay of stored events of a range of days to one queue: for a consumer that was wrong, or is new. Consumers drop what they have handled.</summary>
internal static partial class ReplayEndpoints
{
    public static void Map(RouteGroupBuilder operations)
    {
        operations.MapPost("/replays", Start).WithSummary("Sends stored events of a range of days to one queue again");
        operations.MapGet("/replays/{id:guid}", Get).WithSummary("Progress of a replay");
        operations.MapDelete("/replays/{id:guid}", Cancel).WithSummary("Cancels a replay; what was sent stays sent");
    }

    private static async Task<Results<Accepted<EventReplay>, Refusal>> Start(
        ReplayEvents request, HttpRequest http, MessagingBuilder messaging, BrokerConnections broker, MessagingContext context, Actor actor, TimeProvider clock,
        OutboxReplay worker, CancellationToken ct)
    {
        if (Reasons.Check(request.Reason) is { } refusal)
            return refusal;
        if (request.FromDay > request.ToDay)
            return Refusal.Invalid(new FieldFault("toDay", "Ngày cuối không được trước ngày đầu.", "The last day cannot be before the first."));
        if (messaging.Publications.All(publication => publication.Contract.Urn != request.Contract))
            return Refusal.Invalid(new FieldFault("contract", "Dịch vụ này không phát sự kiện đó.", "This service does not publish that event."));
        if (!QueueName().IsMatch(request.Queue) || !await Exists(broker, request.Queue, ct))
            return Refusal.Invalid(new FieldFault("queue", "Không có hàng đợi này.", "There is no such queue."));
        var replay = new EventReplay(Guid.CreateVersion7(), request.Queue, request.Contract, request.FromDay, request.ToDay, "queued", 0, clock.GetUtcNow());
        context.Db.Audit(AuditEntry.Of(actor, "replay.start", "replay", replay.Id, replay.ChangedAt, purpose: $"{request.Contract} to {request.Queue}: {request.Reason}"), null, replay);
        await ReplayStore.Add(context.Db, replay, request.Reason, actor.Id, ct);
        worker.Wake();
        return TypedResults.Accepted($"{http.PathBase}{http.Path}/{replay.Id}", replay);
    }

    private static async Task<Results<Ok<EventReplay>, Refusal>> Get(Guid id, ReplayStore replays, CancellationToken ct) =>
        await replays.Find(id, ct) is { } replay ? TypedResults.Ok(replay) : Refusal.NotFound;

    private static async Task<Results<NoContent, Refusal>> Cancel(
        Guid id, MessagingContext context, ReplayStore replays, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (await replays.Find(id, ct) is not { } replay)
            return Refusal.NotFound;
        if (replay.State is not ("queued" or "running"))
            return Refusal.Conflict("replay-ended", "Lần phát lại này đã kết thúc.", "This replay has ended.");
        context.Db.Audit(AuditEntry.Of(actor, "replay.cancel", "replay", id, clock.GetUtcNow()), replay, replay with { State = "cancelled" });
        await context.Db.SaveChangesAsync(ct);
        await replays.Change(id, "cancelled", ct);
        return TypedResults.NoContent();
    }

    private static async Task<bool> Exists(BrokerConnections broker, string queue, CancellationToken ct)
    {
        await using var connection = await broker.Open("operations", ct);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        try
        {
            await channel.QueueDeclarePassiveAsync(queue, ct);
            return true;
        }
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException missing) when (missing.ShutdownReason?.ReplyCode == 404)
        {
            return false;
        }
    }

    [GeneratedRegex("^[a-z]+\\.[a-z0-9-]+$")]
    private static partial Regex QueueName();
}
