using PovertyPlatform.HouseholdService.Domain.Areas;
using PovertyPlatform.HouseholdService.Domain.HandOvers;
using PovertyPlatform.HouseholdService.Domain.HouseholdEvents;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Data.HandOvers;

/// <summary>Where a household of a commune that ended goes.</summary>
/// <param name="ChoiceId">The choice or the move to which it belongs.</param>
/// <param name="To">The commune, as it is from that day.</param>
/// <param name="On">First day there.</param>
/// <param name="Ground">How it is known, and the paper.</param>
/// <param name="TakesBack">The hand-over that is taken back by it, or null.</param>
internal sealed record Placing(Guid ChoiceId, Commune To, DateOnly On, Ground Ground, Guid? TakesBack = null)
{
    /// <summary>The offer by which a household goes there.</summary>
    public HouseholdHandOver Offer(Household home, Guid? takesBack, Actor actor, DateTimeOffset now) => new()
    {
        ProvinceCode = home.ProvinceCode,
        CommuneCode = home.CommuneCode,
        Id = Guid.CreateVersion7(now),
        HouseholdId = home.Id,
        ToProvinceCode = To.ProvinceCode,
        ToCommuneCode = To.Code,
        MovedOn = On,
        Reason = Ground.Reason,
        Evidence = Ground.Evidence,
        OfferedBy = actor.Id,
        OfferedAt = now,
        ChoiceId = ChoiceId,
        TakesBackId = takesBack,
    };
}

/// <summary>A household that is to go.</summary>
/// <param name="Home">The household where it stands.</param>
/// <param name="TakesBack">The hand-over that is taken back by it, or null.</param>
internal sealed record Going(Household Home, Guid? TakesBack = null);
