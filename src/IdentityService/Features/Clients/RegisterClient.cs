using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.Core;
using PovertyPlatform.Contracts;
using PovertyPlatform.IdentityService.Data;
using PovertyPlatform.IdentityService.Domain;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;
using PovertyPlatform.ServiceDefaults.Time;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace PovertyPlatform.IdentityService.Features.Clients;

/// <summary>An administrator registers a machine partner with its agency identifier and first public key. It holds nothing before a role is granted.</summary>
internal static class RegisterClient
{
    private const int LongestName = 200;

    /// <summary>The partner.</summary>
    /// <param name="ClientId">3 to 100 lower-case letters, digits and hyphens.</param>
    /// <param name="AgencyId">Agency identifier in the form of decision 20/2020/QĐ-TTg.</param>
    /// <param name="NameVi">Name in Vietnamese.</param>
    /// <param name="Authentication">How it proves itself: <c>private_key_jwt</c>, nothing else.</param>
    /// <param name="Jwk">Its first public EC P-256 key, made by the partner itself.</param>
    /// <param name="ExpiresOn">Last day of that key, at most two years away.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(string? ClientId, string? AgencyId, string? NameVi, string? Authentication, JsonElement? Jwk, DateOnly? ExpiresOn);

    /// <summary>The partner.</summary>
    /// <param name="ClientId">Client id.</param>
    /// <param name="KeyId">The <c>kid</c> of its assertions.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Response(string ClientId, string KeyId);

    public static void Map(RouteGroupBuilder clients) => clients.MapPost("", Handle).WithName("RegisterClient").WithIdempotencyKey(keptForDays: 1)
        .WithSummary("Register a machine partner").ProducesProblem(409).ProducesProblem(422);

    private static async Task<Results<Created<Response>, Refusal>> Handle(
        Request request, IdentityDb db, OpenIddictApplicationManager<Client> manager, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (request.Authentication != "private_key_jwt")
            return Refusal.Rule("authentication-refused", "Chỉ nhận private_key_jwt; hệ thống không giữ mật khẩu của ứng dụng.", "Only private_key_jwt is taken; no shared secrets are kept.");
        var (key, keyFault) = PublicKey.Read(request.Jwk);
        if (Faults(request, keyFault, clock.Today()).ToArray() is { Length: > 0 } faults)
            return Refusal.Invalid(faults);
        if (await db.Clients.AnyAsync(row => row.ClientId == request.ClientId, ct))
            return Refusal.Conflict("client-id-taken", "Mã ứng dụng này đã có.", "This client id is taken.");

        var now = clock.GetUtcNow();
        var client = new Client { Id = Guid.CreateVersion7(), AgencyId = request.AgencyId };
        var first = new ClientKey { ClientId = client.Id, KeyId = key!.KeyId, Jwk = key.Jwk, RegisteredAt = now, RegisteredBy = actor.Id, ExpiresOn = request.ExpiresOn!.Value };
        await manager.PopulateAsync(client, new OpenIddictApplicationDescriptor
        {
            ClientId = request.ClientId,
            ClientType = ClientTypes.Confidential,
            DisplayName = request.NameVi,
            Permissions = { Permissions.Endpoints.Token, Permissions.GrantTypes.ClientCredentials },
        }, ct);
        client.Offer([first]);
        await manager.CreateAsync(client, ct);
        db.ClientKeys.Add(first);
        db.Audit(AuditEntry.Of(actor, "client.register", "client", client.Id, now, purpose: request.AgencyId));
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/v1/clients/{request.ClientId}", new Response(request.ClientId!, first.KeyId));
    }

    private static IEnumerable<FieldFault> Faults(Request request, FieldFault? key, DateOnly today)
    {
        if (!ClientName.IsWellFormed(request.ClientId))
            yield return new FieldFault("clientId", "Mã ứng dụng gồm 3 đến 100 chữ thường, chữ số, gạch nối, bắt đầu bằng chữ.", "A client id has 3 to 100 lower-case letters, digits and hyphens and begins with a letter.");
        if (request.AgencyId is null || !AgencyCode.IsWellFormed(request.AgencyId))
            yield return new FieldFault("agencyId", "Cần mã định danh điện tử theo QĐ 20/2020/QĐ-TTg.", "An agency identifier in the form of decision 20/2020/QĐ-TTg is needed.");
        if (request.NameVi is not { Length: > 0 and <= LongestName })
            yield return new FieldFault("nameVi", $"Cần tên, nhiều nhất {LongestName} ký tự.", $"A name is needed, at most {LongestName} characters.");
        if (key is not null)
            yield return key;
        if (PublicKey.Fault(request.ExpiresOn, today) is { } day)
            yield return day;
    }
}
