using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts.Households;
using PovertyPlatform.Messaging;
using PovertyPlatform.ReportingService.Data;

namespace PovertyPlatform.ReportingService.Consumers;

/// <summary>Keeps the totals that each decision states, so that a report can say whether it agrees with them.</summary>
public sealed class PovertyListProjection : EventProjection<ReportingDb, PovertyListRecognised>
{
    /// <inheritdoc />
    public override async Task Apply(IReadOnlyList<PovertyListRecognised> messages, ReportingDb db, CancellationToken ct)
    {
        foreach (var list in messages)
            await db.Database.ExecuteSqlAsync($"""
                insert into recognised_list as kept (list_id, province_code, commune_code, version, review_year, decision_number, decided_on,
                  replaces_decision, standard_code, poor, near_poor, average_living, escaped, content_hash)
                values ({list.SubjectId}, {list.ProvinceCode}, {list.CommuneCode}, {list.SubjectVersion}, {list.ReviewYear}, {list.DecisionNumber}, {list.DecidedOn},
                  {list.ReplacesDecisionNumber}, {list.StandardCode}, {list.PoorHouseholds}, {list.NearPoorHouseholds}, {list.AverageLivingHouseholds},
                  {list.EscapedHouseholds}, {list.ContentHash})
                on conflict (list_id) do update
                  set version = excluded.version, decision_number = excluded.decision_number, decided_on = excluded.decided_on,
                      poor = excluded.poor, near_poor = excluded.near_poor, average_living = excluded.average_living, escaped = excluded.escaped,
                      content_hash = excluded.content_hash
                  where excluded.version > kept.version
                """, ct);
    }
}
