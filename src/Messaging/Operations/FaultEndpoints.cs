using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using PovertyPlatform.Contracts;
using PovertyPlatform.Messaging.Broker;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Paging;

namespace PovertyPlatform.Messaging.Operations;

/// <summary>Which faulted messages of a shelf are sent to their queue again.</summary>
/// <param name="Shelf">Error or dead.</param>
/// <param name="MessageId">One message; null for all that lie there now.</param>
public sealed record ReplayFaults(Shelf Shelf, Guid? MessageId);

/// <summary>Which faulted message is given up, and why.</summary>
/// <param name="Shelf">Error or dead.</param>
/// <param name="MessageId">The message.</param>
/// <param name="Reason">Why, at most 200 characters, without personal data; kept in the audit trail.</param>
[PersonalData(DataClass.P1)]
public sealed record DiscardFault(Shelf Shelf, Guid MessageId, string Reason);

/// <summary>What a replay of faults did.</summary>
/// <param name="Replayed">Messages sent to the queue.</param>
[PersonalData(DataClass.P1)]
public sealed record FaultsReplayed(int Replayed);

/// <summary>Faulted messages: what lies on the shelves of the service's queues, sent again or given up.</summary>
internal static class FaultEndpoints
{
    public static void Map(RouteGroupBuilder operations)
    {
        operations.MapGet("/queues", List).WithSummary("Queues of the service and what waits in them");
        operations.MapGet("/queues/{queue}/faults", Faults).WithSummary("Faulted messages of a queue, masked");
        operations.MapPost("/queues/{queue}/faults/replay", Replay).WithSummary("Sends one or all faulted messages to this queue again, and to no other");
        operations.MapPost("/queues/{queue}/faults/discard", Discard).WithSummary("Gives up one faulted message, with a reason");
    }

    private static async Task<Ok<List<QueueState>>> List(MessagingBuilder messaging, BrokerConnections broker, NpgsqlDataSource source, CancellationToken ct)
    {
        var parked = new Dictionary<string, long>();
        await using (var command = source.CreateCommand("select consumer, count(*) from messaging.parked_message group by consumer"))
        await using (var reader = await command.ExecuteReaderAsync(ct))
            while (await reader.ReadAsync(ct))
                parked[reader.GetString(0)] = reader.GetInt64(1);
        await using var connection = await broker.Open("operations", ct);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        var states = new List<QueueState>();
        foreach (var subscription in messaging.Subscriptions)
        {
            var queue = await channel.QueueDeclarePassiveAsync(subscription.Queue, ct);
            states.Add(new QueueState(subscription.Queue, subscription.Contract.Urn, queue.MessageCount, (int)queue.ConsumerCount,
                await channel.MessageCountAsync(subscription.ErrorQueue, ct), await channel.MessageCountAsync(subscription.DeadQueue, ct),
                parked.GetValueOrDefault(subscription.Queue)));
        }

        return TypedResults.Ok(states);
    }

    private static async Task<Results<Ok<Page<FaultedMessage>>, Refusal>> Faults(
        string queue, Shelf? shelf, string? cursor, int? limit, MessagingBuilder messaging, BrokerConnections broker, CancellationToken ct)
    {
        if (PageSize.Check(limit) is { } refusal)
            return refusal;
        if (Find(messaging, queue) is not { } subscription)
            return Refusal.NotFound;
        if (!TryRead(cursor, out var after))
            return Refusal.Invalid(new FieldFault("cursor", "Con trỏ không hợp lệ; hãy bắt đầu lại từ trang đầu.", "The cursor is not valid; start from the first page."));
        await using var held = await HeldShelf.Open(broker, NameOf(subscription, shelf ?? Shelf.Error), ct);
        var size = limit ?? PageSize.Usual;
        var page = held.Messages.Where(message => (message.FaultedAt, message.MessageId).CompareTo(after) > 0).Take(size + 1).ToList();
        var more = page.Count > size;
        if (more)
            page.RemoveAt(size);
        return TypedResults.Ok(new Page<FaultedMessage>(page, more ? $"{page[^1].FaultedAt.UtcTicks.ToString(CultureInfo.InvariantCulture)}.{page[^1].MessageId:N}" : null));
    }

    private static async Task<Results<Ok<FaultsReplayed>, Refusal>> Replay(
        string queue, ReplayFaults request, MessagingBuilder messaging, BrokerConnections broker, MessagingContext context, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (Find(messaging, queue) is not { } subscription)
            return Refusal.NotFound;
        var start = clock.GetUtcNow();
        var replayed = 0;
        while (true)
        {
            await using var held = await HeldShelf.Open(broker, NameOf(subscription, request.Shelf), ct);
            // What fails again while the replay runs is for a next one.
            var chosen = held.Messages.Where(message => (request.MessageId ?? message.MessageId) == message.MessageId && (message.FaultedAt <= start || request.MessageId is not null)).ToList();
            if (request.MessageId is not null && chosen.Count == 0)
                return Refusal.NotFound;
            foreach (var message in chosen)
                context.Db.Audit(Entry(actor, "fault.replay", message, clock, $"{queue} {request.Shelf}"), new { message.MessageId, request.Shelf }, new { message.MessageId, Queue = queue });
            await context.Db.SaveChangesAsync(ct);
            foreach (var message in chosen)
                await held.Replay(message.MessageId, subscription.Queue, ct);
            replayed += chosen.Count;
            if (chosen.Count == 0 || held.Messages.Any() || request.MessageId is not null)
                return TypedResults.Ok(new FaultsReplayed(replayed));
        }
    }

    private static async Task<Results<NoContent, Refusal>> Discard(
        string queue, DiscardFault request, MessagingBuilder messaging, BrokerConnections broker, MessagingContext context, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (Find(messaging, queue) is not { } subscription)
            return Refusal.NotFound;
        if (Reasons.Check(request.Reason) is { } refusal)
            return refusal;
        await using var held = await HeldShelf.Open(broker, NameOf(subscription, request.Shelf), ct);
        if (held.Messages.FirstOrDefault(message => message.MessageId == request.MessageId) is not { } found)
            return Refusal.NotFound;
        context.Db.Audit(Entry(actor, "fault.discard", found, clock, $"{queue} {request.Shelf}: {request.Reason}"), new { found.MessageId, request.Shelf }, null);
        await context.Db.SaveChangesAsync(ct);
        await held.Discard(found.MessageId, ct);
        return TypedResults.NoContent();
    }

    private static AuditEntry Entry(Actor actor, string action, FaultedMessage message, TimeProvider clock, string purpose) =>
        AuditEntry.Of(actor, action, "message", message.MessageId, clock.GetUtcNow(), message.ProvinceCode, message.CommuneCode, purpose);

    private static Subscription? Find(MessagingBuilder messaging, string queue) => messaging.Subscriptions.FirstOrDefault(subscription => subscription.Queue == queue);

    private static string NameOf(Subscription subscription, Shelf shelf) => shelf == Shelf.Error ? subscription.ErrorQueue : subscription.DeadQueue;

    private static bool TryRead(string? cursor, out (DateTimeOffset, Guid) after)
    {
        after = (DateTimeOffset.MinValue, Guid.Empty);
        if (cursor is null)
            return true;
        if (cursor.Split('.') is not [var ticks, var id] || !long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            || at > DateTimeOffset.MaxValue.Ticks || !Guid.TryParse(id, out var message))
            return false;
        after = (new DateTimeOffset(at, TimeSpan.Zero), message);
        return true;
    }
}
