using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using PovertyPlatform.PartnerService.Domain.Grants;

namespace PovertyPlatform.PartnerService.Data.Grants;

/// <summary>Keeps the newest state of each household. Set-based, on the open transaction of the context.</summary>
public static class HouseholdWriter
{
    private static readonly JsonSerializerOptions SnakeCase = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
    };

    private const string Upsert = """
        insert into household as held
        select distinct on (id) * from jsonb_to_recordset({0}) as e(
          province_code text, commune_code text, id uuid, version bigint, is_recognised boolean, class text, previous_class text, exit_decided_on date,
          exit_from_class text, standard_code text, area_type text, list_id uuid, review_year integer, decision_number text, decided_on date,
          replaces_decision_number text, has_labour_capacity boolean, has_merit_member boolean, is_preferential_group boolean, is_especially_difficult_area boolean)
        order by id, version desc
        on conflict (id) do update set
        """;

    private const string Everything = Upsert + """

          province_code = excluded.province_code, commune_code = excluded.commune_code, version = excluded.version, is_recognised = excluded.is_recognised,
          class = excluded.class, previous_class = excluded.previous_class, exit_decided_on = excluded.exit_decided_on, exit_from_class = excluded.exit_from_class,
          standard_code = excluded.standard_code, area_type = excluded.area_type, list_id = excluded.list_id, review_year = excluded.review_year,
          decision_number = excluded.decision_number, decided_on = excluded.decided_on, replaces_decision_number = excluded.replaces_decision_number,
          has_labour_capacity = excluded.has_labour_capacity, has_merit_member = excluded.has_merit_member,
          is_preferential_group = excluded.is_preferential_group, is_especially_difficult_area = excluded.is_especially_difficult_area
        where excluded.version > held.version
        """;

    private const string Withdrawal = Upsert + """

          province_code = excluded.province_code, commune_code = excluded.commune_code, version = excluded.version, is_recognised = excluded.is_recognised,
          class = excluded.class, list_id = excluded.list_id, review_year = excluded.review_year, decision_number = excluded.decision_number,
          decided_on = excluded.decided_on, replaces_decision_number = excluded.replaces_decision_number
        where excluded.version > held.version
        """;

    /// <summary>Writes recognised households.</summary>
    public static Task WriteRecognised(PartnerDb db, IEnumerable<Household> households, CancellationToken ct) => Write(db, Everything, households, ct);

    /// <summary>Writes households whose recognition a decision took back; what else is known of them stays.</summary>
    public static Task WriteWithdrawn(PartnerDb db, IEnumerable<Household> households, CancellationToken ct) => Write(db, Withdrawal, households, ct);

    private static Task<int> Write(PartnerDb db, string sql, IEnumerable<Household> households, CancellationToken ct) => db.Database.ExecuteSqlRawAsync(
        sql, [new NpgsqlParameter { Value = JsonSerializer.Serialize(households, SnakeCase), NpgsqlDbType = NpgsqlDbType.Jsonb }], ct);
}
