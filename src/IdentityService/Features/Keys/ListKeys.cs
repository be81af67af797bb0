using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.IdentityService.Data;
using PovertyPlatform.IdentityService.Domain;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Paging;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.IdentityService.Features.Keys;

/// <summary>A partner's own public keys.</summary>
internal static class ListKeys
{
    private const int Most = 100;

    public static void Map(RouteGroupBuilder keys) => keys.MapGet("", Handle).WithName("ListKeys").WithSummary("Your public keys, the latest first")
        .WithDescription("`expiresSoon` is true from 30 days before the last day: register the next key, sign with it, then retire this one.");

    private static async Task<Ok<Page<KeyItem>>> Handle(IdentityDb db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var today = clock.Today();
        var keys = await (from key in db.ClientKeys.AsNoTracking()
                          join client in db.Clients on key.ClientId equals client.Id
                          where client.ClientId == actor.ClientId
                          orderby key.RegisteredAt descending
                          select key).Take(Most).ToListAsync(ct);
        return TypedResults.Ok(new Page<KeyItem>([.. keys.Select(key => KeyItem.Of(key, today))], null));
    }
}

/// <summary>A public key with its dates.</summary>
/// <param name="KeyId">RFC 7638 thumbprint; the <c>kid</c> of your assertions.</param>
/// <param name="RegisteredAt">When it was registered.</param>
/// <param name="ExpiresOn">Last day on which assertions with it are taken.</param>
/// <param name="ExpiresSoon">True from 30 days before.</param>
/// <param name="RetiredAt">When it was taken out of use, or null.</param>
[PersonalData(DataClass.P1)]
public sealed record KeyItem(string KeyId, DateTimeOffset RegisteredAt, DateOnly ExpiresOn, bool ExpiresSoon, DateTimeOffset? RetiredAt)
{
    internal static KeyItem Of(ClientKey key, DateOnly today) =>
        new(key.KeyId, key.RegisteredAt, key.ExpiresOn, key.RetiredAt is null && key.ExpiresOn <= today.AddDays(PublicKey.WarnDays), key.RetiredAt);
}
