using PovertyPlatform.Contracts;
using PovertyPlatform.PartnerService.Domain.Webhooks;

namespace PovertyPlatform.PartnerService.Features.Webhooks;

/// <summary>An endpoint as its partner sees it.</summary>
/// <param name="Id">The endpoint.</param>
/// <param name="Url">Where bells are rung.</param>
/// <param name="Description">The partner's own note.</param>
/// <param name="Types">Types that ring; empty means all.</param>
/// <param name="Communes">Communes that ring; empty means all of the partner's areas.</param>
/// <param name="State">Active, Paused or Disabled.</param>
/// <param name="Reason">Why it is not active.</param>
/// <param name="StateChangedAt">Since when (UTC).</param>
/// <param name="CreatedAt">Instant of the registration (UTC).</param>
/// <param name="OldSecretUntil">Until then a replaced secret signs too (UTC).</param>
/// <param name="ConsecutiveFailures">Failed attempts since the last success.</param>
/// <param name="ClosedUntil">Left alone until then because of them (UTC).</param>
/// <param name="LastSuccessAt">Last success, exact to about ten seconds (UTC).</param>
/// <param name="LastFailureAt">Last failure (UTC).</param>
/// <param name="LastFault">Code of the last failure, for example <c>http-500</c>, <c>timeout</c>, <c>redirect</c>, <c>address-refused</c>.</param>
[PersonalData(DataClass.P1)]
public sealed record WebhookItem(
    Guid Id, string Url, string Description, IReadOnlyList<string> Types, IReadOnlyList<string> Communes, EndpointState State, EndpointReason? Reason,
    DateTimeOffset StateChangedAt, DateTimeOffset CreatedAt, DateTimeOffset? OldSecretUntil, int ConsecutiveFailures, DateTimeOffset? ClosedUntil,
    DateTimeOffset? LastSuccessAt, DateTimeOffset? LastFailureAt, string? LastFault)
{
    internal static WebhookItem Of(WebhookEndpoint endpoint) => new(
        endpoint.Id, endpoint.Url, endpoint.Description, endpoint.Types, endpoint.Communes, endpoint.State, EndpointReason.Of(endpoint.StateReason),
        endpoint.StateChangedAt, endpoint.CreatedAt, endpoint.OldSecretUntil, endpoint.ConsecutiveFailures, endpoint.ClosedUntil, endpoint.LastSuccessAt,
        endpoint.LastFailureAt, endpoint.LastFault);
}

/// <summary>A signing secret. It is shown in this answer and never again.</summary>
/// <param name="Id">The endpoint.</param>
/// <param name="Secret"><c>whsec_</c> and base64 of the key of HMAC-SHA256 (Standard Webhooks).</param>
/// <param name="OldSecretUntil">Until then bells carry a signature of the old secret too (UTC).</param>
[PersonalData(DataClass.P1)]
public sealed record WebhookSecret(Guid Id, string Secret, DateTimeOffset? OldSecretUntil);
