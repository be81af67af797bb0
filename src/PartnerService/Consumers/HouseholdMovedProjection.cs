using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts.Households;
using PovertyPlatform.Messaging;
using PovertyPlatform.PartnerService.Data;

namespace PovertyPlatform.PartnerService.Consumers;

/// <summary>Shows what is known of a household to the partners of the area where it lives now; its grants follow by their own events.</summary>
public sealed class HouseholdMovedProjection : EventProjection<PartnerDb, HouseholdMoved>
{
    public override async Task Apply(IReadOnlyList<HouseholdMoved> messages, PartnerDb db, CancellationToken ct)
    {
        foreach (var move in messages.OrderBy(message => message.SubjectVersion))
            await db.Database.ExecuteSqlAsync($"""
                update household set province_code = {move.ProvinceCode}, commune_code = {move.CommuneCode}, version = {move.SubjectVersion}
                where id = {move.SubjectId} and version < {move.SubjectVersion}
                """, ct);
    }
}
