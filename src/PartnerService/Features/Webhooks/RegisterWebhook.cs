using System.Net.Sockets;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PovertyPlatform.Contracts;
using PovertyPlatform.PartnerService.Data;
using PovertyPlatform.PartnerService.Data.Feed;
using PovertyPlatform.PartnerService.Data.Webhooks;
using PovertyPlatform.PartnerService.Domain.Feed;
using PovertyPlatform.PartnerService.Domain.Webhooks;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.PartnerService.Features.Webhooks;

/// <summary>A partner names an address to be rung at for events from now on.</summary>
internal static class RegisterWebhook
{
    private const int LongestDescription = 200;
    private static readonly TimeSpan PatienceForNames = TimeSpan.FromSeconds(2);

    /// <summary>The endpoint wished for.</summary>
    /// <param name="Url">Address, https on the public network.</param>
    /// <param name="Types">Types of events that ring; absent or empty means all.</param>
    /// <param name="Communes">Commune codes that ring; absent or empty means all of your areas.</param>
    /// <param name="Description">A note of your own, at most 200 characters.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(string? Url, IReadOnlyList<string>? Types, IReadOnlyList<string>? Communes, string? Description);

    /// <summary>The endpoint, and its signing secret for this one time.</summary>
    /// <param name="Endpoint">The endpoint.</param>
    /// <param name="Id">Its id.</param>
    /// <param name="Secret"><c>whsec_</c> and base64 of the key of HMAC-SHA256 (Standard Webhooks); keep it, it is not shown again.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Response(Guid Id, string Secret, WebhookItem Endpoint);

    public static void Map(RouteGroupBuilder webhooks) => webhooks.MapPost("", Handle).WithName("RegisterWebhook").WithIdempotencyKey()
        .WithSummary("Register an address to be rung at")
        .WithDescription("A bell is small, signed and says only that an event is there: `id`, `type`, `time`, `subject`, `link`. Headers `webhook-id`, `webhook-timestamp` and "
            + "`webhook-signature` follow Standard Webhooks. Answer 2xx within 10 seconds; anything else is tried again for some days. Bells may come twice and in any order: "
            + "the feed at /v1/events is what counts.")
        .ProducesProblem(409).ProducesProblem(422);

    private static async Task<Results<Created<Response>, Refusal>> Handle(
        Request request, PartnerDb db, Actor actor, FeedReader feed, SecretSeal seal, CheckedAddresses addresses, IOptions<WebhookOptions> options, TimeProvider clock,
        CancellationToken ct)
    {
        if (await Check(request, actor, addresses, options.Value, ct) is { } refusal)
            return refusal;
        if (await db.Endpoints.OwnedBy(actor).CountAsync(ct) >= options.Value.EndpointsPerClient)
            return Refusal.Conflict("too-many-webhooks", $"Mỗi đơn vị có nhiều nhất {options.Value.EndpointsPerClient} địa chỉ; hãy xóa bớt.",
                $"A partner has at most {options.Value.EndpointsPerClient} endpoints; remove one first.");

        var now = clock.GetUtcNow();
        var secret = WebhookSignature.NewSecret();
        var endpoint = WebhookEndpoint.Register(
            actor, request.Url!, request.Description?.Trim() ?? "", [.. request.Types ?? []], [.. request.Communes ?? []], id => seal.Seal(secret, id), await feed.End(ct), now);
        db.Endpoints.Add(endpoint);
        db.Audit(AuditEntry.Of(actor, "webhook.register", "webhook", endpoint.Id, now), endpoint);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/v1/webhooks/{endpoint.Id}", new Response(endpoint.Id, secret, WebhookItem.Of(endpoint)));
    }

    private static async Task<Refusal?> Check(Request request, Actor actor, CheckedAddresses addresses, WebhookOptions options, CancellationToken ct)
    {
        if (WebhookUrl.Check(request.Url, options.AllowLoopback) is { } fault)
            return Refusal.Invalid(fault);
        if (request.Description is { Length: > LongestDescription })
            return Refusal.Invalid(new FieldFault("description", $"Ghi chú dài nhất {LongestDescription} ký tự.", $"The note has at most {LongestDescription} characters."));
        if (WishCheck.Types([.. request.Types ?? []]) is { } types)
            return types;
        if (WishCheck.Communes([.. request.Communes ?? []], actor.Area) is { } communes)
            return communes;
        return await LeadsInside(new Uri(request.Url!).DnsSafeHost, addresses, ct)
            ? Refusal.Rule("address-refused", "Tên máy chủ này dẫn tới địa chỉ ngoài mạng công cộng.", "This host leads to an address outside the public network.")
            : null;
    }

    /// <summary>True when the name leads inside now. A name that is not known yet may be by the first bell; every connection checks again.</summary>
    private static async Task<bool> LeadsInside(string host, CheckedAddresses addresses, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(PatienceForNames);
        try
        {
            await addresses.Of(host, patience.Token);
            return false;
        }
        catch (AddressRefusedException)
        {
            return true;
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return false;
        }
    }
}
