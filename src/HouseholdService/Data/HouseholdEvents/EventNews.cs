using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using PovertyPlatform.Contracts;
using PovertyPlatform.Contracts.Households;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.Messaging;

namespace PovertyPlatform.HouseholdService.Data.HouseholdEvents;

/// <summary>What an event tells other services: size and area of every household that is new or changed them, and what it is about. Each telling takes a version.</summary>
internal static class EventNews
{
    public static void Publish(HouseholdDb db, IEnumerable<EntityEntry<Household>> households, Household first, DateTimeOffset now, Func<Household, DateTimeOffset, IIntegrationEvent>? tell)
    {
        foreach (var entry in households)
        {
            var household = entry.Entity;
            if (household.ClosedOn is null && (entry.State == EntityState.Added || entry.Property(row => row.Persons).IsModified || entry.Property(row => row.CommuneCode).IsModified))
                db.Publish(new HouseholdRegistered(
                    Guid.CreateVersion7(now), now, household.Id, household.Version, household.ProvinceCode, household.CommuneCode, household.AreaType, household.Persons));
        }

        if (tell is null)
            return;
        first.Version++;
        db.Publish(tell(first, now));
    }
}
