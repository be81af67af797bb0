using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.IdentityService.Data;
using PovertyPlatform.IdentityService.Domain;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Paging;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.IdentityService.Features.Clients;

/// <summary>Registered partners, with the day on which they would be cut off.</summary>
internal static class ListClients
{
    /// <summary>A partner.</summary>
    /// <param name="ClientId">Client id.</param>
    /// <param name="AgencyId">Agency identifier.</param>
    /// <param name="NameVi">Name in Vietnamese.</param>
    /// <param name="Keys">Keys in use.</param>
    /// <param name="LastKeyExpiresOn">Last day of the key that lasts longest; null when none is in use.</param>
    [PersonalData(DataClass.P1)]
    public sealed record ClientItem(string ClientId, string? AgencyId, string? NameVi, int Keys, DateOnly? LastKeyExpiresOn);

    public static void Map(RouteGroupBuilder clients) => clients.MapGet("", Handle).WithName("ListClients").WithSummary("Registered partners")
        .WithDescription("`expiring=true`: only those whose last key ends within 30 days.");

    private static async Task<Results<Ok<Page<ClientItem>>, Refusal>> Handle(IdentityDb db, TimeProvider clock, bool? expiring, string? cursor, int? limit, CancellationToken ct)
    {
        if (PageSize.Check(limit) is { } refusal)
            return refusal;
        var size = limit ?? PageSize.Usual;
        var soon = clock.Today().AddDays(PublicKey.WarnDays);
        var rows = await db.Clients.AsNoTracking()
            .Where(client => cursor == null || client.ClientId!.CompareTo(cursor) > 0)
            .Select(client => new
            {
                client.ClientId,
                client.AgencyId,
                client.DisplayName,
                Keys = db.ClientKeys.Count(key => key.ClientId == client.Id && key.RetiredAt == null),
                Last = db.ClientKeys.Where(key => key.ClientId == client.Id && key.RetiredAt == null).Max(key => (DateOnly?)key.ExpiresOn),
            })
            .Where(row => expiring != true || row.Last <= soon)
            .OrderBy(row => row.ClientId).Take(size + 1)
            .Select(row => new ClientItem(row.ClientId!, row.AgencyId, row.DisplayName, row.Keys, row.Last)).ToListAsync(ct);
        return TypedResults.Ok(new Page<ClientItem>([.. rows.Take(size)], rows.Count > size ? rows[size - 1].ClientId : null));
    }
}
