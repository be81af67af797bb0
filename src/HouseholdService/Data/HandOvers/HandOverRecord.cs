using System.Text.Json;
using PovertyPlatform.Contracts;
using PovertyPlatform.Contracts.Households;
using PovertyPlatform.HouseholdService.Data.HouseholdEvents;
using PovertyPlatform.HouseholdService.Domain.HandOvers;
using PovertyPlatform.HouseholdService.Domain.HouseholdEvents;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;

namespace PovertyPlatform.HouseholdService.Data.HandOvers;

/// <summary>What stays of a hand-over, when the rows are taken over already. The event belongs to the area that it left, and who holds it today sees it.</summary>
/// <param name="Event">The event.</param>
/// <param name="Trail">A line of the trail for each side.</param>
/// <param name="News">What others have to hear, in the order of its versions.</param>
internal sealed record HandOverRecord(HouseholdEvent Event, AuditEntry[] Trail, IIntegrationEvent[] News)
{
    /// <summary>What stays of a hand-over.</summary>
    /// <param name="offer">The hand-over.</param>
    /// <param name="left">The household as it left.</param>
    /// <param name="moved">The household as it is there.</param>
    /// <param name="before">What it and its people stated.</param>
    /// <param name="after">What they state now.</param>
    /// <param name="actor">Who accepts.</param>
    /// <param name="now">When.</param>
    public static HandOverRecord Of(HouseholdHandOver offer, Household left, Household moved, HouseholdDigest before, HouseholdDigest after, Actor actor, DateTimeOffset now)
    {
        var id = offer.HouseholdId;
        AuditEntry Line(string province, string commune) => AuditEntry.Of(actor, "household.hand-over", "household", id, now, province, commune, $"hand-over {offer.Id}").Between(left, moved);
        return new HandOverRecord(new HouseholdEvent
        {
            ProvinceCode = offer.ProvinceCode,
            CommuneCode = offer.CommuneCode,
            HolderProvinceCode = offer.ToProvinceCode,
            HolderCommuneCode = offer.ToCommuneCode,
            Id = Guid.CreateVersion7(now),
            HouseholdId = id,
            Kind = HouseholdEventKind.HandedOver,
            EffectiveOn = offer.MovedOn,
            RecordedAt = now,
            RecordedBy = actor.Id,
            Reason = offer.Reason,
            Evidence = offer.Evidence,
            Households = [id],
            Members = before.Members,
            Facts = JsonSerializer.Serialize(new { handOverId = offer.Id, from = offer.CommuneCode, to = offer.ToCommuneCode }, JsonSerializerOptions.Web),
            BeforeSha256 = before.Digest,
            AfterSha256 = after.Digest,
        },
        [Line(offer.ProvinceCode, offer.CommuneCode), Line(offer.ToProvinceCode, offer.ToCommuneCode)],
        [
            new HouseholdRegistered(Guid.CreateVersion7(now), now, id, moved.Version - 1, moved.ProvinceCode, moved.CommuneCode, moved.AreaType, moved.Persons),
            new HouseholdMoved(Guid.CreateVersion7(now), now, id, moved.Version, moved.ProvinceCode, moved.CommuneCode, offer.ProvinceCode, offer.CommuneCode, offer.MovedOn, moved.AreaType, moved.Persons),
        ]);
    }
}
