using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.PartnerService.Data;
using PovertyPlatform.PartnerService.Data.Webhooks;
using PovertyPlatform.PartnerService.Domain.Webhooks;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Paging;

namespace PovertyPlatform.PartnerService.Features.Webhooks;

/// <summary>What was rung, and what came of it; newest first.</summary>
internal static class ListDeliveries
{
    /// <summary>A bell.</summary>
    /// <param name="Id">The delivery.</param>
    /// <param name="WebhookId">The <c>webhook-id</c> it carries: the id of the event.</param>
    /// <param name="Type">Type of the event.</param>
    /// <param name="Subject">The grant.</param>
    /// <param name="State">Waiting, Sending, Delivered or Exhausted.</param>
    /// <param name="Attempts">Attempts begun.</param>
    /// <param name="NextAttemptAt">Next attempt (UTC), while it waits.</param>
    /// <param name="LastAttemptAt">Last attempt (UTC).</param>
    /// <param name="LastStatus">HTTP status of the last answer.</param>
    /// <param name="LastFault">Code of the last failure.</param>
    /// <param name="CreatedAt">When it was made (UTC).</param>
    /// <param name="FinishedAt">When it was heard or given up (UTC).</param>
    [PersonalData(DataClass.P1)]
    public sealed record Item(
        Guid Id, Guid WebhookId, string Type, Guid Subject, DeliveryState State, int Attempts, DateTimeOffset? NextAttemptAt, DateTimeOffset? LastAttemptAt,
        int? LastStatus, string? LastFault, DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt);

    public static void Map(RouteGroupBuilder webhooks) => webhooks.MapGet("/{id:guid}/deliveries", Handle).WithName("ListDeliveries")
        .WithSummary("Bells of an endpoint and what came of them, newest first").ProducesProblem(404);

    private static async Task<Results<Ok<Page<Item>>, Refusal>> Handle(
        Guid id, string? state, string? cursor, int? limit, PartnerDb db, Actor actor, CancellationToken ct)
    {
        if (PageSize.Check(limit) is { } refusal)
            return refusal;
        if (!await db.Endpoints.OwnedBy(actor).AnyAsync(endpoint => endpoint.Id == id, ct))
            return Refusal.NotFound;
        var found = db.Deliveries.AsNoTracking().Where(row => row.EndpointId == id);
        if (state is not null)
        {
            if (!Enum.GetNames<DeliveryState>().Contains(state, StringComparer.OrdinalIgnoreCase))
                return Refusal.Invalid(new FieldFault("state", "Trạng thái là waiting, sending, delivered hoặc exhausted.", "The state is waiting, sending, delivered or exhausted."));
            var wanted = Enum.Parse<DeliveryState>(state, ignoreCase: true);
            found = found.Where(row => row.State == wanted);
        }

        if (cursor is not null)
        {
            if (!Guid.TryParse(cursor, out var before))
                return Refusal.Invalid(new FieldFault("cursor", "Con trỏ trang không hợp lệ; hãy bắt đầu lại từ trang đầu.", "The cursor is not valid; start again at the first page."));
            found = found.Where(row => row.Id < before);
        }

        var size = limit ?? PageSize.Usual;
        var rows = await found.OrderByDescending(row => row.Id).Take(size + 1).ToListAsync(ct);
        var items = rows.Take(size).Select(row => new Item(
            row.Id, row.EventId, row.EventType, row.SubjectId, row.State, row.Attempts, row.State == DeliveryState.Waiting ? row.DueAt : null, row.LastAttemptAt,
            row.LastStatus, row.LastFault, row.CreatedAt, row.FinishedAt)).ToList();
        return TypedResults.Ok(new Page<Item>(items, rows.Count > size ? items[^1].Id.ToString() : null));
    }
}
