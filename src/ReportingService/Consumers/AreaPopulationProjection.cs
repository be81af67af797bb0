using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts.Households;
using PovertyPlatform.Messaging;
using PovertyPlatform.ReportingService.Data;

namespace PovertyPlatform.ReportingService.Consumers;

/// <summary>Keeps the denominators: all resident households and persons of a commune and year.</summary>
public sealed class AreaPopulationProjection : EventProjection<ReportingDb, AreaPopulationRecorded>
{
    /// <inheritdoc />
    public override async Task Apply(IReadOnlyList<AreaPopulationRecorded> messages, ReportingDb db, CancellationToken ct)
    {
        foreach (var newest in messages.GroupBy(message => (message.CommuneCode, message.Year)).Select(group => group.MaxBy(message => message.SubjectVersion)!))
            await db.Database.ExecuteSqlAsync($"""
                insert into area_population as kept (province_code, commune_code, year, version, recorded_on, households, persons)
                values ({newest.ProvinceCode}, {newest.CommuneCode}, {newest.Year}, {newest.SubjectVersion}, {newest.RecordedOn}, {newest.Households}, {newest.Persons})
                on conflict (province_code, commune_code, year) do update
                  set version = excluded.version, recorded_on = excluded.recorded_on, households = excluded.households, persons = excluded.persons
                  where excluded.version > kept.version
                """, ct);
    }
}
