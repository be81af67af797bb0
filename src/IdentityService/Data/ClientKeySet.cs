using Microsoft.EntityFrameworkCore;

namespace PovertyPlatform.IdentityService.Data;

/// <summary>Keeps a client's key set, which the authorization server reads, in step with its keys in use.</summary>
internal static class ClientKeySet
{
    /// <summary>Keys of a client that are not retired, the oldest first.</summary>
    public static Task<List<ClientKey>> ActiveKeysOf(this IdentityDb db, Guid clientId, CancellationToken ct) =>
        db.ClientKeys.Where(key => key.ClientId == clientId && key.RetiredAt == null).OrderBy(key => key.RegisteredAt).ToListAsync(ct);

    /// <summary>Writes the keys into the client; saved with the next <c>SaveChanges</c>.</summary>
    public static void Offer(this Client client, IEnumerable<ClientKey> keys)
    {
        client.JsonWebKeySet = $$"""{"keys":[{{string.Join(',', keys.Select(key => key.Jwk))}}]}""";
        client.ConcurrencyToken = Guid.NewGuid().ToString();
    }
}
